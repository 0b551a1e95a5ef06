internal import CLibPQ
internal import CLibPQLoader
internal import CLinkage
internal import SwiftwayDatabase

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Opens connections step by step instead of with one blocking call of libpq: only so can notices of the first
/// moment be caught, and errors be asked to carry their SQLSTATE.
struct Connecting {
    /// libpq's keywords with their values.
    var keywords: [String: String]

    /// The Java driver's `connectTimeout`, in seconds: for each address, where nothing else is said.
    static let defaultTimeout = 10

    /// - Parameter notices: must outlive the connection.
    func open(reportingTo notices: PostgreSQLNotices) throws(DatabaseError) -> PostgreSQLHandle {
        if let problem = swiftway_libpq_problem() {
            throw DatabaseError(
                category: .connectionFailed, message: String(cString: problem), sqlState: "08001")
        }
        guard let pointer = start() else {
            throw DatabaseError(category: .connectionFailed, message: "out of memory", sqlState: "08001")
        }
        let handle = PostgreSQLHandle(owning: pointer)
        notices.receive(from: pointer)
        PQsetErrorVerbosity(pointer, PQERRORS_VERBOSE)
        let isLate = !hasSettled(pointer)
        guard PQstatus(pointer) == CONNECTION_OK else {
            if isLate, let others = withoutHost(of: pointer) { return try others.open(reportingTo: notices) }
            throw failure(on: pointer, isLate: isLate)
        }
        // From here on errors arrive in parts.
        PQsetErrorVerbosity(pointer, PQERRORS_DEFAULT)
        return handle
    }

    private func start() -> OpaquePointer? {
        let known = Self.knownKeywords
        let pairs = keywords.filter { known.contains($0.key) }.sorted { $0.key < $1.key }
        let names = pairs.map { strdup($0.key) }
        let values = pairs.map { strdup($0.value) }
        defer {
            for text in names + values { free(text) }
        }
        return PQconnectStartParams(
            names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 0)
    }

    /// The keywords that the linked library understands: an older one refuses those of newer ones altogether.
    private static var knownKeywords: Set<String> {
        guard let options = PQconndefaults() else { return [] }
        defer { PQconninfoFree(options) }
        var known: Set<String> = []
        var option = options
        while let name = option.pointee.keyword {
            known.insert(String(cString: name))
            option += 1
        }
        return known
    }

    /// Drives libpq until the connection stands or has failed. `false` when the last address did not answer in time.
    private func hasSettled(_ connection: OpaquePointer) -> Bool {
        guard PQstatus(connection) != CONNECTION_BAD else { return true }
        let clock = ContinuousClock()
        let timeout = timeout(of: connection)
        var address = Self.address(of: connection)
        var deadline = timeout.map { clock.now + $0 }
        var isLate = false
        // "behave as if PQconnectPoll last returned PGRES_POLLING_WRITING":
        // https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PQCONNECTSTARTPARAMS
        var next = PGRES_POLLING_WRITING
        while next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING {
            let isReady = Self.wait(
                for: next == PGRES_POLLING_READING ? POLLIN : POLLOUT, on: PQsocket(connection),
                milliseconds: deadline.map { Self.milliseconds(until: $0, clock) })
            if !isReady {
                guard !isLate else { break }
                // libpq has no call for "try the next address", but goes on by itself where none is reached.
                isLate = true
                shutdown(PQsocket(connection), Int32(SHUT_RDWR))
                deadline = timeout.map { clock.now + $0 }
            }
            next = PQconnectPoll(connection)
            let current = Self.address(of: connection)
            if current != address {
                address = current
                isLate = false
                deadline = timeout.map { clock.now + $0 }
            }
        }
        return !isLate
    }

    /// The same without the host that `connection` has tried last, which took the connection but stayed silent: that
    /// ends libpq's own round. `nil` when there is no other.
    private func withoutHost(of connection: OpaquePointer) -> Connecting? {
        let tried = Self.address(of: connection)
        let hosts = (keywords["host"] ?? "").split(separator: ",").map { String($0) }
        let ports = (keywords["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
        guard hosts.count > 1, keywords["hostaddr"] == nil else { return nil }
        let hasPorts = ports.count == hosts.count
        let index = hosts.indices.first { index in
            hosts[index] == tried[0] && (!hasPorts || ports[index].isEmpty || ports[index] == tried[2])
        }
        guard let index else { return nil }
        var others = self
        others.keywords["host"] = hosts.enumerated().filter { $0.offset != index }.map(\.element).joined(separator: ",")
        if hasPorts {
            others.keywords["port"] =
                ports.enumerated().filter { $0.offset != index }.map(\.element).joined(separator: ",")
        }
        return others
    }

    /// As libpq has it from the keywords, `PGCONNECT_TIMEOUT` or a service file; `nil` without end.
    private func timeout(of connection: OpaquePointer) -> Duration? {
        let seconds = Self.option("connect_timeout", of: connection).flatMap { Int($0) } ?? Self.defaultTimeout
        return seconds > 0 ? .seconds(seconds) : nil
    }

    private static func option(_ keyword: String, of connection: OpaquePointer) -> String? {
        guard let options = PQconninfo(connection) else { return nil }
        defer { PQconninfoFree(options) }
        var option = options
        while let name = option.pointee.keyword {
            if strcmp(name, keyword) == 0 { return option.pointee.val.map { String(cString: $0) } }
            option += 1
        }
        return nil
    }

    private static func address(of connection: OpaquePointer) -> [String] {
        [PQhost(connection), PQhostaddr(connection), PQport(connection)].map { part in
            part.map { String(cString: $0) } ?? ""
        }
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant, _ clock: ContinuousClock) -> Int32 {
        let left = (deadline - clock.now) / .milliseconds(1)
        return Int32(max(0, min(left.rounded(.up), 1_000_000_000)))
    }

    /// Whether `socket` became ready before the time was over; signals do not end the wait.
    private static func wait(for events: some BinaryInteger, on socket: Int32, milliseconds: Int32?) -> Bool {
        PostgreSQLConnection.poll(socket, for: Int16(events), milliseconds: milliseconds ?? -1) != 0
    }

    private func failure(on connection: OpaquePointer, isLate: Bool) -> DatabaseError {
        let address = Self.address(of: connection)
        let endpoint = "\(address[0]):\(address[2])"
        let isOneHost = !(keywords["host"] ?? address[0]).contains(",")
        let isNetwork = !address[0].isEmpty && !address[0].hasPrefix("/")
        let error = ConnectionFailure(text: trimmingLineEnds(PQerrorMessage(connection)))
            .error(
                endpoint: isOneHost && isNetwork ? endpoint : nil, refusal: String(cString: strerror(ECONNREFUSED)),
                hasDirectories: !swiftway_is_static())
        guard isLate, error.severity == nil else { return error }
        // libpq's text speaks of the connection that we have cut.
        var late = error
        late.message = "The server \(endpoint) did not answer in time (connectTimeout)."
        return late
    }
}
