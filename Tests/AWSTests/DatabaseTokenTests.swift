import Testing

@testable import SwiftwayAWS

/// Tokens that botocore has computed for the same values.
@Suite("Database token") struct DatabaseTokenTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        var name: String
        var time: String
        var token: DatabaseToken
        var credentials: Credentials
        var canonicalDigest: String
        var query: String

        var testDescription: String { name }
        var text: String { "\(token.host):\(token.port)/?\(query)" }
    }

    private static let first = Credentials(
        accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")

    static let vectors: [Vector] = [
        Vector(
            name: "plain", time: "20150830T123600Z",
            token: DatabaseToken(
                host: "mydb.abc123.us-east-1.rds.amazonaws.com", port: 5432, region: "us-east-1", user: "swiftway"),
            credentials: first,
            canonicalDigest: "d49203cf2d3b1f7b34805b773cd8d3725352aa4aec8a1c1ba7a91f5cb5d3e21d",
            query: "Action=connect&DBUser=swiftway&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Frds-db%2Faws4_request"
                + "&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=cae013cb05f39a73ae61ce25b1687928f285ac69d97491cb58eac86ae400c092"),
        Vector(
            name: "session token with + / =", time: "20260102T030405Z",
            token: DatabaseToken(
                host: "hamshack.cluster-c9xyz.eu-west-3.rds.amazonaws.com", port: 6432, region: "eu-west-3",
                user: "ci_migrator"),
            credentials: Credentials(
                accessKey: "ASIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                sessionToken: "IQoJb3JpZ2luX2VjEXAMPLE+token/with=chars=="),
            canonicalDigest: "8825bf662a77fc8d7ef5ac76bffbeb4406797897c2b321f5120aa4cc9332c95f",
            query: "Action=connect&DBUser=ci_migrator&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20260102%2Feu-west-3%2Frds-db%2Faws4_request"
                + "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host"
                + "&X-Amz-Security-Token=IQoJb3JpZ2luX2VjEXAMPLE%2Btoken%2Fwith%3Dchars%3D%3D"
                + "&X-Amz-Signature=687b0eba0632bac6e9056f9b632ef576a68043ac5ec84e76d404b2a568165823"),
        Vector(
            name: "capitals in the host, a user to be encoded", time: "20240229T235959Z",
            token: DatabaseToken(
                host: "db-1.proxy-ABC.ap-southeast-2.rds.amazonaws.com", port: 5432, region: "ap-southeast-2",
                user: "jane.doe+ci@example.com"),
            credentials: Credentials(
                accessKey: "AKIAI44QH8DHBEXAMPLE", secretKey: "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY"),
            canonicalDigest: "a94e1e61ff3f47409230e25f1c10a8a48916055fa0fc6524c39520b590612130",
            query: "Action=connect&DBUser=jane.doe%2Bci%40example.com&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAI44QH8DHBEXAMPLE%2F20240229%2Fap-southeast-2%2Frds-db%2Faws4_request"
                + "&X-Amz-Date=20240229T235959Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=95a0c0cac1424685e00d8964024f12f3a4f647f89aed3ce619aeda11b66cd782"),
        Vector(
            name: "China, a tilde and a blank", time: "20251231T000000Z",
            token: DatabaseToken(
                host: "db.x.rds.cn-north-1.amazonaws.com.cn", port: 5432, region: "cn-north-1", user: "u~x y"),
            credentials: first,
            canonicalDigest: "ffd2165dd06dc2495abba5a3583a7e88714294f211ee5e9c1b8f4c94ee1eaaeb",
            query: "Action=connect&DBUser=u~x%20y&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIDEXAMPLE%2F20251231%2Fcn-north-1%2Frds-db%2Faws4_request"
                + "&X-Amz-Date=20251231T000000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=ea066d8ea433b25ddf9bed2b440d075b032e50fabe1445f2d1dca39d31ff829f"),
    ]

    @Test(arguments: vectors) func isThatOfOthers(_ vector: Vector) throws {
        let time = try #require(SigningTime(vector.time))
        #expect(time.text == vector.time)
        let request = vector.token.canonicalRequest(vector.credentials, time)
        #expect(try request.digest() == vector.canonicalDigest)
        #expect(try vector.token.signed(by: vector.credentials, at: time) == vector.text)
        #expect(Region.ofEndpoint(vector.token.host) == vector.token.region)
    }

    @Test func haveTheKnownLengths() {
        #expect(Self.vectors.map { $0.text.utf8.count } == [337, 434, 378, 334])
    }

    @Test func emptySessionTokenIsNone() {
        let credentials = Credentials(accessKey: "a", secretKey: "b", sessionToken: "")
        #expect(credentials == Credentials(accessKey: "a", secretKey: "b"))
    }

    @Test(arguments: [
        "db.example.com", "rds.amazonaws.com", "x.us_east.rds.amazonaws.com", "x.eu-west-1.amazonaws.com.cn",
        "127.0.0.1",
    ])
    func otherNamesTellNoRegion(_ host: String) {
        #expect(Region.ofEndpoint(host) == nil)
    }

    @Test func credentialsShowNothing() {
        let credentials = Credentials(accessKey: "AKID", secretKey: "s3cr3t", sessionToken: "t0k3n")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(!text.contains("AKID") && !text.contains("s3cr3t") && !text.contains("t0k3n"))
        }
    }
}
