/// Sends one request and reads the answer: a connection for each, and no redirections, since nothing that is asked here
/// has any to give.
package struct HTTPClient: Sendable {
    /// Which certificate authorities are trusted for `https`: a file of certificates in PEM, or why there is none.
    var authorities: Result<String, AWSError>

    package init(authorities: Result<String, AWSError>) { self.authorities = authorities }

    /// - Throws: ``AWSError`` where there is no answer. An answer with a status of failure is one.
    package func answer(to request: HTTPRequest) throws(AWSError) -> HTTPResponse {
        let deadline = Deadline(after: request.timeout)
        let address = request.address
        do {
            let authorities = address.isEncrypted ? try authorities.get() : nil
            let socket = try StreamSocket.open(to: address.host, port: address.port, before: deadline)
            guard let authorities else {
                try socket.write(request.bytes, before: deadline)
                return try response { () throws(StreamSocket.Failure) in try socket.receive(before: deadline) }
            }
            let session = try TLSSession.begin(
                over: socket, host: address.host, authorities: authorities, before: deadline)
            try session.send(request.bytes, before: deadline)
            return try response { () throws(StreamSocket.Failure) in try session.receive(before: deadline) }
        } catch let failure as StreamSocket.Failure {
            throw AWSError("\(request.address.printable): \(failure.reason)", mayPass: true)
        } catch let error as AWSError {
            throw error
        } catch {
            throw AWSError("\(request.address.printable): \(error)")
        }
    }

    private func response(
        _ receive: () throws(StreamSocket.Failure) -> [UInt8]
    ) throws(StreamSocket.Failure) -> HTTPResponse {
        var received: [UInt8] = []
        while true {
            let bytes = try receive()
            received += bytes
            switch HTTPResponse.read(received, isEnd: bytes.isEmpty) {
            case .complete(let response): return response
            case .incomplete: break
            case .invalid: throw StreamSocket.Failure("its answer is no HTTP, incomplete or too long")
            }
        }
    }
}
