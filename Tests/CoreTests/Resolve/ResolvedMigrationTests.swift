import Testing

@testable import SwiftwayCore

@Suite struct ResolvedMigrationTests {
    /// Where a character takes two units in UTF-16, the order of the bytes of UTF-8 is another one.
    static let pieces: [String] = [
        "", "a", "b", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}",
        "\u{10FFFF}", "é", "e\u{301}",
    ]

    @Test func textsAreInJavasOrder() {
        let texts = Self.pieces.flatMap { one in Self.pieces.flatMap { other in ["x\(one)\(other)", "\(one)y"] } }
        for one in texts {
            for other in texts {
                #expect(precedesInUTF16(one, other) == one.utf16.lexicographicallyPrecedes(other.utf16))
            }
        }
    }

    @Test func sortingKeepsTheOrderOfEquals() {
        let names = ["R:b=1", "V10", "V2", "B2", "V1.1", "V1", "R:a=1", "V123456789012345678901", "V2.0"]
        let files = names.map { Notation.file($0) }
        let sorted = ResolvedMigration.sorted(files).map(\.file.script)
        let expected = ["V1", "V1.1", "V2", "V2.0", "B2", "V10", "V123456789012345678901", "R:a=1", "R:b=1"]
        #expect(sorted == expected.map { Notation.file($0).file.script })
    }
}
