import SwiftwayCore
import Testing

@testable import SwiftwayEngine

/// What addresses and settings ask of AWS.
@Suite("Requests of AWS") struct AWSRequestTests {
    private func request(
        _ url: String, user: String? = nil, _ change: (inout ConnectionSettings) -> Void = { _ in }
    ) throws(MigrationError) -> AWSRequest? {
        var settings = ConnectionSettings()
        settings.url = url
        settings.user = user
        change(&settings)
        return try AWSRequest(settings)
    }

    @Test(arguments: [
        "jdbc:postgresql://h/db?wrapperPlugins=iam&iamRegion=x", "jdbc:aws-wrapper:postgresql://h/db",
        "jdbc:aws-wrapper:postgresql://h/db?wrapperPlugins=failover,efm2", "jdbc:sqlite:x", "postgresql://h/db",
    ])
    func nothing(_ url: String) throws { #expect(try request(url) == nil) }

    @Test func tokenOfTheAddress() throws {
        let found = try request(
            "jdbc:aws-wrapper:postgresql://cname:6432/db?wrapperPlugins=failover,%20IAM&iamHost=real.example&iamRegion=eu-west-3"
                + "&iamDefaultPort=5433&iamExpiration=60")
        #expect(found?.way == .token(AWSRequest.Token(host: "real.example", port: 5433)))
        #expect(found?.region == "eu-west-3")
    }

    @Test func tokenOfTheSettings() throws {
        let found = try request("jdbc:aws-wrapper:postgresql://h/db?wrapperPlugins=iam&iamRegion=eu-west-3") {
            $0.aws.iam = true
            $0.aws.region = "eu-west-1"
            $0.aws.profile = "ci"
        }
        #expect(found?.way == .token(AWSRequest.Token()))
        #expect(found?.region == "eu-west-1")
        #expect(found?.profile == "ci")
    }

    @Test func propertiesCountLikeParameters() throws {
        let found = try request("jdbc:aws-wrapper:postgresql://h/db") {
            $0.jdbcProperties = ["wrapperplugins": "iam", "iamregion": "eu-west-3"]
        }
        #expect(found?.region == "eu-west-3")
    }

    @Test(arguments: ["awsSecretsManager", "awsSecretsManager2"]) func secretOfTheWrapper(_ plugin: String) throws {
        let found = try request(
            "jdbc:aws-wrapper:postgresql://h/db?wrapperPlugins=\(plugin)&secretsManagerSecretId=prod%2Fapp"
                + "&secretsManagerRegion=eu-west-3&secretsManagerEndpoint=http%3A%2F%2Flocalhost%3A1"
                + "&secretsManagerSecretUsernameProperty=u&secretsManagerSecretPasswordProperty=p"
                + "&secretsManagerConnectRetryTimeoutMs=1500&secretsManagerConnectRetryIntervalMs=20")
        #expect(
            found?.way
                == .secret(
                    AWSRequest.Secret(
                        identifier: "prod/app", userProperty: "u", passwordProperty: "p",
                        endpoint: "http://localhost:1",
                        retryTimeout: .milliseconds(1500), retryInterval: .milliseconds(20))))
        #expect(found?.region == "eu-west-3")
    }

    @Test func secretOfTheSecretsDriver() throws {
        let plain = AWSRequest.Way.secret(AWSRequest.Secret(identifier: "prod/app"))
        #expect(try request("jdbc-secretsmanager:postgresql://h/db", user: "prod/app")?.way == plain)
        #expect(try request("jdbc-secretsmanager:postgresql://h/db?user=prod/app")?.way == plain)
        #expect(try request("postgresql://h/db") { $0.aws.secret = "prod/app" }?.way == plain)
    }

    @Test(arguments: [
        "jdbc-secretsmanager:postgresql://h/db", "jdbc:aws-wrapper:postgresql://h/db?wrapperPlugins=awsSecretsManager",
        "jdbc:aws-wrapper:postgresql://h/db?wrapperPlugins=iam,awsSecretsManager&secretsManagerSecretId=x",
        "jdbc:aws-wrapper:postgresql://h/db?wrapperPlugins=iam&iamDefaultPort=x",
    ])
    func whatMeansNothing(_ url: String) {
        let error = #expect(throws: MigrationError.self) { try request(url) }
        #expect(error?.code == .configuration)
    }

    @Test func otherDatabasesHaveNone() {
        #expect(throws: MigrationError.self) { try request("jdbc:sqlite:x") { $0.aws.iam = true } }
    }

    @Test func otherPluginsAreNamed() {
        var settings = ConnectionSettings()
        settings.url = "jdbc:aws-wrapper:postgresql://h/db?wrapperPlugins=failover,iam,efm2"
        #expect(AWSRequest.ignoredPlugins(settings) == ["failover", "efm2"])
        #expect(
            Event.awsPluginsIgnored(["failover", "efm2"]).lines.map(\.text)
                == ["wrapperPlugins: failover, efm2 are ignored; known are iam and awsSecretsManager"])
    }
}
