import SwiftwayDatabase
import SwiftwayText
import Testing

@Suite("Percent encoding") struct PercentEncodingTests {
    static let texts: [(encoded: String, decoded: String)] = [
        ("", ""), ("plain", "plain"), ("a%20b", "a b"), ("%C3%BC", "ü"), ("%c3%bc", "ü"), ("a+b", "a+b"),
        ("100%", "100%"), ("%2", "%2"), ("%zz", "%zz"), ("%+1", "%+1"), ("%%41", "%A"),
    ]

    @Test(arguments: texts) func isDecoded(encoded: String, decoded: String) {
        #expect(decodingPercents(Substring(encoded)) == decoded)
    }
}
