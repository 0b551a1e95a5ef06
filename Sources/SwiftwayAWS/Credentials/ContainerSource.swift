/// The endpoint that CodeBuild, ECS and EKS Pod Identity give to their containers.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html>
struct ContainerSource: CredentialSource {
    var environment: AWSEnvironment

    var name: String { "container" }

    private static let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
    private static let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"

    func search() throws(AWSError) -> SourceAnswer {
        guard let address = try address() else {
            return .nothing("neither \(Self.relative) nor \(Self.full) is set")
        }
        var headers = [("Accept", "application/json")]
        if let token = try authorization() { headers.append(("Authorization", token)) }
        let request = HTTPRequest(method: "GET", address: address, headers: headers, timeout: .seconds(2))
        return try environment.attempt(3, pause: .seconds(1)) { () throws(AWSError) in
            let response = try environment.answer(request)
            guard response.status == 200 else {
                throw AWSError("\(address.printable) answered with status \(response.status)", mayPass: true)
            }
            return .found(
                try CredentialDocument.credentials(response.body, sessionToken: "Token", source: address.printable))
        }
    }

    private func address() throws(AWSError) -> HTTPAddress? {
        if let path = environment.variable(Self.relative) {
            // Anything else could become a part of the host's name.
            guard path.hasPrefix("/"), let address = HTTPAddress(environment.containerAddress + path) else {
                throw AWSError("\(Self.relative) is no path")
            }
            return address
        }
        guard let text = environment.variable(Self.full) else { return nil }
        guard let address = HTTPAddress(text) else { throw AWSError("\(Self.full) is no address of http or https") }
        guard address.isEncrypted || Self.isTrusted(address.host) else {
            throw AWSError(
                "\(Self.full) has the host \(address.host): without TLS only a loopback address and those of ECS and EKS "
                    + "(169.254.170.2, 169.254.170.23, fd00:ec2::23) are asked")
        }
        return address
    }

    static func isTrusted(_ host: String) -> Bool {
        let host = host.lowercased()
        if ["localhost", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23"].contains(host) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private func authorization() throws(AWSError) -> String? {
        let token: String
        if let path = environment.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
            guard let text = try environment.read(path) else {
                throw AWSError("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names \(path), which is not there")
            }
            token = text
        } else if let text = environment.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") {
            token = text
        } else {
            return nil
        }
        guard token.utf8.allSatisfy({ $0 != 0x0D && $0 != 0x0A }) else {
            throw AWSError("the authorization token of the container has a line end in it")
        }
        return token
    }
}
