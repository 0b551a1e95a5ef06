internal import SwiftwayDatabase
import SwiftwayText

/// What an address says: where the server is, and how the session is to be.
///
/// The forms are those of the Java driver (`jdbc:postgresql:…`) and of libpq (`postgresql:…`, `postgres:…`); the
/// parameters of both are understood in each, and unknown ones ignored, as the Java driver does.
struct PostgreSQLAddress: Equatable {
    struct Host: Equatable {
        /// A name, an address without brackets, or the folder of a socket; empty where only a port is given.
        var name: String
        var port: Int?
    }

    /// The Java driver connects to `localhost` where libpq would use the socket.
    var isJDBC: Bool
    var hosts: [Host] = []
    var database: String?
    var parameters = PostgreSQLParameters()

    static func recognises(_ url: String) -> Bool { body(of: url) != nil }

    /// `properties` count like parameters of the address, which win.
    /// - Throws: when `url` is no such address. The message quotes nothing of it, since it may hold a password.
    init(_ url: String, properties: [String: String] = [:]) throws(DatabaseError) {
        guard let (isJDBC, body) = Self.body(of: url) else {
            throw Self.invalid("it does not begin with jdbc:postgresql: or postgresql:")
        }
        self.isJDBC = isJDBC
        let halves = body.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)

        for (name, value) in properties.sorted(by: { $0.key < $1.key }) { parameters.set(name, to: value) }
        try read(server: halves[0])
        for parameter in halves.count == 2 ? halves[1].split(separator: "&") : [] {
            let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            parameters.set(decodingPercents(parts[0]), to: parts.count == 2 ? decodingPercents(parts[1]) : "")
        }
    }

    private static func body(of url: String) -> (isJDBC: Bool, body: Substring)? {
        guard let scheme = DatabaseKind.postgreSQL.scheme(of: url) else { return nil }
        return (scheme.hasPrefix("jdbc"), url.dropFirst(scheme.count))
    }

    /// `//user:password@host:port,host:port/database`, or the database alone.
    private mutating func read(server: Substring) throws(DatabaseError) {
        guard server.hasPrefix("//") else {
            database = Self.nonEmpty(server.hasPrefix("/") ? server.dropFirst() : server)
            return
        }
        let rest = server.dropFirst(2)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        database = Self.nonEmpty(rest[slash...].dropFirst())

        var authority = rest[..<slash]
        if let at = authority.lastIndex(of: "@") {
            let parts = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            parameters.user = Self.nonEmpty(parts[0]) ?? parameters.user
            parameters.password = parts.count == 2 ? decodingPercents(parts[1]) : parameters.password
            authority = authority[authority.index(after: at)...]
        }
        for host in authority.split(separator: ",") { hosts.append(try Self.host(host)) }
    }

    private static func host(_ text: Substring) throws(DatabaseError) -> Host {
        var name = text
        var port: Int?
        // In [::1]:5432 only a colon behind the brackets begins a port.
        let bracket = text.lastIndex(of: "]")
        if let colon = text.lastIndex(of: ":"), bracket.map({ $0 < colon }) ?? true {
            let digits = text[text.index(after: colon)...]
            if !digits.isEmpty {
                guard let number = Int(digits), (1...65_535).contains(number) else {
                    throw invalid("a port is a number from 1 to 65535")
                }
                port = number
            }
            name = text[..<colon]
        }
        if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
        return Host(name: decodingPercents(name), port: port)
    }

    private static func nonEmpty(_ text: Substring) -> String? {
        text.isEmpty ? nil : decodingPercents(text)
    }

    private static func invalid(_ reason: String) -> DatabaseError {
        DatabaseError(
            category: .connectionFailed, message: "The address of the database is not valid: \(reason)",
            sqlState: "08001")
    }
}
