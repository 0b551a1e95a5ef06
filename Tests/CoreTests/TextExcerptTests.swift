import SwiftwayText
import Testing

@Suite struct TextExcerptTests {
    @Test func shortTextsAreWhole() {
        let text = String(repeating: "line\n", count: 400)
        #expect(TextExcerpt(text).text == text)
        #expect(TextExcerpt("", around: 7).text == "")
    }

    @Test func ofManyLinesThoseAroundThePlaceAreShown() {
        let lines = (1...1000).map { "line \($0)" }
        let whole = lines.joined(separator: "\n")
        let position = lines[..<499].joined(separator: "\n").unicodeScalars.count + 3
        let shown = TextExcerpt(whole, around: position).text.split(separator: "\n").map(String.init)
        #expect(shown.count == 22)
        #expect(shown.contains("line 500"))
        #expect(shown.first?.hasPrefix("… (") == true)
        #expect(shown.first?.hasSuffix(" bytes before this)") == true)
        #expect(shown.last?.hasSuffix(" bytes behind this)") == true)
        #expect(Array(shown.dropFirst().dropLast()) == Array(lines[489...508]))
        let start = TextExcerpt(whole).text
        #expect(start.hasPrefix("line 1\n"))
        let end = TextExcerpt(whole, around: whole.unicodeScalars.count + 1).text
        #expect(end.hasSuffix("line 1000"))
    }

    @Test(arguments: [nil, 1, 100_000, 2_000_000, 4_999_999, 9_000_000] as [Int?])
    func ofALongLineTwoKilobytesAreShown(_ position: Int?) {
        let whole = String(repeating: "xé", count: 2_500_000)
        let excerpt = TextExcerpt(whole, around: position).text
        #expect(excerpt.utf8.count < 2_200)
        #expect(excerpt.contains("xéxé"))
        #expect(!excerpt.contains("\u{FFFD}"))
    }
}
