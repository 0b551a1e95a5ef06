/// Looks for credentials where AWS's own tools do, in their order, which is documented by what botocore does:
/// <https://docs.aws.amazon.com/boto3/latest/guide/credentials.html>
package struct CredentialChain: Sendable {
    private let environment: AWSEnvironment
    private let profile: String?

    /// - Parameter profile: The profile that was asked for by a setting; the keys in the environment do not count then.
    package init(_ environment: AWSEnvironment, profile: String? = nil) {
        self.environment = environment
        self.profile = profile
    }

    /// - Throws: ``AWSError`` that names every source that was tried and why it gave nothing.
    package func credentials() throws(AWSError) -> Credentials {
        let profiles = try Profiles(environment, named: profile)
        var tried: [String] = []
        for source in sources(profiles) {
            let answer: SourceAnswer
            do {
                answer = try source.search()
            } catch {
                throw AWSError("Credentials (\(source.name)): \(error.message)", mayPass: error.mayPass)
            }
            switch answer {
            case .found(let credentials): return credentials
            case .nothing(""): break
            case .nothing(let reason): tried.append("\n- \(source.name): \(reason)")
            }
        }
        throw AWSError("There are no AWS credentials. Looked for in this order:\(tried.joined())", mayPass: true)
    }

    /// The region that the profile names; `nil` where it does not.
    package func region() throws(AWSError) -> String? { try Profiles(environment, named: profile).settings["region"] }

    private func sources(_ profiles: Profiles) -> [any CredentialSource] {
        var sources: [any CredentialSource] = []
        if profile == nil { sources.append(VariableSource(environment: environment)) }
        return sources + [
            RoleSource(profiles: profiles),
            WebIdentitySource(environment: environment, region: environment.region ?? profiles.settings["region"]),
            ProfileSource(environment: environment, profiles: profiles),
            ContainerSource(environment: environment),
            InstanceSource(environment: environment),
        ]
    }
}
