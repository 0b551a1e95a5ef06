/// Sends one request and reads the answer: a connection for each, and no redirections, since nothing that is asked here
/// has any to give.
package struct HTTPClient: Sendable {
    /// Which certificate authorities are trusted for `https`: a file of certificates in PEM, or why there is none.
    var authorities: Result<String, AWSError>

    package init(authorities: Result<String, AWSError>) { self.authorities = authorities }

    /// - Throws: ``AWSError`` where there is no answer. An answer with a status of failure is one.
    package func answer(to request: HTTPRequest) throws(AWSError) -> HTTPResponse {
        let deadline = Deadline(after: request.timeout)
        do {
            return request.address.isEncrypted
                ? try exchangeEncrypted(request, before: deadline) : try exchangePlain(request, before: deadline)
        } catch let failure as StreamSocket.Failure {
            throw AWSError("\(request.address.printable): \(failure.reason)", mayPass: true)
        } catch let error as AWSError {
            throw error
        } catch {
            throw AWSError("\(request.address.printable): \(error)")
        }
    }

    private func exchangePlain(_ request: HTTPRequest, before deadline: Deadline) throws -> HTTPResponse {
        let socket = try StreamSocket.connect(
            to: request.address.host, port: request.address.port, before: deadline)
        try socket.send(request.bytes, before: deadline)
        var received: [UInt8] = []
        while true {
            let bytes = try socket.receive(before: deadline)
            received += bytes
            if let response = try complete(received, isEnd: bytes.isEmpty) { return response }
        }
    }

    private func exchangeEncrypted(_ request: HTTPRequest, before deadline: Deadline) throws -> HTTPResponse {
        let file = try authorities.get()
        let socket = try StreamSocket.connect(
            to: request.address.host, port: request.address.port, before: deadline)
        let session = try TLSSession.begin(
            over: socket, host: request.address.host, authorities: file, before: deadline)
        try session.send(request.bytes, before: deadline)
        var received: [UInt8] = []
        while true {
            let bytes = try session.receive(before: deadline)
            received += bytes
            if let response = try complete(received, isEnd: bytes.isEmpty) { return response }
        }
    }

    private func complete(_ bytes: [UInt8], isEnd: Bool) throws(StreamSocket.Failure) -> HTTPResponse? {
        switch HTTPResponse.read(bytes, isEnd: isEnd) {
        case .complete(let response): return response
        case .incomplete: return nil
        case .invalid: throw StreamSocket.Failure("its answer is no HTTP, incomplete or too long")
        }
    }
}
