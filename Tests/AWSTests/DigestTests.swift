import Testing

@testable import SwiftwayAWS

@Suite("Digest") struct DigestTests {
    /// FIPS 180-4's own example, and the empty text.
    @Test func sha256() throws {
        let digest = try Digest.hexadecimal(Digest.sha256(Array("abc".utf8)))
        #expect(digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let empty = try Digest.hexadecimal(Digest.sha256([]))
        #expect(empty == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    /// RFC 4231, test case 2.
    @Test func hmac() throws {
        let digest = try Digest.hmac(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        #expect(Digest.hexadecimal(digest) == expected)
    }
}
