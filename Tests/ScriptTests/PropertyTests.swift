import SwiftwayScript
import Testing

/// What holds for every text, valid or not: nothing crashes or hangs, and no byte is lost.
@Suite struct PropertyTests {
    /// Pieces from which everything that matters to either scanner is built.
    private static let pieces: [String] = [
        "'", "\"", "`", "[", "]", "$", "$$", "$a$", "a", "E'", "e'", "B'", "U&'", ";", ";", "\n", "\r", " ", "-", "--",
        "/", "*",
        "/*", "*/", "\\", "\\.", "\n\\.\n", "(", ")", "1", "$1", "é", "\0", "\u{FEFF}", ".", ",", "create ", "trigger ",
        "begin ",
        "atomic ", "end", "case ", "function f() ", "rule r ", "temp ", "explain ", "copy t from stdin", "to stdout ",
        "select ",
        "set standard_conforming_strings = off", "\\restrict x\n", "pragma foreign_keys", "vacuum",
        "reindex (concurrently) table t",
        "alter type t add value ", "with a as (", "insert into t ", "create index concurrently i on t ", "virtual ",
        "or replace ",
    ]

    private static let dialects: [ScriptDialect] = ScriptDialect.allCases

    @Test(arguments: CorpusScript.all)
    func corpusIsNotLost(_ script: CorpusScript) throws {
        check(try script.bytes, script.dialect)
    }

    @Test(arguments: dialects)
    func truncations(_ dialect: ScriptDialect) throws {
        for script in CorpusScript.all(of: dialect) {
            let bytes = try script.bytes
            for end in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 25)) {
                check(Array(bytes[..<end]), dialect)
                check(Array(bytes[end...]), dialect)
            }
        }
    }

    @Test(arguments: dialects)
    func concatenations(_ dialect: ScriptDialect) throws {
        var generator = RandomTexts(1)
        let corpus = try CorpusScript.all.map { try $0.bytes }
        for _ in 0..<100 * RandomTexts.rounds {
            let bytes = (0..<3).flatMap { _ in corpus.randomElement(using: &generator) ?? [] }
            check(bytes, dialect)
        }
    }

    @Test(arguments: dialects)
    func randomPieces(_ dialect: ScriptDialect) {
        var generator = RandomTexts(2)
        for _ in 0..<3000 * RandomTexts.rounds {
            let count = Int.random(in: 1...30, using: &generator)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
            check(Array(text.utf8), dialect)
        }
    }

    @Test(arguments: dialects)
    func randomBytes(_ dialect: ScriptDialect) {
        var generator = RandomTexts(3)
        for _ in 0..<1500 * RandomTexts.rounds {
            let count = Int.random(in: 0...120, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            check(bytes, dialect)
        }
    }

    private func check(_ bytes: [UInt8], _ dialect: ScriptDialect) {
        let violation = violation(in: bytes, dialect)
        #expect(violation == nil, "\(String(decoding: bytes, as: UTF8.self))")
    }

    /// Ranges are in order and inside, each text is what stands in its range, and ranges, data and what lies between them
    /// give the file back. The same comes out when it is fed in pieces.
    private func violation(in bytes: [UInt8], _ dialect: ScriptDialect) -> String? {
        let options = ScriptOptions(dialect: dialect)
        let (statements, error) = read(bytes, options, pieces: nil)
        var rebuilt: [UInt8] = []
        for statement in statements {
            let range = statement.byteRange
            guard range.lowerBound >= rebuilt.count, range.upperBound <= bytes.count, !range.isEmpty else {
                return "range \(range)"
            }
            rebuilt += bytes[rebuilt.count..<range.lowerBound]
            rebuilt += bytes[range]
            if statement.sql != String(decoding: bytes[range], as: UTF8.self) { return "text \(statement.sql)" }
            if let data = statement.copyData {
                guard data.startIndex > rebuilt.count, data.endIndex <= bytes.count else {
                    return "data \(data.indices)"
                }
                rebuilt += bytes[rebuilt.count..<data.startIndex]
                rebuilt += data
            }
            let end = statement.location(ofCharacter: statement.sql.unicodeScalars.count + 1)
            guard statement.textLocation <= statement.location, statement.location.line <= statement.endLine,
                end.line <= statement.endLine
            else { return "location \(statement.location)" }
        }
        rebuilt += bytes[rebuilt.count...]
        if rebuilt != bytes { return "lost bytes" }
        for size in [1, 3, 17] {
            let inPieces = read(bytes, options, pieces: size)
            if inPieces.statements != statements || inPieces.error != error { return "pieces of \(size)" }
        }
        return nil
    }

    private func read(
        _ bytes: [UInt8], _ options: ScriptOptions, pieces: Int?
    ) -> (statements: [ScriptStatement], error: ScriptError?) {
        var scanner = ScriptScanner(options: options)
        var statements: [ScriptStatement] = []
        let size = pieces ?? max(bytes.count, 1)
        do throws(ScriptError) {
            for start in stride(from: 0, to: bytes.count, by: size) {
                scanner.feed(Array(bytes[start..<min(start + size, bytes.count)]))
                while let statement = try scanner.nextStatement() { statements.append(statement) }
            }
            scanner.finish()
            while let statement = try scanner.nextStatement() { statements.append(statement) }
        } catch {
            return (statements, error)
        }
        return (statements, nil)
    }
}
