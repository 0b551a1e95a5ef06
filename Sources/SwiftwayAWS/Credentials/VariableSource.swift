/// `AWS_ACCESS_KEY_ID` and its like.
struct VariableSource: CredentialSource {
    var environment: AWSEnvironment

    var name: String { "environment" }

    func search() throws(AWSError) -> SourceAnswer {
        guard let accessKey = environment.variable("AWS_ACCESS_KEY_ID") else {
            return .nothing("AWS_ACCESS_KEY_ID is not set")
        }
        guard let secretKey = environment.variable("AWS_SECRET_ACCESS_KEY") else {
            throw AWSError("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not")
        }
        return .found(
            Credentials(
                accessKey: accessKey, secretKey: secretKey, sessionToken: environment.variable("AWS_SESSION_TOKEN")))
    }
}
