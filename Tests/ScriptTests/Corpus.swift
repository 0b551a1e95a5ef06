import Foundation
import SwiftwayScript
import Testing

/// One script of the corpus: `Corpus/<dialect>/<name>.sql`, and beside it `<name>.split`, what it has to become.
struct CorpusScript: Sendable, CustomTestStringConvertible {
    let name: String
    let dialect: ScriptDialect
    let source: URL

    var bytes: [UInt8] { get throws { Array(try Data(contentsOf: source)) } }
    var options: ScriptOptions { ScriptOptions(dialect: dialect, serverVersion: 150_018) }
    var expectation: URL { source.deletingPathExtension().appendingPathExtension("split") }
    var testDescription: String { name }

    static let all: [CorpusScript] = scripts(.postgreSQL, in: "postgresql") + scripts(.sqlite, in: "sqlite")

    static func all(of dialect: ScriptDialect) -> [CorpusScript] {
        all.filter { $0.dialect == dialect }
    }

    private static func scripts(_ dialect: ScriptDialect, in folder: String) -> [CorpusScript] {
        let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Corpus")
        let contents = try? FileManager.default.contentsOfDirectory(
            at: corpus.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        return (contents ?? []).filter { $0.pathExtension == "sql" }.sorted { $0.path < $1.path }.map { file in
            let name = "\(folder)/\(file.deletingPathExtension().lastPathComponent)"
            return CorpusScript(name: name, dialect: dialect, source: file)
        }
    }
}

/// Every script of the corpus becomes what stands beside it. `SWIFTWAY_RECORD=1` writes that anew and fails, so that the
/// difference is read before it is kept.
@Suite struct CorpusTests {
    @Test(arguments: CorpusScript.all)
    func splitsAsRecorded(_ script: CorpusScript) throws {
        let summary = try summary(of: script)
        if ProcessInfo.processInfo.environment["SWIFTWAY_RECORD"] != nil {
            try Data(summary.utf8).write(to: script.expectation)
            Issue.record("recorded; look at the difference")
            return
        }
        let recorded = try Data(contentsOf: script.expectation)
        #expect(summary == String(decoding: recorded, as: UTF8.self))
    }

    @Test func corpusIsThere() {
        #expect(CorpusScript.all(of: .postgreSQL).count >= 200)
        #expect(CorpusScript.all(of: .sqlite).count >= 75)
    }

    private func summary(of script: CorpusScript) throws -> String {
        var scanner = ScriptScanner(try script.bytes, options: script.options)
        var lines: [String] = []
        do {
            while let statement = try scanner.nextStatement() { lines += summary(of: statement) }
        } catch {
            lines.append("error at \(error.location), statement at \(error.statementStart)")
            lines += error.message.split(separator: "\n", omittingEmptySubsequences: false).map { "! \($0)" }
        }
        return lines.map { "\($0)\n" }.joined()
    }

    private func summary(of statement: ScriptStatement) -> [String] {
        var facts = [statement.kind.rawValue]
        if !statement.isTransactional { facts.append("outside of transactions") }
        if statement.isTransactional != statement.isTransactionalForFlyway { facts.append("Flyway knows nothing") }
        if statement.action != .ordinary { facts.append(summary(of: statement.action)) }
        let place = statement.location
        var lines = ["\(place.line):\(place.column) to \(statement.endLine): \(facts.joined(separator: ", "))"]
        lines += visible(statement.sql).map { "| \($0)" }
        if let data = statement.data {
            lines.append("\(statement.copyData?.count ?? 0) bytes of data")
            lines += visible(data).map { "> \($0)" }
        }
        if let skipped = statement.skippedText { lines.append("skipped: \(skipped)") }
        return lines
    }

    private func summary(of action: StatementAction) -> String {
        switch action {
        case .ordinary: ""
        case .transaction(let control): "\(control)".replacingOccurrences(of: "(chained: false)", with: "")
        case .concurrently(let operation): "concurrently: \(summary(of: operation))"
        case .setsLockTimeout: "sets lock_timeout"
        case .addsEnumValue(let type): "adds a value to \(name(type))"
        case .runsProgram: "runs a program"
        case .foreignKeysPragma(_, let enforced):
            enforced.map { "foreign keys \($0 ? "on" : "off")" } ?? "asks for foreign keys"
        case .dropsTable(let table): "drops \(name(table))"
        case .renamesTable(let table): "renames \(name(table))"
        }
    }

    private func summary(of operation: ConcurrentOperation) -> String {
        switch operation {
        case .createIndex(let index, let table, let ifNotExists):
            "create \(index ?? "some index") on \(name(table))\(ifNotExists ? " if missing" : "")"
        case .dropIndex(let indexes): "drop \(indexes.map(name).joined(separator: ", "))"
        case .reindex(let target, let object): "reindex \(target.rawValue) \(name(object))"
        case .detachPartition(let partition, let table): "detach \(name(partition)) from \(name(table))"
        }
    }

    private func name(_ object: ObjectName?) -> String {
        guard let object else { return "nothing named" }
        return object.schema.map { "\($0).\(object.name)" } ?? object.name
    }

    /// The lines of a text; carriage returns would not be seen in a difference.
    private func visible(_ text: String) -> [String] {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { line in line.map { $0 == "\r" ? "<CR>" : String($0) }.joined() }
    }
}
