#if Grammar
    import CPgQuery
    import Foundation
    import SwiftwayScript
    import Testing

    /// Our cuts beside those of PostgreSQL's lexer, on texts that are no SQL at all: here strings, dollar quotes,
    /// comments and numbers meet in ways that no script would think of.
    @Suite struct ScannerDifferentialTests {
        /// Parentheses, `CREATE` and `COPY` are not among them: the lexer alone knows nothing of those. It counts
        /// statements that hold a keyword only, hence `select`.
        private static let pieces: [String] = [
            "'", "'", "''", "\"", "U&\"", "U&'", "u&'", "E'", "e'", "B'", "b'", "X'", "N'", "n'", "U&", "U", "&", "$$",
            "$a$", "$", "$1", "$é$", "a$b$", "1$a$", "1", "1e", "1.", ".5", "a", "é", "_", ";select ", ";select ",
            "; select ", ";\nselect\n", "\n", "\r", " ", "\t", "\u{0B}", "\u{0C}", "-", "--", "/", "*", "/*", "*/",
            "+-",
            "<>", "@", "-- c\n", "/**/", "\\'", "\\\\", ".", ",", ":", "::", ":=", "=>", "end", "[", "]", "~", "`",
            "0x",
            "1_0", "''\n'", "'\n'", "' '",
        ]

        /// A string that goes on behind a line comment: this lexer, changed for its library, ends it before the comment.
        /// The server's does not.
        private static func continuesBehindComment(_ text: String) -> Bool {
            text.contains(/'\s*(?:--[^\n\r]*[\n\r]\s*)+'/.matchingSemantics(.unicodeScalar))
        }

        private enum Verdict: Equatable {
            /// The offsets at which statements end.
            case ends([Int])
            case unterminated
            /// An error of a kind that only one of both looks for: a wrong escape, a command of psql.
            case incomparable
        }

        @Test func randomTextsAgree() {
            var generator = SplitMix(state: SplitMix.seed &+ 20_261_124)
            var compared = 0
            for _ in 0..<10_000 * SplitMix.rounds {
                let count = Int.random(in: 1...14, using: &generator)
                let text =
                    "select " + (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
                if Self.continuesBehindComment(text) { continue }
                let (ours, theirs) = (ours(text), theirs(text))
                guard ours != .incomparable, theirs != .incomparable else { continue }
                #expect(ours == theirs, "\(text.debugDescription)")
                compared += 1
            }
            #expect(compared > 6000 * SplitMix.rounds)
        }

        private func ours(_ text: String) -> Verdict {
            let bytes = Array(text.utf8)
            do throws(ScriptError) {
                let statements = try splitScript(bytes, options: ScriptOptions(dialect: .postgreSQL))
                return .ends(ends(statements.map(\.byteRange), bytes))
            } catch {
                guard case .unterminated = error.problem else { return .incomparable }
                return .unterminated
            }
        }

        private func theirs(_ text: String) -> Verdict {
            let result = pg_query_split_with_scanner(text)
            defer { pg_query_free_split_result(result) }
            if let error = result.error {
                let isUnterminated = String(cString: error.pointee.message).hasPrefix("unterminated")
                return isUnterminated ? .unterminated : .incomparable
            }
            let ranges = (0..<Int(result.n_stmts)).compactMap { index in
                result.stmts[index].map { statement in
                    let start = Int(statement.pointee.stmt_location)
                    return start..<start + Int(statement.pointee.stmt_len)
                }
            }
            return .ends(ends(ranges, Array(text.utf8)))
        }

        private func ends(_ ranges: [Range<Int>], _ bytes: [UInt8]) -> [Int] {
            ranges.map { range in
                var end = range.upperBound
                while end > range.lowerBound, isBlankOrSemicolon(bytes[end - 1]) { end -= 1 }
                return end
            }
        }

        private func isBlankOrSemicolon(_ byte: UInt8) -> Bool {
            byte == 0x20 || byte == UInt8(ascii: ";") || (0x09...0x0D).contains(byte)
        }
    }
#endif
