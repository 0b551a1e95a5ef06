import SwiftwayScript
import Testing

/// A script gives the same statements however it is cut into pieces.
@Suite struct StreamingTests {
    /// Statements, and how it went wrong if it did.
    private struct Outcome: Equatable {
        var statements: [ScriptStatement] = []
        var error: ScriptError?
    }

    @Test(arguments: CorpusScript.all)
    func piecesOfEverySize(_ script: CorpusScript) throws {
        let bytes = try script.bytes
        let whole = read(whole: bytes, script.options, nil)
        for size in [1, 2, 3, 5, 7, 16, 61, 256, 4096] where size <= max(bytes.count, 1) {
            #expect(read(bytes, inPiecesOf: size, script.options, nil) == whole, "pieces of \(size)")
            #expect(readEvents(bytes, inPiecesOf: size, script.options) == whole, "events of \(size)")
        }
    }

    @Test func placeholdersInPieces() {
        let table = PlaceholderTable(values: ["a": "x; select '", "long\nname": "", "b": "${a}"])
        let scripts = [
            "select ${b}, '${a}1';\n ${long\nname}select $$${b}$$ ${long\nname};",
            "select 1; ${a}'; $", "${unknown}", "select 1;\n${flyway:x}", "a ${", "a $", "select '${a}", "\u{FEFF}${b}",
            "\u{FEFF}\u{FEFF}select 1;", "\u{FEFF}\u{FEFF}\u{FEFF}${b}", "\u{FEFF}\u{FEFF}",
        ]
        let options = ScriptOptions(dialect: .postgreSQL)
        for script in scripts {
            let bytes = Array(script.utf8)
            let whole = read(whole: bytes, options, table)
            for size in 1...bytes.count {
                let outcome = read(bytes, inPiecesOf: size, options, table)
                #expect(outcome.error == whole.error)
                // What came before a placeholder without value may have been given away already.
                if whole.error == nil { #expect(outcome == whole) }
            }
        }
    }

    /// 40 MB of data pass through while little more than one piece is held.
    @Test func copyDataIsNotHeld() throws {
        var scanner = ScriptScanner(options: ScriptOptions(dialect: .postgreSQL))
        scanner.feed(Array("copy t from stdin;\n".utf8))
        let line = Array("12345\tsome text\t\\N\n".utf8)
        let piece = (0..<50_000).flatMap { _ in line }
        var lines = 0
        var largest = 0
        for _ in 0..<40 {
            scanner.feed(piece)
            while let event = try scanner.nextEvent() {
                guard case .copyData(let data, let isLast) = event else { continue }
                #expect(!isLast)
                lines += data.count / line.count
                // Indices count from the beginning of what is held.
                largest = max(largest, data.endIndex)
            }
        }
        #expect(lines == 2_000_000)
        #expect(largest <= 2 * piece.count)
        scanner.feed(Array("\\.\nselect 1".utf8))
        scanner.finish()
        var last: [ScriptStatement] = []
        while let event = try scanner.nextEvent() {
            if case .statement(let statement) = event { last.append(statement) }
        }
        #expect(last.map(\.sql) == ["select 1"])
        #expect(last.first?.location == ScriptLocation(line: 2_000_003, column: 1))
    }

    /// Twice as many pieces take twice as long, not four times: what is being read is never read again.
    @Test func longTokensInSmallPiecesTakeLinearTime() throws {
        let contents = String(repeating: "x", count: 200_000)
        let scripts = [
            "select '\(contents)';", "select \"\(contents)\";", "/* \(contents) */ select 1;",
            "-- \(contents)\nselect 1;",
            "select $a$ \(contents) $a$;", "select \(contents);", "select E'\(contents)';", "select $\(contents)$1;",
        ]
        for script in scripts {
            let outcome = read(Array(script.utf8), inPiecesOf: 7, ScriptOptions(dialect: .postgreSQL), nil)
            #expect(outcome.error != nil || outcome.statements.count == 1)
        }
    }

    // MARK: Readers

    private func read(whole bytes: [UInt8], _ options: ScriptOptions, _ placeholders: PlaceholderTable?) -> Outcome {
        var scanner = ScriptScanner(bytes, options: options, placeholders: placeholders)
        var outcome = Outcome()
        drain(&scanner, into: &outcome)
        return outcome
    }

    private func read(
        _ bytes: [UInt8], inPiecesOf size: Int, _ options: ScriptOptions, _ placeholders: PlaceholderTable?
    ) -> Outcome {
        var scanner = ScriptScanner(options: options, placeholders: placeholders)
        var outcome = Outcome()
        var position = 0
        while position < bytes.count, outcome.error == nil {
            scanner.feed(Array(bytes[position..<min(position + size, bytes.count)]))
            position += size
            drain(&scanner, into: &outcome)
        }
        scanner.finish()
        if outcome.error == nil { drain(&scanner, into: &outcome) }
        return outcome
    }

    private func drain(_ scanner: inout ScriptScanner, into outcome: inout Outcome) {
        do throws(ScriptError) {
            while let statement = try scanner.nextStatement() { outcome.statements.append(statement) }
        } catch {
            outcome.error = error
        }
    }

    /// The same through events, the data put together again.
    private func readEvents(_ bytes: [UInt8], inPiecesOf size: Int, _ options: ScriptOptions) -> Outcome {
        var scanner = ScriptScanner(options: options)
        var outcome = Outcome()
        var copies: [(statement: ScriptStatement, data: [UInt8])] = []
        var position = 0
        do throws(ScriptError) {
            while true {
                while let event = try scanner.nextEvent() {
                    switch event {
                    case .statement(let statement) where statement.readsCopyData: copies.append((statement, []))
                    case .statement(let statement): outcome.statements.append(statement)
                    case .copyData(let data, let isLast):
                        copies[copies.count - 1].data += data
                        if isLast { outcome.statements.append(whole(copies[copies.count - 1], bytes, options)) }
                    }
                }
                if scanner.isFinished { return outcome }
                if position < bytes.count {
                    scanner.feed(Array(bytes[position..<min(position + size, bytes.count)]))
                    position += size
                } else {
                    scanner.finish()
                }
            }
        } catch {
            outcome.error = error
            return outcome
        }
    }

    /// The statement of the whole script that equals this one and its data.
    private func whole(
        _ copy: (statement: ScriptStatement, data: [UInt8]), _ bytes: [UInt8], _ options: ScriptOptions
    ) -> ScriptStatement {
        let all = read(whole: bytes, options, nil).statements
        return all.first { $0.byteRange == copy.statement.byteRange && $0.copyData.map(Array.init) == copy.data }
            ?? copy.statement
    }
}
