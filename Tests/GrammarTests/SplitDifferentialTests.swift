#if Grammar
    import Foundation
    import SwiftwayGrammar
    import SwiftwayScript
    import Testing

    /// Our cuts beside those of PostgreSQL's own parser, on the corpus and on random combinations of its statements.
    @Suite struct SplitDifferentialTests {
        private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("ScriptTests/Corpus/postgresql")

        static let files: [URL] = (try? FileManager.default.contentsOfDirectory(
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
            /// It holds what the parser does not know: data of `COPY`, commands of psql.
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
            if ours.contains(where: \.readsCopyData) { return .incomparable }
            guard let theirs = try? PostgreSQLGrammar.statements(in: text) else { return .incomparable }
            let left = ours.map { cut(bytes, $0.byteRange) }
            let right = theirs.map { cut(bytes, $0) }
            #expect(left == right, "\(name)")
            return .agreed(left.count)
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
                if case .agreed = try Self.compare(Array(Data(contentsOf: file)), file.lastPathComponent) { agreed += 1 }
            }
            #expect(agreed >= 30, "\(agreed) of \(Self.files.count)")
        }

        @Test func randomCombinations() throws {
            var generator = SplitMix(state: 20_261_123)
            var statements: [[UInt8]] = []
            for file in Self.files {
                let bytes = Array(try Data(contentsOf: file))
                let text = String(decoding: bytes, as: UTF8.self)
                guard Array(text.utf8) == bytes, let ranges = try? PostgreSQLGrammar.statements(in: text) else { continue }
                statements += ranges.map { Array(bytes[$0]) }.filter { part in
                    // A file may switch how strings are read; the parser does not follow that.
                    !String(decoding: part, as: UTF8.self).lowercased().contains("standard_conforming_strings")
                }
            }
            try #require(statements.count > 100)
            let separators = [";", ";\n", " ; ", ";;\n", ";-- a comment; with semicolon\n", ";/* one /* two; */ */"]
            var compared = 0
            for round in 0..<300 {
                var script: [UInt8] = []
                for _ in 0..<Int.random(in: 1...12, using: &generator) {
                    script += statements.randomElement(using: &generator)!
                    // A statement may end with a line comment of its own.
                    script += Array("\n".utf8) + Array(separators.randomElement(using: &generator)!.utf8)
                }
                if case .agreed = try Self.compare(script, "combination \(round)") { compared += 1 }
            }
            #expect(compared > 150)
        }
    }

    /// The same sequence in every run.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
#endif
