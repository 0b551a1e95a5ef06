internal import COpenSSL

/// TLS over a socket: the certificate must be of one of the authorities, and name the host.
struct TLSSession: ~Copyable {
    private let pointer: OpaquePointer
    private let socket: StreamSocket

    private init(owning pointer: OpaquePointer, over socket: consuming StreamSocket) {
        self.pointer = pointer
        self.socket = socket
    }

    /// - Parameter authorities: A file of certificates in PEM.
    static func begin(
        over socket: consuming StreamSocket, host: String, authorities: String, before deadline: Deadline
    ) throws(StreamSocket.Failure) -> TLSSession {
        let pointer = try open(host, authorities)
        let session = TLSSession(owning: pointer, over: socket)
        try session.handshake(before: deadline)
        return session
    }

    private static func open(_ host: String, _ authorities: String) throws(StreamSocket.Failure) -> OpaquePointer {
        if let problem = swiftway_openssl_problem() { throw StreamSocket.Failure(String(cString: problem)) }
        var reason = [CChar](repeating: 0, count: 256)
        guard let pointer = swiftway_tls_open(host, authorities, &reason, reason.count) else {
            throw StreamSocket.Failure("the certificate authorities in \(authorities) cannot be read: \(text(reason))")
        }
        return pointer
    }

    private func handshake(before deadline: Deadline) throws(StreamSocket.Failure) {
        try run(before: deadline) { swiftway_tls_handshake($0) }
    }

    deinit { swiftway_tls_close(pointer) }

    func send(_ bytes: [UInt8], before deadline: Deadline) throws(StreamSocket.Failure) {
        try run(before: deadline) { swiftway_tls_write($0, bytes, bytes.count) }
    }

    /// What has come, at least a byte of it; empty at the end.
    func receive(before deadline: Deadline) throws(StreamSocket.Failure) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        var count = 0
        try run(before: deadline) { pointer in
            count = buffer.count
            return swiftway_tls_read(pointer, &buffer, &count)
        }
        return Array(buffer.prefix(count))
    }

    /// Repeats a step until it is done, carrying bytes to and fro meanwhile.
    private func run(
        before deadline: Deadline, _ step: (OpaquePointer) -> Int32
    ) throws(StreamSocket.Failure) {
        while true {
            let outcome = step(pointer)
            // A handshake that has failed still has an alert to send.
            try flush(before: deadline)
            switch Int(outcome) {
            case SWIFTWAY_TLS_DONE, SWIFTWAY_TLS_END: return
            case SWIFTWAY_TLS_WAIT:
                let bytes = try socket.receive(before: deadline)
                guard !bytes.isEmpty else { throw StreamSocket.Failure("it has closed the connection") }
                guard swiftway_tls_put(pointer, bytes, bytes.count) else {
                    throw StreamSocket.Failure("out of memory")
                }
            default:
                var reason = [CChar](repeating: 0, count: 256)
                swiftway_tls_reason(pointer, &reason, reason.count)
                throw StreamSocket.Failure("TLS: \(Self.text(reason))")
            }
        }
    }

    private func flush(before deadline: Deadline) throws(StreamSocket.Failure) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = swiftway_tls_take(pointer, &buffer, buffer.count)
            if count == 0 { return }
            try socket.write(Array(buffer.prefix(count)), before: deadline)
        }
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
