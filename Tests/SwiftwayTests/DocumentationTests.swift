import Foundation
import Swiftway
import TestSupport
import Testing

/// The catalogue's articles say what is so.
@Suite("Documentation", .fewAtOnce) struct DocumentationTests {
    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    /// Trimmed: samples are indented otherwise than the functions that they stand in.
    private static func lines(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }

    @Test func samplesAreWhatIsCompiledHere() throws {
        let catalogue = Self.tests.appendingPathComponent("../../Sources/Swiftway/Documentation.docc").standardized
        let compiled = try Self.lines(of: Self.tests.appendingPathComponent("DocumentationExamples.swift"))
        let files = try FileManager.default.contentsOfDirectory(at: catalogue, includingPropertiesForKeys: nil)
        var count = 0
        for file in files where file.pathExtension == "md" {
            for sample in try Self.lines(of: file).split(separator: "```swift", omittingEmptySubsequences: false)
                .dropFirst()
            {
                let sample = sample.prefix { $0 != "```" }
                let isCompiled = compiled.contains(Array(sample))
                #expect(isCompiled, "\(file.lastPathComponent): \(sample.joined(separator: "\n"))")
                count += 1
            }
        }
        #expect(count >= 13)
    }

    @Test(arguments: DatabaseKind.allCases) func samplesWork(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__station.sql":
                    "CREATE TABLE station (call_sign TEXT, area TEXT);\nINSERT INTO station (call_sign) VALUES ('DL1ABC');"
            ])
        try await DocumentationExamples.decide(project.migrator())
        try await DocumentationExamples.start(project.settings)
        try await DocumentationExamples.swift(project.settings).migrate()
        #expect(try project.database.rows("SELECT area FROM station") == [["DL"]])
        let values = try DocumentationExamples.settingsOfValues(address: project.database.url)
        #expect(values.connection.url == project.database.url)
        #expect(values.safety.lockRetryBudget == .seconds(120))
        #expect(DocumentationExamples.settings(password: "x").safety.lockTimeout == .seconds(2))
        #expect(DocumentationExamples.embeddedInCode().files.count == 1)
        var scripts: [String] = []
        try project.write("CREATE TABLE contact (call_sign TEXT);", to: "V4__contact.sql")
        let report = try await DocumentationExamples.progress(
            project.migrator { DocumentationExamples.olderRelease(&$0) }, show: { scripts.append($0) })
        #expect(report.migrations.map(\.version) == ["4"])
        #expect(scripts.first?.hasPrefix("V4__contact.sql: ") == true)
    }
}
