import Foundation

/// Sockets on 127.0.0.1.
enum Loopback {
    /// A port that nobody listens on at this moment.
    static func freePort() throws -> Int {
        let (socket, port) = try bound()
        close(socket)
        return port
    }

    /// A socket that listens on a free port.
    static func listener() throws -> (socket: Int32, port: Int) {
        let (socket, port) = try bound()
        guard listen(socket, 128) == 0 else {
            close(socket)
            throw TestSupportError("listen: \(String(cString: strerror(errno)))")
        }
        return (socket, port)
    }

    static func connection(to port: Int) throws -> Int32 {
        let socket = try newSocket()
        guard call(port, { Foundation.connect(socket, $0, $1) }) == 0 else {
            close(socket)
            throw TestSupportError("connect to port \(port): \(String(cString: strerror(errno)))")
        }
        return socket
    }

    private static func bound() throws -> (socket: Int32, port: Int) {
        let socket = try newSocket()
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = call(0) { bind(socket, $0, $1) } == 0
        let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) == 0 }
        }
        guard isBound, isNamed else {
            close(socket)
            throw TestSupportError("There is no free port on 127.0.0.1")
        }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func newSocket() throws -> Int32 {
        #if canImport(Darwin)
            let socket = Foundation.socket(AF_INET, SOCK_STREAM, 0)
        #else
            let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        guard socket >= 0 else { throw TestSupportError("socket: \(String(cString: strerror(errno)))") }
        // A child that kept it open would keep it from being closed.
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        return socket
    }

    private static func call(_ port: Int, _ function: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                function($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
