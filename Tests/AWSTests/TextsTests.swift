import Testing

@testable import SwiftwayAWS

@Suite("Texts of AWS") struct TextsTests {
    @Test func json() throws {
        let text =
            #" {"a" : [1, -2.5e3, true, false, null, {}], "b":{"c":"\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00ü"}, "b2": ""} "#
        let document = try #require(JSONText(Array(text.utf8)))
        #expect(
            document["a"]
                == .array([.number("1"), .number("-2.5e3"), .bool(true), .bool(false), .null, .object([:])]))
        #expect(document["b"]?["c"]?.text == "\"\\/\u{8}\u{C}\n\r\tä😀ü")
        #expect(document["b2"]?.text == "" && document["none"] == nil && document["a"]?["x"] == nil)
    }

    @Test(arguments: [
        "", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[1 2]", "nul", "\"a", "\"\\x\"", "\"\\ud800\"", "{} {}",
        "1.2.3",
        "\"\n\"", "{a:1}",
    ])
    func whatIsNoJSON(_ text: String) { #expect(JSONText(Array(text.utf8)) == nil) }

    @Test func depthHasAnEnd() {
        #expect(JSONText(Array(String(repeating: "[", count: 100_000).utf8)) == nil)
        #expect(JSONText(Array((String(repeating: "[", count: 60) + String(repeating: "]", count: 60)).utf8)) != nil)
        #expect(JSONText([UInt8(ascii: "\""), 0xFF, UInt8(ascii: "\"")]) == nil)
    }

    @Test func filesOfProfiles() {
        let file = SharedFile(
            """
            stray = 1
            # comment
            ; comment
            [default]
            Region = eu-west-1\t
            s3 =
              region = nested
            [profile "two words"]\t
            credential_process = /bin/x "a = b" # no comment
            [profile ci]
            region=one
            [sso-session x]
            region = other
            [ci]
            region = not a profile here
            [profile ci]
            output=json
            """, kind: .configuration)
        #expect(
            file.profiles == [
                "default": ["region": "eu-west-1", "s3": ""],
                "two words": ["credential_process": "/bin/x \"a = b\" # no comment"],
                "ci": ["region": "one", "output": "json"],
            ])
        let credentials = SharedFile("[a b]\r\nx=1\r\n[profile c]\ny = 2", kind: .credentials)
        #expect(credentials.profiles == ["a b": ["x": "1"], "profile c": ["y": "2"]])
    }

    @Test func xml() {
        let document = "<R><A>1</A><B>&lt;&amp;amp;&gt;&x;</B><C><A>2</A></C></R>"
        #expect(XMLText.element("A", in: document) == "1")
        #expect(XMLText.element("B", in: document) == "<&amp;>&x;")
        #expect(XMLText.element("C", in: document) == nil)
        #expect(XMLText.element("D", in: document) == nil)
    }
}
