import SwiftwayText
import Testing

@Suite struct ShownTextTests {
    @Test(arguments: [
        ("plain\n\ttext\r\nä 🎉 a::b, ## c, ### [d]", "plain\n\ttext\r\nä 🎉 a::b, ## c, ### [d]"),
        ("a\u{1B}[0m\rb\u{0}", "a\\x1B[0m\\rb\\x00"), ("\u{9B}1m\u{7F}", "\\x9B1m\\x7F"),
        ("a\u{202E}b\u{2066}\u{61C}", "a\\u202Eb\\u2066\\u061C"),
        ("::error::x\n \u{A0}::a", "\\::error::x\n \u{A0}\\::a"),
        ("x ##vso[a] ##[b] ###teamcity[c]", "x #\\#vso[a] #\\#[b] ##\\#teamcity[c]"),
    ]) func inALog(text: String, shown: String) {
        #expect(text.shownInLog == shown)
    }

    @Test func secretsInEveryForm() {
        let mask = SecretMask(["it's \"x\"/\u{1B}", "longer it's", "abc", "abcd"])
        #expect(mask("abc abcd abcde") == "abc ******** ********e")
        #expect(mask("'it''s \"x\"/\u{1B}'") == "'********'")
        #expect(mask("it%27s%20%22x%22%2F%1B it%27s%20%22x%22%2f%1b") == "******** ********")
        #expect(mask(#"it's \"x\"/\u001b it's "x"/\x1B"#) == "******** ********")
        #expect(mask("a longer it's \"x\"") == "a ******** \"x\"")
        #expect(SecretMask([])("abcd") == "abcd")
    }
}
