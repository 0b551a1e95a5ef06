import Testing

@testable import SwiftwayScript

/// Statements are cut by one lexer and told apart by another, which reads them again: both must see the same tokens.
@Suite struct TokenReaderTests {
    private static let pieces: [String] = [
        "'", "''", "\"", "`", "[", "]", "$", "$$", "$a$", "a", "E'", "e'", "B'", "x'", "U&'", "N'", "\\", "\\'", "\n",
        "\r", " ",
        "--", "-", "/*", "*/", "*", "/", "1", "$1", "é", ".", ",", ";", ";", "(", ")", "select ", "E'a' \n 'b\\' ",
        "X'0'\n'1\\'",
    ]

    @Test(arguments: ScriptDialect.allCases, [false, true])
    func readsWhatWasCut(_ dialect: ScriptDialect, plainStringsEscape: Bool) {
        var state: UInt64 = 5
        var statements = 0
        for _ in 0..<4000 {
            var text: [UInt8] = []
            for _ in 0..<(2 + Int(state % 20)) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += Self.pieces[Int(state >> 33) % Self.pieces.count].utf8
            }
            statements += check(text, dialect, plainStringsEscape)
        }
        #expect(statements > 1000)
    }

    /// The number of statements, in none of which the reader may find a `;`.
    private func check(_ text: [UInt8], _ dialect: ScriptDialect, _ plainStringsEscape: Bool) -> Int {
        var cutter = StatementCutter(dialect: dialect)
        cutter.plainStringsEscape = plainStringsEscape
        return text.withUnsafeBufferPointer { window in
            var statements = 0
            while case .statement(let extent) = cutter.next(in: window, startingAt: 0, isComplete: true) {
                statements += 1
                let range = extent.tokenStart..<extent.end
                var reader = TokenReader(
                    UnsafeBufferPointer(rebasing: window[range]), dialect: dialect,
                    plainStringsEscape: plainStringsEscape)
                var end = 0
                while let token = reader.next() {
                    #expect(token.kind != .symbol(UInt8(ascii: ";")), "\(String(decoding: text, as: UTF8.self))")
                    #expect(token.range.lowerBound >= end && token.range.upperBound <= range.count)
                    end = token.range.upperBound
                }
            }
            return statements
        }
    }
}
