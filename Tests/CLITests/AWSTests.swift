import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// Passwords from AWS as the program's user meets them; none of them is printed.
@Suite("AWS", .fewAtOnce) struct AWSTests {
    private static let script = ["sql/V1__a.sql": "CREATE TABLE a (x INT);"]
    private static let manners = [
        [], ["-X"], ["-outputType=json"], ["-outputType=json", "-outputLogsInJson=true", "-X"],
    ]
    /// Whatever is a part of a token or of what signs it.
    private static let secrets = ["X-Amz", "wJalrXUt", "IQoJb3Jp", "s3cr3t", "AKIDEXAMPLE"]
    private static let keys = [
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG",
        "AWS_SESSION_TOKEN": "IQoJb3JpZ2luX2VjE/+==", "AWS_REGION": "eu-west-3",
    ]

    private func program(_ variables: [String: String]) throws -> Program {
        var program = try Program(Self.script)
        program.environment = variables
        // No test may ask the machine that it runs on.
        program.environment["AWS_EC2_METADATA_DISABLED"] = "true"
        return program
    }

    @Test func refusedTokenIsNotShown() async throws {
        let server = try PostgreSQLServer.encrypted()
        let database = try server.makeDatabase()
        let connection: any DatabaseConnection = try database.connect()
        _ = try connection.execute(
            "DROP ROLE IF EXISTS iam_cli; CREATE ROLE iam_cli LOGIN PASSWORD 'something else'")
        let program = try program(Self.keys)
        for manner in Self.manners {
            let output = try await program.run(
                [
                    "migrate", "-url=\(database.url)", "-user=iam_cli", "-awsIam=true",
                    "-report=junit:report.xml,html:report.html", "-outputFile=log.txt",
                ] + manner)
            #expect(output.status == 1)
            #expect((output.text + output.errors).contains("password authentication failed for user"))
            #expect((output.text + output.errors).contains("rds-db:connect"))
            let files = try ["log.txt", "report.xml", "report.html"].map {
                String(decoding: try program.folder.data($0), as: UTF8.self)
            }
            for text in [output.text, output.errors] + files {
                for secret in Self.secrets { #expect(!text.contains(secret), "\(manner): \(secret)") }
            }
        }
    }

    @Test func addressOfTheWrapper() async throws {
        let server = try PostgreSQLServer.encrypted()
        let url = "jdbc:aws-wrapper:postgresql://127.0.0.1:\(server.port)/postgres?wrapperPlugins=failover,iam"
        let output = try await program(Self.keys).run("info", "-url=\(url)", "-user=nobody")
        #expect(output.status == 1)
        #expect(
            (output.text + output.errors).contains(
                "wrapperPlugins: failover is ignored; known are iam and awsSecretsManager"))
        #expect((output.text + output.errors).contains("The token of IAM was signed for 127.0.0.1:\(server.port)"))
    }

    @Test func placesThatWereTriedAreNamed() async throws {
        let output = try await program([:])
            .run("info", "-url=jdbc:postgresql://x.eu-west-3.rds.amazonaws.com/app", "-user=app", "-awsIam=true")
        #expect(output.status == 1)
        for source in ["environment", "web identity", "profile 'default'", "container", "instance metadata"] {
            #expect((output.text + output.errors).contains("\n- \(source): "))
        }
    }

    /// A secret, by the address of the secrets driver and by the setting.
    @Test func passwordOfASecret() async throws {
        let server = try PostgreSQLServer.shared()
        let database = try server.makeDatabase()
        let connection: any DatabaseConnection = try database.connect()
        _ = try connection.execute(
            """
            DROP ROLE IF EXISTS secret_cli; CREATE ROLE secret_cli LOGIN PASSWORD 's3cr3t"x';
            GRANT ALL ON SCHEMA public TO secret_cli
            """)
        let stub = try HTTPStub { request in
            request.body == #"{"SecretId":"prod/app"}"#
                ? .status(200, #"{"SecretString":"{\"username\":\"secret_cli\",\"password\":\"s3cr3t\\\"x\"}"}"#)
                : .status(400, #"{"__type":"ResourceNotFoundException"}"#)
        }
        let program = try program(Self.keys.merging(["AWS_ENDPOINT_URL_SECRETS_MANAGER": stub.address]) { $1 })
        let url = database.url.replacing("jdbc:postgresql:", with: "jdbc-secretsmanager:postgresql:")
        for manner in Self.manners {
            for words in [
                ["migrate", "-url=\(url)", "-user=prod/app"], ["info", "-url=\(database.url)", "-awsSecret=prod/app"],
            ] {
                let output = try await program.run(words + manner)
                #expect(output.status == 0, "\(output.errors)")
                for secret in Self.secrets { #expect(!(output.text + output.errors).contains(secret)) }
            }
        }
        let missing = try await program.run("info", "-url=\(url)", "-user=prod/other")
        #expect(missing.status == 1)
        #expect((missing.text + missing.errors).contains("There is no secret 'prod/other' in the region eu-west-3"))
    }

    @Test func noneForSQLite() async throws {
        let output = try await program(Self.keys).run("info", "-url=jdbc:sqlite:x.db", "-awsIam=true")
        #expect(output.status == 1)
        #expect((output.text + output.errors).contains("awsIam and awsSecret are for PostgreSQL"))
    }
}
