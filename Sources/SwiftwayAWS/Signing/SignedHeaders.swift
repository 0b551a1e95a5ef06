/// A request of a service, signed in its headers.
struct SignedHeaders {
    var method = "POST"
    /// With the port where the address has one.
    var host: String
    var region: String
    var service: String
    /// Besides `Host` and those of the signature.
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    /// All headers but `Host`, the signature among them.
    func signed(by credentials: Credentials, at time: SigningTime) throws(AWSError) -> [(name: String, value: String)] {
        var sent = headers + [("X-Amz-Date", time.text)]
        if let token = credentials.sessionToken { sent.append(("X-Amz-Security-Token", token)) }
        let request = try canonicalRequest(sent)
        let scope = SigningScope(time: time, region: region, service: service)
        let signature = try scope.signature(of: request, by: credentials)
        let authorization =
            "\(SigningScope.algorithm) Credential=\(scope.credential(of: credentials)), "
            + "SignedHeaders=\(request.signedHeaders), Signature=\(signature)"
        return sent + [("Authorization", authorization)]
    }

    func canonicalRequest(_ sent: [(name: String, value: String)]) throws(AWSError) -> CanonicalRequest {
        CanonicalRequest(
            method: method, headers: [("host", host)] + sent.map { ($0.name.lowercased(), $0.value) },
            payloadDigest: Digest.hexadecimal(try Digest.sha256(body)))
    }
}
