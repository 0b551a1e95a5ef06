import TestSupport
import Testing

@testable import SwiftwayAWS

@Suite("Secrets Manager") struct SecretsManagerTests {
    private static let credentials = Credentials(accessKey: "AKIDEXAMPLE", secretKey: "key", sessionToken: "st")

    private func secret(_ stub: HTTPStub, _ identifier: String = "prod/hamshack") throws(AWSError) -> DatabaseSecret {
        try SecretsManager(AWSWorld().environment, region: "eu-west-3", endpoint: stub.address)
            .secret(identifier, credentials: Self.credentials)
    }

    private func failure(_ stub: HTTPStub) -> AWSError? {
        do {
            _ = try secret(stub)
            return nil
        } catch {
            return error
        }
    }

    @Test func secretOfADatabase() throws {
        let stub = try HTTPStub { _ in
            .status(
                200,
                #"{"Name":"x","SecretString":"{\"username\":\"app\",\"password\":\"p\\\"w\\u00e4\",\"port\":5432}"}"#)
        }
        let secret = try secret(stub, #"a"b\c"#)
        #expect(try secret.text("username") == "app")
        #expect(try secret.text("password") == "p\"wä")
        #expect(try secret.text("port") == "5432")
        #expect(throws: AWSError("The secret 'a\"b\\c' has no host")) { try secret.text("host") }
        let request = try #require(stub.requests.first)
        #expect(request.body == #"{"SecretId":"a\"b\\c"}"#)
        #expect(request.headers["x-amz-target"] == "secretsmanager.GetSecretValue")
        #expect(request.headers["x-amz-security-token"] == "st")
        #expect(
            request.headers["authorization"]?.hasPrefix(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-3/secretsmanager/aws4_request, "
                    + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=")
                == true)
        #expect(!"\(secret)".contains("app") && !String(reflecting: secret).contains("p\"w"))
    }

    @Test(arguments: [
        (404, "ResourceNotFoundException", "There is no secret 'prod/hamshack' in the region eu-west-3"),
        (400, "com.amazonaws#ResourceNotFoundException", "There is no secret 'prod/hamshack' in the region eu-west-3"),
        (400, "AccessDeniedException", "The secret 'prod/hamshack' may not be read: "),
        (400, "DecryptionFailure", "http://127.0.0.1:PORT refuses the secret 'prod/hamshack': DecryptionFailure: why"),
    ])
    func refusals(_ status: Int, _ type: String, _ beginning: String) throws {
        let stub = try HTTPStub { _ in .status(status, "{\"__type\":\"\(type)\",\"message\":\"why\"}") }
        let error = try #require(failure(stub))
        #expect(error.message.hasPrefix(beginning.replacing("PORT", with: "\(stub.port)")))
        #expect(!error.mayPass)
    }

    @Test func faultOfTheServiceMayPass() throws {
        let stub = try HTTPStub { _ in .status(503, "busy") }
        #expect(try #require(failure(stub)).mayPass)
    }

    @Test(arguments: ["plain s3cr3t", "[\"s3cr3t\"]", ""]) func secretThatIsNoObject(_ text: String) throws {
        let quoted = text.replacing("\"", with: "\\\"")
        let stub = try HTTPStub { _ in .status(200, "{\"SecretString\":\"\(quoted)\"}") }
        let error = try #require(failure(stub))
        #expect(error.message == "The secret 'prod/hamshack' is no JSON object with username and password")
    }

    @Test func binarySecret() throws {
        let stub = try HTTPStub { _ in .status(200, #"{"SecretBinary":"czNjcjN0"}"#) }
        #expect(try #require(failure(stub)).message.contains("binary secrets"))
    }

    @Test func placesOfTheService() throws {
        func address(_ variables: [String: String], given: String? = nil) throws -> String {
            try ServiceEndpoint.address(
                AWSWorld(variables).environment, given: given, variable: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                usual: "https://usual/"
            ).printable
        }
        let all = ["AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_SECRETS_MANAGER": "http://one"]
        #expect(try address([:]) == "https://usual")
        #expect(try address(["AWS_ENDPOINT_URL": "http://all"]) == "http://all")
        #expect(try address(all) == "http://one")
        #expect(try address(all, given: "https://given:8443") == "https://given:8443")
        #expect(throws: AWSError.self) { try address(["AWS_ENDPOINT_URL": "nonsense"]) }
    }

    @Test(
        arguments: [
            ("arn:aws:secretsmanager:eu-west-3:123456789012:secret:prod/app-AbCdEf", "eu-west-3"),
            ("arn:aws-cn:secretsmanager:cn-north-1:1:secret:x", "cn-north-1"), ("prod/app", nil), ("arn:aws:x", nil),
            ("arn:aws:secretsmanager:evil.example/:1:secret:x", nil),
        ] as [(String, String?)])
    func regionOfARNs(_ identifier: String, _ region: String?) {
        #expect(Region.ofResource(identifier) == region)
    }
}
