#if Grammar
    import Foundation
    import SwiftwayGrammar
    import SwiftwayScript
    import Testing

    /// Our cuts beside those of PostgreSQL's own parser, on the corpus and on random combinations of its statements.
    @Suite struct SplitDifferentialTests {
        private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("ScriptTests/Corpus/postgresql")

        static let files: [URL] =
            (try? FileManager.default.contentsOfDirectory(
                at: corpus, includingPropertiesForKeys: nil))?.filter { $0.pathExtension == "sql" }
            .sorted { $0.path < $1.path } ?? []

        /// A statement without the comments before it: what both must agree on.
        private struct Cut: Equatable, CustomStringConvertible {
            var start: Int
            var end: Int
            var description: String { "\(start)..<\(end)" }
        }

        private enum Verdict {
            case agreed(Int)
            /// It holds what the parser does not take: mistakes on purpose, newer syntax, commands of psql.
            case incomparable
        }

        private static func compare(_ bytes: [UInt8], _ name: String) throws -> Verdict {
            let text = String(decoding: bytes, as: UTF8.self)
            guard Array(text.utf8) == bytes else { return .incomparable }
            let options = ScriptOptions(dialect: .postgreSQL, serverVersion: 150_000)
            let ours: [ScriptStatement]
            do {
                ours = try splitScript(bytes, options: options)
            } catch {
                // The parser knows COPY, but not that data follows it.
                if error.problem == .unterminated(.copyData) { return .incomparable }
                #expect(throws: PostgreSQLGrammar.Problem.self, "\(name): \(error.message)") {
                    try PostgreSQLGrammar.statements(in: text)
                }
                return .incomparable
            }
            var agreed = 0
            for part in partsBetweenData(ours) {
                guard let first = part.first, let last = part.last else { continue }
                let start = part.startIndex == 0 ? 0 : first.byteRange.lowerBound
                let isLast = part.endIndex == ours.count && !last.readsCopyData
                let end = isLast ? bytes.count : last.byteRange.upperBound
                let piece = Array(bytes[start..<end])
                guard let theirs = try? PostgreSQLGrammar.statements(in: String(decoding: piece, as: UTF8.self)) else {
                    return .incomparable
                }
                let left = part.map { cut(piece, $0.byteRange.lowerBound - start..<$0.byteRange.upperBound - start) }
                #expect(left == theirs.map { cut(piece, $0) }, "\(name)")
                agreed += part.count
            }
            return .agreed(agreed)
        }

        /// The parser knows `COPY`, but not that data follows it: what stands between two blocks of data is parsed alone.
        private static func partsBetweenData(_ statements: [ScriptStatement]) -> [ArraySlice<ScriptStatement>] {
            var parts: [ArraySlice<ScriptStatement>] = []
            var start = 0
            for index in statements.indices where statements[index].readsCopyData {
                parts.append(statements[start...index])
                start = index + 1
            }
            return parts + [statements[start...]]
        }

        private static func cut(_ bytes: [UInt8], _ range: Range<Int>) -> Cut {
            var start = range.lowerBound
            var end = range.upperBound
            func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
            while start < end {
                if isBlank(bytes[start]) {
                    start += 1
                } else if bytes[start...].starts(with: Array("--".utf8)) {
                    while start < end, bytes[start] != 0x0A, bytes[start] != 0x0D { start += 1 }
                } else if bytes[start...].starts(with: Array("/*".utf8)) {
                    var depth = 0
                    repeat {
                        if bytes[start...].starts(with: Array("/*".utf8)) {
                            depth += 1
                            start += 2
                        } else if bytes[start...].starts(with: Array("*/".utf8)) {
                            depth -= 1
                            start += 2
                        } else {
                            start += 1
                        }
                    } while depth > 0 && start < end
                } else {
                    break
                }
            }
            while end > start, isBlank(bytes[end - 1]) { end -= 1 }
            return Cut(start: start, end: end)
        }

        @Test(arguments: files) func corpusFile(_ file: URL) throws {
            _ = try Self.compare(Array(Data(contentsOf: file)), file.lastPathComponent)
        }

        /// The comparison would prove nothing if everything were incomparable.
        @Test func mostOfTheCorpusIsCompared() throws {
            var agreed = 0
            for file in Self.files {
                if case .agreed = try Self.compare(Array(Data(contentsOf: file)), file.lastPathComponent) {
                    agreed += 1
                }
            }
            #expect(agreed >= 130, "\(agreed) of \(Self.files.count)")
        }

        @Test func randomCombinations() throws {
            var generator = SplitMix(state: SplitMix.seed &+ 20_261_123)
            var statements: [[UInt8]] = []
            for file in Self.files {
                let bytes = Array(try Data(contentsOf: file))
                let text = String(decoding: bytes, as: UTF8.self)
                guard Array(text.utf8) == bytes, let ranges = try? PostgreSQLGrammar.statements(in: text) else {
                    continue
                }
                statements += ranges.map { Array(bytes[$0]) }.filter { part in
                    // A file may switch how strings are read; the parser does not follow that.
                    !String(decoding: part, as: UTF8.self).lowercased().contains("standard_conforming_strings")
                }
            }
            try #require(statements.count > 100)
            let separators = [";", ";\n", " ; ", ";;\n", ";-- a comment; with semicolon\n", ";/* one /* two; */ */"]
            var compared = 0
            for round in 0..<300 * SplitMix.rounds {
                var script: [UInt8] = []
                for _ in 0..<Int.random(in: 1...12, using: &generator) {
                    script += statements.randomElement(using: &generator)!
                    // A statement may end with a line comment of its own.
                    script += Array("\n".utf8) + Array(separators.randomElement(using: &generator)!.utf8)
                }
                if case .agreed = try Self.compare(script, "combination \(round)") { compared += 1 }
            }
            #expect(compared > 150 * SplitMix.rounds)
        }
    }
#endif
