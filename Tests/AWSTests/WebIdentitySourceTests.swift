import TestSupport
import Testing

@testable import SwiftwayAWS

@Suite("Web identity") struct WebIdentitySourceTests {
    private static func world(_ stub: HTTPStub, _ variables: [String: String] = [:]) -> AWSWorld {
        AWSWorld(
            [
                "AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/a b",
                "AWS_ENDPOINT_URL_STS": stub.address,
            ].merging(variables) { $1 }, files: ["/token": "eyJ.a+b/c="])
    }

    @Test func role() throws {
        let stub = try HTTPStub { _ in
            .status(
                200,
                """
                <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
                  <AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s&amp;k</SecretAccessKey>
                  <SessionToken>t==</SessionToken><Expiration>2015-08-30T13:36:00.000Z</Expiration>
                </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
                """)
        }
        let found = try Self.world(stub, ["AWS_ROLE_SESSION_NAME": "mine"]).credentials()
        #expect(
            found
                == Credentials(
                    accessKey: "ASIA", secretKey: "s&k", sessionToken: "t==",
                    expiration: SigningTime("20150830T133600Z")))
        let request = try #require(stub.requests.first)
        #expect(request.method == "POST")
        #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
        #expect(request.headers["authorization"] == nil)
        #expect(
            request.body == "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                + "&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa%20b&RoleSessionName=mine&WebIdentityToken=eyJ.a%2Bb%2Fc%3D"
        )
    }

    @Test func sessionHasANameOfItsOwn() throws {
        let stub = try HTTPStub { _ in .status(500) }
        #expect(Self.world(stub).failure().hasSuffix("refuses the role arn:aws:iam::1:role/a b: status 500"))
        #expect(stub.requests.first?.body.contains("&RoleSessionName=swiftway-1440938160&") == true)
    }

    @Test func refusal() throws {
        let stub = try HTTPStub { _ in
            .status(
                403,
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not authorized</Message></Error></ErrorResponse>"
            )
        }
        let failure = Self.world(stub).failure()
        #expect(
            failure == "Credentials (web identity): \(stub.address) refuses the role arn:aws:iam::1:role/a b: "
                + "AccessDenied: Not authorized")
    }

    @Test func whatIsMissing() throws {
        let stub = try HTTPStub { _ in .status(500) }
        #expect(
            Self.world(stub, ["AWS_ROLE_ARN": ""]).failure()
                == "Credentials (web identity): AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not")
        #expect(
            Self.world(stub, ["AWS_WEB_IDENTITY_TOKEN_FILE": "/none"]).failure()
                == "Credentials (web identity): AWS_WEB_IDENTITY_TOKEN_FILE names /none, which is not there")
        #expect(stub.requests.isEmpty)
    }
}
