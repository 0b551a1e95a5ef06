import Foundation
import SwiftwayCore
import SwiftwayDatabase
import SwiftwayGrammar
import SwiftwayLint
import Testing

/// Migrations whose dangers are known, each linted by itself.
@Suite(.enabled(if: PostgreSQLGrammar.version != nil)) struct CorpusTests {
    private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Corpus/postgresql")

    static func files(_ folder: String) -> [URL] {
        let files = try? FileManager.default.contentsOfDirectory(
            at: corpus.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        return (files ?? []).filter { $0.pathExtension == "sql" }.sorted { $0.path < $1.path }
    }

    @Test func thereAreFiles() {
        #expect(Self.files("dangerous").count > 100)
        #expect(Self.files("safe").count > 60)
    }

    @Test(arguments: files("dangerous")) func whatIsDangerousIsFound(_ file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        let rule = try #require(text.split(separator: "\n").first?.split(separator: " ").last.map(String.init))
        let findings = Linting.findings(in: [text])
        #expect(findings.contains { $0.rule.id == rule }, "\(rule): \(findings.map(\.text).joined(separator: "\n"))")
    }

    @Test(arguments: files("safe")) func whatIsSafeIsSilent(_ file: URL) throws {
        let findings = Linting.findings(in: [try String(contentsOf: file, encoding: .utf8)])
        #expect(findings.isEmpty, "\(findings.map(\.text).joined(separator: "\n"))")
    }
}
