import SwiftwayText

/// Reads secrets of databases.
/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html>
package struct SecretsManager: Sendable {
    private let environment: AWSEnvironment
    package var region: String
    /// `nil`: that of the region.
    package var endpoint: String?

    package init(_ environment: AWSEnvironment, region: String, endpoint: String? = nil) {
        self.environment = environment
        self.region = region
        self.endpoint = endpoint
    }

    /// The current version of a secret, by name or ARN.
    package func secret(_ identifier: String, credentials: Credentials) throws(AWSError) -> DatabaseSecret {
        let address = try ServiceEndpoint.address(
            environment, given: endpoint, variable: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
            usual: "https://secretsmanager.\(region).\(Region.domain(of: region))/")
        var body = "{\"SecretId\":"
        body.append(quotedForJSON: identifier)
        let request = SignedHeaders(
            host: address.authority, region: region, service: "secretsmanager",
            headers: [
                ("Content-Type", "application/x-amz-json-1.1"), ("X-Amz-Target", "secretsmanager.GetSecretValue"),
            ],
            body: Array("\(body)}".utf8))
        let response = try environment.answer(
            HTTPRequest(
                method: request.method, address: HTTPAddress(withoutPath: address),
                headers: try request.signed(by: credentials, at: environment.now()), body: request.body,
                timeout: ServiceEndpoint.patience))
        let document = JSONText(response.body)
        guard response.status == 200 else { throw refusal(identifier, response.status, document, address) }
        guard let text = document?["SecretString"]?.text else {
            throw AWSError("The secret '\(identifier)' has no text: binary secrets are not for databases")
        }
        return try DatabaseSecret(text, identifier: identifier)
    }

    /// By the name of the error: the status of the same one differs.
    private func refusal(
        _ identifier: String, _ status: Int, _ document: JSONText?, _ address: HTTPAddress
    ) -> AWSError {
        // Some services put a name space in front.
        let type = document?["__type"]?.text.map { String($0.split(separator: "#").last ?? "") }
        switch type {
        case "ResourceNotFoundException":
            return AWSError("There is no secret '\(identifier)' in the region \(region)")
        case "AccessDeniedException":
            return AWSError(
                "The secret '\(identifier)' may not be read: the role needs secretsmanager:GetSecretValue on it, and "
                    + "kms:Decrypt where it is encrypted with a key of the customer's (AccessDeniedException)")
        default:
            let message = (document?["message"] ?? document?["Message"])?.text.map { ": \($0)" } ?? ""
            return AWSError(
                "\(address.printable) refuses the secret '\(identifier)': \(type ?? "status \(status)")\(message)",
                mayPass: status >= 500 || type == "ThrottlingException")
        }
    }
}

extension HTTPAddress {
    /// The path `/`, which is the one that is signed.
    fileprivate init(withoutPath address: HTTPAddress) {
        self = address
        target = "/"
    }
}
