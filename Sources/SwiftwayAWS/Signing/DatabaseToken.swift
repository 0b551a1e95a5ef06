import SwiftwayText

/// The password of a database user that has `rds_iam`: a signed address, which RDS checks when the session begins, and
/// which is good for 15 minutes.
/// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html>
package struct DatabaseToken: Sendable {
    /// The name of the real endpoint: RDS knows no others of itself.
    package var host: String
    package var port: Int
    package var region: String
    package var user: String

    package init(host: String, port: Int, region: String, user: String) {
        self.host = host
        self.port = port
        self.region = region
        self.user = user
    }

    /// The token, a secret as long as it is good.
    package func signed(by credentials: Credentials, at time: SigningTime) throws(AWSError) -> String {
        let request = canonicalRequest(credentials, time)
        let signature = try scope(time).signature(of: request, by: credentials)
        // In this order, not in that of the signed request.
        let parameters = request.query + [("X-Amz-Signature", signature)]
        let query = parameters.map { "\(encodingPercents($0.name))=\(encodingPercents($0.value))" }
        return "\(host):\(port)/?\(query.joined(separator: "&"))"
    }

    func canonicalRequest(_ credentials: Credentials, _ time: SigningTime) -> CanonicalRequest {
        var query = [
            ("Action", "connect"), ("DBUser", user), ("X-Amz-Algorithm", SigningScope.algorithm),
            ("X-Amz-Credential", scope(time).credential(of: credentials)), ("X-Amz-Date", time.text),
            ("X-Amz-Expires", "900"), ("X-Amz-SignedHeaders", "host"),
        ]
        if let token = credentials.sessionToken { query.append(("X-Amz-Security-Token", token)) }
        return CanonicalRequest(
            method: "GET", query: query, headers: [("host", "\(host.lowercased()):\(port)")],
            payloadDigest: CanonicalRequest.emptyDigest)
    }

    private func scope(_ time: SigningTime) -> SigningScope {
        SigningScope(time: time, region: region, service: "rds-db")
    }
}
