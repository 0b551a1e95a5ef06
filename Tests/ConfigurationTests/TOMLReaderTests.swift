import Testing

@testable import SwiftwayConfiguration

/// Documents of <https://toml.io/en/v1.0.0>, and some that its rules forbid.
@Suite("Reading TOML") struct TOMLReaderTests {
    struct Valid: CustomTestStringConvertible {
        var text: String
        /// As ``written(_:)`` shows it.
        var value: String
        init(_ text: String, _ value: String) { (self.text, self.value) = (text, value) }
        var testDescription: String { text }
    }

    static let valid: [Valid] = [
        Valid("", "{}"),
        Valid("\u{FEFF}# only a comment\r\n\r\n", "{}"),
        Valid("a=1", "{a: 1}"),
        Valid("a = 1 # one\r\nb = 2\r\n", "{a: 1, b: 2}"),
        // Keys.
        Valid("bare_key-1 = 1\n1234 = 2", "{1234: 2, bare_key-1: 1}"),
        Valid(#""127.0.0.1" = 1"#, "{127.0.0.1: 1}"),
        Valid("'quoted \"value\"' = 1", "{quoted \"value\": 1}"),
        Valid("\"\" = 1", "{: 1}"),
        Valid(#"site . "google.com" . top = true"#, "{site: {google.com: {top: true}}}"),
        Valid("3.14159 = 1", "{3: {14159: 1}}"),
        Valid("a.b = 1\na.c.d = 2\ne = 3\na.c.f = 4", "{a: {b: 1, c: {d: 2, f: 4}}, e: 3}"),
        // Texts.
        Valid(#"a = "\b\t\n\f\r\"\\\u00e9\U0001F600""#, "{a: \u{8}\t\n\u{C}\r\"\\é😀}"),
        Valid(#"a = 'C:\Users\nodejs'"#, #"{a: C:\Users\nodejs}"#),
        Valid("a = \"\"\"\r\none\r\ntwo\"\"\"", "{a: one\ntwo}"),
        Valid("a = \"\"\"one \\\n\n   two\\  \n three\"\"\"", "{a: one twothree}"),
        Valid("a = \"\"\"\"one\" and \"\"two\"\"\"\"\"", "{a: \"one\" and \"\"two\"\"}"),
        Valid("a = '''\n'one' \\n ''two'''''", "{a: 'one' \\n ''two''}"),
        Valid("a = \"\"\"\"\"\"\nb = ''", "{a: , b: }"),
        // Numbers.
        Valid("a = [+99, 42, 0, -17, +0, -0]", "{a: [99, 42, 0, -17, 0, 0]}"),
        Valid("a = [1_000, 5_349_221, 1_2_3_4_5]", "{a: [1000, 5349221, 12345]}"),
        Valid("a = [0xDEAD_beef, 0o0755, 0b1101]", "{a: [3735928559, 493, 13]}"),
        Valid("a = [9223372036854775807, -9223372036854775808]", "{a: [9223372036854775807, -9223372036854775808]}"),
        Valid(
            "a = [+1.0, -0.01, 5e+22, 1e06, -2E-2, 6.626e-34, 224_617.445_991]",
            "{a: [1.0, -0.01, 5e+22, 1000000.0, -0.02, 6.626e-34, 224617.445991]}"),
        Valid("a = [inf, +inf, -inf, nan, -nan]", "{a: [inf, inf, -inf, nan, nan]}"),
        // Times.
        Valid(
            "a = [1979-05-27T07:32:00Z, 1979-05-27t00:32:00.999-07:00, 1979-05-27 07:32:00z]",
            "{a: [1979-05-27T07:32:00Z, 1979-05-27T00:32:00.999-07:00, 1979-05-27T07:32:00Z]}"),
        Valid(
            "a = [1979-05-27T07:32:00, 2000-02-29, 07:32:00.5]", "{a: [1979-05-27T07:32:00, 2000-02-29, 07:32:00.5]}"),
        Valid("a = 1979-05-27 # a date", "{a: 1979-05-27}"),
        // Lists.
        Valid("a = [\n  1, # one\n\n  [ 'x', \"y\" ], ]", "{a: [1, [x, y]]}"),
        Valid("a = []\nb = [ [ ], {} ]", "{a: [], b: [[], {}]}"),
        // Tables.
        Valid("[a]\n[ b . 'c.d' ] # comment\nx = 1", "{a: {}, b: {c.d: {x: 1}}}"),
        Valid("[a.b.c]\nx = 1\n[a]\ny = 2\n[a.b]\nz = 3", "{a: {b: {c: {x: 1}, z: 3}, y: 2}}"),
        Valid(
            "[fruit]\napple.color = 1\n[fruit.apple.texture]\nsmooth = true",
            "{fruit: {apple: {color: 1, texture: {smooth: true}}}}"),
        Valid("a = { x = 1, b.c = { }, b.d = [ { y = '}' } ] }", "{a: {b: {c: {}, d: [{y: }}]}, x: 1}}"),
        Valid(
            "[[a]]\nx = 1\n[a.b]\ny = 1\n[[a]]\n[a.b]\ny = 2\n[[a.c]]\n[[a.c]]",
            "{a: [{b: {y: 1}, x: 1}, {b: {y: 2}, c: [{}, {}]}]}"),
    ]

    @Test(arguments: valid) func reads(document: Valid) throws {
        #expect(Self.written(try TOMLNode.document(document.text)) == document.value)
    }

    static let invalid: [(text: String, line: Int, column: Int)] = [
        // Lines.
        ("a = 1 b = 2", 1, 7), ("a = 1\rb = 2", 1, 6), ("= 1", 1, 1), ("a", 1, 2), ("a =", 1, 4), ("a = # none", 1, 5),
        ("a = 1\n# \u{1}", 2, 3), ("é = 1", 1, 1), ("a b = 1", 1, 3), ("a. = 1", 1, 4), ("a\n= 1", 1, 2),
        ("'''a''' = 1", 1, 3),
        // Texts.
        ("a = \"one", 1, 5), ("a = \"one\n\"", 1, 5), ("a = 'one", 1, 5), ("a = \"\"\"one", 1, 5),
        ("a = '''one''", 1, 5),
        (#"a = "é\x""#, 1, 7), (#"a = "\u12""#, 1, 6), (#"a = "\ud800""#, 1, 6), (#"a = "\U00110000""#, 1, 6),
        (#"a = "\u+123""#, 1, 6), ("a = \"\u{7F}\"", 1, 6), ("a = \"\"\"\u{8}\"\"\"", 1, 8),
        ("a = \"\"\"one\\ two\"\"\"", 1, 11),
        ("a = \"\"\"one\"\"\"\"\"\"", 1, 16), ("a = one", 1, 5),
        // Numbers.
        ("a = 01", 1, 5), ("a = +-1", 1, 5), ("a = 1_", 1, 5), ("a = _1", 1, 5), ("a = 1__2", 1, 5), ("a = 0x", 1, 5),
        ("a = +0x1", 1, 5), ("a = 0X1", 1, 5), ("a = 0b2", 1, 5), ("a = 9223372036854775808", 1, 5), ("a = 1.", 1, 5),
        ("a = .5", 1, 5), ("a = 1.e2", 1, 5), ("a = 1e", 1, 5), ("a = 1_.5", 1, 5), ("a = 03.1", 1, 5),
        ("a = Inf", 1, 5),
        ("a = TRUE", 1, 5), ("a = 0x-1", 1, 5), ("a = 1.5.2", 1, 5),
        // Times.
        ("a = 1979-5-27", 1, 5), ("a = 2001-02-29", 1, 5), ("a = 1979-13-01", 1, 5), ("a = 1979-05-27T24:00:00", 1, 5),
        ("a = 07:32", 1, 5), ("a = 07:32:00.", 1, 5), ("a = 07:32:00Z", 1, 5), ("a = 1979-05-27T07:32:00+25:00", 1, 5),
        ("a = 1979-05-27T", 1, 5),
        // Lists and tables in braces.
        ("a = [1", 1, 7), ("a = [1 2]", 1, 8), ("a = [,]", 1, 6), ("a = [1,,2]", 1, 8), ("a = { x = 1", 1, 12),
        ("a = { x = 1, }", 1, 14), ("a = { x = 1\n}", 1, 12), ("a = { x = 1, x = 2 }", 1, 14),
        ("a = { b = 1, b.c = 2 }", 1, 14),
        ("a = { b.c = 1, b = 2 }", 1, 16), ("a = { b = {}, b.c = 2 }", 1, 15),
        // Tables.
        ("[a", 1, 3), ("[]", 1, 2), ("[a]]", 1, 4), ("[[a]", 1, 5), ("[a] b = 1", 1, 5), ("[a]\n[a]", 2, 1),
        ("a = 1\na = 2", 2, 1),
        ("a = 1\n[a]", 2, 1), ("a = 1\n[a.b]", 2, 1), ("a = 1\na.b = 2", 2, 1), ("a = {}\n[a.b]", 2, 1),
        ("a = []\n[[a]]", 2, 1),
        ("[[a]]\n[a]", 2, 1), ("[a]\n[[a]]", 2, 1), ("[a.b]\n[[a]]", 2, 1), ("a.b = 1\n[a]", 2, 1),
        ("[a]\nb.c = 1\n[a.b]", 3, 1), ("[a.b.c]\nx = 1\n[a]\nb.c.y = 2", 4, 1), ("[[a]]\n[[a.b]]\n[a]", 3, 1),
        ("[a]\n[[a.b]]\n[c]\n[a.b]", 4, 1), ("a = [{}]\n[a.b]", 2, 1), ("[[a.b]]\n[a]\nb.x = 1", 3, 1),
    ]

    @Test(arguments: invalid.indices) func refuses(index: Int) {
        let (text, line, column) = Self.invalid[index]
        let error = #expect(throws: TOMLNode.Malformed.self, "\(text)") { try TOMLNode.document(text) }
        #expect([error?.line, error?.column] == [line, column], "\(text): \(error?.reason ?? "")")
    }

    @Test func depthIsLimited() throws {
        #expect(throws: TOMLNode.Malformed.self) {
            try TOMLNode.document("a = " + String(repeating: "[", count: 100_000))
        }
        _ = try TOMLNode.document("a = " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100))
    }

    private static func written(_ node: TOMLNode) -> String {
        switch node {
        case .text(let text): text
        case .list(let nodes): "[" + nodes.map(written).joined(separator: ", ") + "]"
        case .table(let entries):
            "{" + entries.map { "\($0.key): \(written($0.node))" }.joined(separator: ", ") + "}"
        }
    }
}

extension TOMLNode {
    static func document(_ text: String) throws(Malformed) -> TOMLNode {
        var reader = TOMLReader(text)
        return try reader.document()
    }
}
