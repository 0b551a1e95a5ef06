import TestSupport
import Testing

@testable import SwiftwayAWS

@Suite("Container credentials") struct ContainerSourceTests {
    private static let document = """
        {"RoleArn":"arn:x","AccessKeyId":"ASIA","SecretAccessKey":"s3cr3t/+=","Token":"t0k3n==",
         "Expiration":"2015-08-30T18:36:00Z"}
        """
    private static let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    private static let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"

    @Test func fullAddress() throws {
        let stub = try HTTPStub { _ in .status(200, Self.document) }
        let found = try AWSWorld([
            Self.full: "\(stub.address)/v1/credentials?id=7", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic abc",
        ]).credentials()
        #expect(
            found
                == Credentials(
                    accessKey: "ASIA", secretKey: "s3cr3t/+=", sessionToken: "t0k3n==",
                    expiration: SigningTime("20150830T183600Z")))
        let request = try #require(stub.requests.first)
        #expect(request.method == "GET")
        #expect(request.target == "/v1/credentials?id=7")
        #expect(request.headers["accept"] == "application/json")
        #expect(request.headers["authorization"] == "Basic abc")
        #expect(request.headers["host"] == "127.0.0.1:\(stub.port)")
    }

    @Test func relativeAddressWins() throws {
        let stub = try HTTPStub { _ in .status(200, Self.document) }
        let world = AWSWorld([Self.relative: "/v2/credentials/uuid", Self.full: "http://127.0.0.1:1/none"])
        var environment = world.environment
        environment.containerAddress = stub.address
        #expect(try CredentialChain(environment).credentials().accessKey == "ASIA")
        #expect(stub.requests.map(\.target) == ["/v2/credentials/uuid"])
        #expect(stub.requests.first?.headers["authorization"] == nil)
        #expect(world.environment.containerAddress == "http://169.254.170.2")
    }

    @Test func tokenOfAFileWins() throws {
        let stub = try HTTPStub { _ in .status(200, Self.document) }
        _ = try AWSWorld(
            [
                Self.full: stub.address, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "one",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
            ], files: ["/token": "two"]
        ).credentials()
        #expect(stub.requests.first?.headers["authorization"] == "two")
        #expect(stub.requests.first?.target == "/")
    }

    @Test func tokenWithALineEndIsRefused() throws {
        let stub = try HTTPStub { _ in .status(200, Self.document) }
        let failure = AWSWorld(
            [Self.full: stub.address, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token"],
            files: ["/token": "t0k3n\r\nX-Evil: 1"]
        ).failure()
        #expect(failure == "Credentials (container): the authorization token of the container has a line end in it")
        #expect(stub.requests.isEmpty)
    }

    @Test func secondAndThirdAttempt() throws {
        let stub = try HTTPStub { _ in .status(500, "s3cr3t") }
        let world = AWSWorld([Self.full: stub.address])
        #expect(world.failure() == "Credentials (container): \(stub.address) answered with status 500")
        #expect(stub.requests.count == 3)
        #expect(world.pausesMade == [.seconds(1), .seconds(1)])
    }

    @Test func redirectionsAreNotFollowed() throws {
        let stub = try HTTPStub { _ in
            .raw("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n")
        }
        #expect(AWSWorld([Self.full: stub.address]).failure().hasSuffix("answered with status 302"))
    }

    @Test func documentWithoutKeysShowsNothing() throws {
        let stub = try HTTPStub { _ in .status(200, #"{"SecretAccessKey":"s3cr3t"}"#) }
        let failure = AWSWorld([Self.full: stub.address]).failure()
        #expect(failure == "Credentials (container): \(stub.address) gave no AccessKeyId and SecretAccessKey")
    }

    @Test(arguments: [
        "http://example.com/x", "http://10.0.0.1/", "http://169.254.169.254/", "http://127.0.0.1.example.com/",
        "http://localhost.example.com/", "http://[fd00:ec2::254]/", "http://128.0.0.1/", "http://127.1/",
    ])
    func otherHostsWithoutTLSAreRefused(_ address: String) {
        let failure = AWSWorld([Self.full: address]).failure()
        #expect(failure.hasPrefix("Credentials (container): \(Self.full) has the host "))
    }

    @Test(arguments: ["localhost", "127.0.0.1", "127.9.8.7", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23"])
    func trustedHosts(_ host: String) { #expect(ContainerSource.isTrusted(host)) }

    @Test(arguments: ["@127.0.0.1/", "evil", ":80@host/", "/a b"]) func relativeAddressMustBeAPath(_ path: String) {
        #expect(AWSWorld([Self.relative: path]).failure() == "Credentials (container): \(Self.relative) is no path")
    }

    @Test(arguments: ["ftp://127.0.0.1/", "127.0.0.1", "http://user@127.0.0.1/", "http://127.0.0.1:99999/"])
    func whatIsNoAddress(_ address: String) {
        #expect(
            AWSWorld([Self.full: address]).failure()
                == "Credentials (container): \(Self.full) is no address of http or https")
    }
}
