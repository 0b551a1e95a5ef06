#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A connected TCP socket, closed exactly once. Nothing of it blocks longer than its deadline, except looking up a name.
struct StreamSocket: ~Copyable {
    private let descriptor: Int32

    /// Why there is no connection, or not any more; a part of a sentence.
    struct Failure: Error {
        var reason: String

        init(_ reason: String) { self.reason = reason }
        init(code: Int32) { reason = String(cString: strerror(code)) }

        static let late = Failure("it did not answer in time")
    }

    /// Writing to a connection that is gone must not end the process.
    #if canImport(Darwin)
        private static let withoutSignal: Int32 = 0
    #else
        private static let withoutSignal = Int32(MSG_NOSIGNAL)
    #endif

    private init(owning descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Tries every address of `host`, each until the deadline.
    static func open(to host: String, port: Int, before deadline: Deadline) throws(Failure) -> StreamSocket {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0, let list else { throw Failure(String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }

        var failure = Failure("it has no address")
        var entry: UnsafeMutablePointer<addrinfo>? = list
        while let address = entry?.pointee {
            do throws(Failure) {
                return try open(to: address, before: deadline)
            } catch {
                failure = error
            }
            entry = address.ai_next
        }
        throw failure
    }

    private static func open(to address: addrinfo, before deadline: Deadline) throws(Failure) -> StreamSocket {
        let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        // From here on it is closed whatever happens.
        let socket = StreamSocket(owning: descriptor)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        #if canImport(Darwin)
            var isOn: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
        #endif
        if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return socket }
        guard errno == EINPROGRESS || errno == EINTR else { throw Failure(code: errno) }
        try socket.wait(for: POLLOUT, before: deadline)
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        guard code == 0 else { throw Failure(code: code) }
        return socket
    }

    func write(_ bytes: [UInt8], before deadline: Deadline) throws(Failure) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { rest in
                send(descriptor, rest.baseAddress, rest.count, Self.withoutSignal)
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                try wait(for: POLLOUT, before: deadline)
            } else if errno != EINTR {
                throw Failure(code: errno)
            }
        }
    }

    /// What has come, at least a byte of it; empty at the end.
    func receive(before deadline: Deadline) throws(Failure) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            if count >= 0 { return Array(buffer.prefix(count)) }
            if errno == EAGAIN || errno == EWOULDBLOCK {
                try wait(for: POLLIN, before: deadline)
            } else if errno != EINTR {
                throw Failure(code: errno)
            }
        }
    }

    private func wait(for events: some BinaryInteger, before deadline: Deadline) throws(Failure) {
        var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        while true {
            let left = deadline.milliseconds
            let count = poll(&waiting, 1, left)
            if count > 0 { return }
            if count < 0, errno != EINTR { throw Failure(code: errno) }
            if count == 0 { throw .late }
        }
    }
}
