/// Keys in a profile, or a command there that prints them.
struct ProfileSource: CredentialSource {
    var environment: AWSEnvironment
    var profiles: Profiles

    var name: String { "profile '\(profiles.name)'" }

    func search() throws(AWSError) -> SourceAnswer {
        if let found = try keys(in: profiles.credentials) { return .found(found) }
        if let command = profiles.settings["credential_process"], !command.isEmpty {
            let output = try environment.run(command)
            return .found(
                try CredentialDocument.credentials(
                    output, sessionToken: "SessionToken", version: 1, source: "credential_process"))
        }
        if let found = try keys(in: profiles.configuration) { return .found(found) }
        guard profiles.credentials != nil || profiles.configuration != nil else {
            return .nothing(profiles.paths.isEmpty ? "HOME is not set" : "there is none in \(profiles.paths)")
        }
        return .nothing("it has neither aws_access_key_id nor credential_process")
    }

    private func keys(in profile: [String: String]?) throws(AWSError) -> Credentials? {
        guard let profile, let accessKey = profile["aws_access_key_id"], !accessKey.isEmpty else { return nil }
        guard let secretKey = profile["aws_secret_access_key"], !secretKey.isEmpty else {
            throw AWSError("it has an aws_access_key_id, but no aws_secret_access_key")
        }
        return Credentials(accessKey: accessKey, secretKey: secretKey, sessionToken: profile["aws_session_token"])
    }
}

/// A profile that needs more than is known here: to go on with other credentials would be to act as somebody else.
struct RoleSource: CredentialSource {
    var profiles: Profiles

    var name: String { "profile '\(profiles.name)'" }

    func search() throws(AWSError) -> SourceAnswer {
        let settings = profiles.settings
        let hasOwn = settings["aws_access_key_id"] != nil || settings["credential_process"] != nil
        let unknown = ["role_arn", "sso_session", "sso_start_url", "login_session"].first { settings[$0] != nil }
        // A role that is assumed with the keys beside it counts before those keys.
        guard let unknown, unknown == "role_arn" || !hasOwn else { return .nothing("") }
        throw AWSError(
            "it has \(unknown), which swiftway does not follow. Let the AWS CLI do it, in a profile of its own: "
                + "credential_process = aws configure export-credentials --format process --profile \(profiles.name)")
    }
}
