import SwiftwayText

/// A role that is taken on with a token of Kubernetes (EKS) or of a CI system.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>
struct WebIdentitySource: CredentialSource {
    var environment: AWSEnvironment
    /// `nil`: the endpoint that has none.
    var region: String?

    var name: String { "web identity" }

    func search() throws(AWSError) -> SourceAnswer {
        guard let path = environment.variable("AWS_WEB_IDENTITY_TOKEN_FILE") else {
            return .nothing("AWS_WEB_IDENTITY_TOKEN_FILE is not set")
        }
        guard let role = environment.variable("AWS_ROLE_ARN") else {
            throw AWSError("AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not")
        }
        guard let token = try environment.read(path) else {
            throw AWSError("AWS_WEB_IDENTITY_TOKEN_FILE names \(path), which is not there")
        }
        let usual = region.map { "https://sts.\($0).\(Region.domain(of: $0))/" } ?? "https://sts.amazonaws.com/"
        let address = try ServiceEndpoint.address(environment, variable: "AWS_ENDPOINT_URL_STS", usual: usual)
        let session = environment.variable("AWS_ROLE_SESSION_NAME") ?? "swiftway-\(environment.now().seconds)"
        let fields = [
            ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", role),
            ("RoleSessionName", session), ("WebIdentityToken", token),
        ]
        let body = fields.map { "\($0.0)=\(encodingPercents($0.1))" }.joined(separator: "&")
        let response = try environment.answer(
            HTTPRequest(
                method: "POST", address: address,
                headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/xml")],
                body: Array(body.utf8), timeout: ServiceEndpoint.patience))
        let document = String(decoding: response.body, as: UTF8.self)
        guard response.status == 200 else {
            let code = XMLText.element("Code", in: document) ?? "status \(response.status)"
            let message = XMLText.element("Message", in: document).map { ": \($0)" } ?? ""
            throw AWSError(
                "\(address.printable) refuses the role \(role): \(code)\(message)", mayPass: response.status >= 500)
        }
        guard let accessKey = XMLText.element("AccessKeyId", in: document),
            let secretKey = XMLText.element("SecretAccessKey", in: document)
        else { throw AWSError("\(address.printable) gave no credentials") }
        return .found(
            Credentials(
                accessKey: accessKey, secretKey: secretKey, sessionToken: XMLText.element("SessionToken", in: document),
                expiration: XMLText.element("Expiration", in: document).flatMap { SigningTime($0) }))
    }
}
