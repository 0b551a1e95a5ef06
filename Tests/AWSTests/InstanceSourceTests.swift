import TestSupport
import Testing

@testable import SwiftwayAWS

@Suite("Instance metadata") struct InstanceSourceTests {
    private static let path = "/latest/meta-data/iam/security-credentials/"

    private static func world(_ stub: HTTPStub, _ variables: [String: String] = [:]) -> AWSWorld {
        AWSWorld(
            [
                "AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "\(stub.address)/",
                "AWS_METADATA_SERVICE_TIMEOUT": "0.3",
            ].merging(variables) { $1 })
    }

    @Test func secondVersion() throws {
        let stub = try HTTPStub { request in
            switch (request.method, request.target) {
            case ("PUT", "/latest/api/token"): .status(200, "imds-token==")
            case ("GET", Self.path): .status(200, "build-role\n")
            case ("GET", Self.path + "build-role"):
                .status(
                    200,
                    #"{"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":"s","Token":"t","Expiration":"2030-01-01T00:00:00Z"}"#
                )
            default: .status(404)
            }
        }
        let found = try Self.world(stub).credentials()
        #expect(
            found
                == Credentials(
                    accessKey: "ASIA", secretKey: "s", sessionToken: "t", expiration: SigningTime("20300101T000000Z")))
        let requests = stub.requests
        #expect(requests.map(\.method) == ["PUT", "GET", "GET"])
        #expect(requests[0].headers["x-aws-ec2-metadata-token-ttl-seconds"] == "21600")
        #expect(requests[0].headers["content-length"] == "0")
        #expect(requests[1].headers["x-aws-ec2-metadata-token"] == "imds-token==")
        #expect(requests[2].headers["x-aws-ec2-metadata-token"] == "imds-token==")
    }

    @Test func firstVersionIsNotAsked() throws {
        let stub = try HTTPStub { request in request.method == "PUT" ? .status(403) : .status(200, "role") }
        #expect(
            Self.world(stub).failure().hasSuffix(
                "\n- instance metadata: \(stub.address)/latest/api/token answered with status 403"))
        #expect(stub.requests.count == 1)
    }

    @Test func instanceWithoutRole() throws {
        let stub = try HTTPStub { request in request.method == "PUT" ? .status(200, "t") : .status(404) }
        #expect(Self.world(stub).failure().hasSuffix("\(Self.path) answered with status 404"))
    }

    @Test func silenceEndsInTime() throws {
        let stub = try HTTPStub { _ in .silence }
        let start = ContinuousClock.now
        #expect(
            Self.world(stub).failure().hasSuffix("- instance metadata: \(stub.address): it did not answer in time"))
        #expect(start.duration(to: .now) < .seconds(5))
        #expect(stub.requests.count == 1)
    }

    @Test func attemptsOfTheVariable() throws {
        let stub = try HTTPStub { _ in .status(500) }
        _ = Self.world(stub, ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "3"]).failure()
        #expect(stub.requests.count == 3)
    }

    @Test func tokenThatWouldBeAnotherHeader() throws {
        let stub = try HTTPStub { _ in .status(200, "t\r\nX-Evil: 1") }
        #expect(Self.world(stub).failure().hasSuffix("instance metadata: its token is none"))
        #expect(stub.requests.count == 1)
    }
}
