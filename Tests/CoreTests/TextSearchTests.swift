import SwiftwayText
import Testing

@Suite("Searching texts") struct TextSearchTests {
    @Test func aTextIsFoundWhereItIsFirst() {
        let text = "a::b::c"
        #expect(text.firstRange(ofText: "::").map { text[..<$0.lowerBound] } == "a")
        #expect(text.firstRange(ofText: "::").map { text[$0.upperBound...] } == "b::c")
        #expect(text.firstRange(ofText: "::c").map { text[$0.upperBound...] } == "")
        #expect(text.firstRange(ofText: ":::") == nil)
        #expect("aaab".contains(text: "aab"))
        #expect(text.contains(text: ""))
        #expect("".contains(text: ""))
        #expect(!"".contains(text: "a"))
        #expect("größer ÷ 2"[...].contains(text: "ß"))
        #expect([1, 2, 1, 2, 3][...].firstRange(ofBytes: [1, 2, 3] as [UInt8]) == 2..<5)
    }

    @Test func everyOneIsReplacedFromTheLeft() {
        #expect("aaa".replacing(text: "aa", with: "b") == "ba")
        #expect("'a''b'".replacing(text: "'", with: "''") == "''a''''b''")
        #expect("abc".replacing(text: "", with: "x") == "abc")
        #expect("abc".replacing(text: "abc", with: "") == "")
        #expect("abc"[...].replacing(text: "d", with: "e") == "abc")
    }

    /// Texts of two letters, so that beginnings of what is searched for are everywhere.
    @Test func itAgreesWithTheStandardLibrary() {
        func word(_ lengths: ClosedRange<Int>) -> String {
            String((0..<Int.random(in: lengths)).map { _ in Bool.random() ? "a" : "b" })
        }
        for _ in 0..<5_000 {
            let (text, part) = (word(0...12), word(1...4))
            #expect(text.firstRange(ofText: part) == text.firstRange(of: part), "\(part) in \(text)")
            #expect(text.replacing(text: part, with: "-") == text.replacing(part, with: "-"), "\(part) in \(text)")
        }
    }
}
