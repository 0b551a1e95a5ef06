import Testing

@testable import SwiftwayAWS

/// A request of Secrets Manager, with the digests and signatures that botocore computes for it.
@Suite("Signed headers") struct SignedHeadersTests {
    private static let request = SignedHeaders(
        host: "secretsmanager.eu-west-3.amazonaws.com", region: "eu-west-3", service: "secretsmanager",
        headers: [
            ("Content-Type", "application/x-amz-json-1.1"), ("X-Amz-Target", "secretsmanager.GetSecretValue"),
        ],
        body: Array(#"{"SecretId":"prod/hamshack"}"#.utf8))

    private func expect(
        sessionToken: String?, signedHeaders: String, canonicalDigest: String, signature: String
    ) throws {
        let credentials = Credentials(
            accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken: sessionToken)
        let time = try #require(SigningTime("20150830T123600Z"))
        let sent = try Self.request.signed(by: credentials, at: time)
        let canonical = try Self.request.canonicalRequest(sent.filter { $0.name != "Authorization" })
        #expect(
            canonical.payloadDigest == "640e954b0d316ed658cb7008ae88c1f20e02f490da2474af9f479574d992f2b6")
        #expect(canonical.signedHeaders == signedHeaders)
        #expect(try canonical.digest() == canonicalDigest)
        #expect(
            sent.last?.value == "AWS4-HMAC-SHA256 "
                + "Credential=AKIDEXAMPLE/20150830/eu-west-3/secretsmanager/aws4_request, "
                + "SignedHeaders=\(signedHeaders), Signature=\(signature)")
    }

    @Test func withoutSessionToken() throws {
        try expect(
            sessionToken: nil, signedHeaders: "content-type;host;x-amz-date;x-amz-target",
            canonicalDigest: "3fa611a525004703592373a88aa6d93ffc85dceb99d61ed44860f642357ae4f1",
            signature: "9ae1fc9148820c15a3b01e0e364f3b60c6ed1df97de5337dfa7be60901c0d099")
    }

    @Test func withSessionToken() throws {
        try expect(
            sessionToken: "SESSION/TOKEN+==",
            signedHeaders: "content-type;host;x-amz-date;x-amz-security-token;x-amz-target",
            canonicalDigest: "18f9d98455c44ca2cd3c17025dca4e9293bf7e143e3b6647fb043298c88e2749",
            signature: "cf0f30df6d8a55795792cd2843f12b72c6b082fd55b8b84f0040360a3d742d49")
    }
}
