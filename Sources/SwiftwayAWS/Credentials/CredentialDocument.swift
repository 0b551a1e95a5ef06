/// Credentials in JSON, as commands, containers and instances give them.
enum CredentialDocument {
    /// - Parameters:
    ///   - sessionToken: What the member with the session token is called there.
    ///   - version: What `Version` must be; `nil` where it is not looked at.
    ///   - source: Who gave it, for messages. Nothing of the document is in them.
    static func credentials(
        _ bytes: [UInt8], sessionToken: String, version: Int? = nil, source: String
    ) throws(AWSError) -> Credentials {
        guard let document = JSONText(bytes), case .object = document else {
            throw AWSError("\(source) gave no JSON object")
        }
        if let version, document["Version"]?.text != String(version) {
            throw AWSError("\(source) gave no Version \(version)")
        }
        guard let accessKey = document["AccessKeyId"]?.text, !accessKey.isEmpty,
            let secretKey = document["SecretAccessKey"]?.text, !secretKey.isEmpty
        else { throw AWSError("\(source) gave no AccessKeyId and SecretAccessKey") }
        return Credentials(
            accessKey: accessKey, secretKey: secretKey, sessionToken: document[sessionToken]?.text,
            expiration: document["Expiration"]?.text.flatMap { SigningTime($0) })
    }
}
