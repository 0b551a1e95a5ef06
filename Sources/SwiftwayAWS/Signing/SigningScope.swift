/// What a signature is good for: one day, one region, one service.
struct SigningScope {
    var time: SigningTime
    var region: String
    /// `rds-db`, `secretsmanager`.
    var service: String

    static let algorithm = "AWS4-HMAC-SHA256"

    /// `20150830/us-east-1/rds-db/aws4_request`.
    var text: String { "\(time.date)/\(region)/\(service)/aws4_request" }

    /// As the parameter and the header `Credential` have it.
    func credential(of credentials: Credentials) -> String { "\(credentials.accessKey)/\(text)" }

    func signature(of request: CanonicalRequest, by credentials: Credentials) throws(AWSError) -> String {
        let toSign = [Self.algorithm, time.text, text, try request.digest()].joined(separator: "\n")
        var key = Array("AWS4\(credentials.secretKey)".utf8)
        for part in [time.date, region, service, "aws4_request"] { key = try Digest.hmac(Array(part.utf8), key: key) }
        return Digest.hexadecimal(try Digest.hmac(Array(toSign.utf8), key: key))
    }
}
