import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// Reports for other programs, written by the real program.
@Suite("Reports", .fewAtOnce) struct ReportTests {
    private static let broken = [
        "sql/V1__a.sql": "CREATE TABLE a (x INT);", "sql/V2__b.sql": "SELECT 1;\nSELECT 'never closed;",
        "sql/V3__empty.sql": "", "sql/v4__lower.sql": "SELECT 1;",
    ]

    // MARK: Findings

    @Test func findingsAreReportedInAllForms() async throws {
        let program = try Program(Self.broken)
        let output = try await program.run(
            "validate", "-databaseType=postgresql", "-report=sarif:out/new/a.sarif,junit:out/b.xml,github")
        #expect(output.status == 1)
        let sarif = try SARIF(program, "out/new/a.sarif")
        #expect(sarif.places == ["sql/V2__b.sql:2:8", "sql/V3__empty.sql:1", "sql/v4__lower.sql:1"])
        #expect(sarif.levels == ["error", "warning", "error"])
        #expect(sarif.isSuccessful == [true])
        let junit = try JUnit(program, "out/b.xml")
        #expect(junit.failures == ["sql/V2__b.sql", "sql/v4__lower.sql"])
        #expect(junit.cases == ["sql/V1__a.sql", "sql/V2__b.sql", "sql/V3__empty.sql", "sql/v4__lower.sql"])
        let annotations = output.lines.filter { $0.hasPrefix("::") }
        #expect(annotations.count == 3)
        #expect(annotations.first?.hasPrefix("::error file=sql/V2__b.sql,line=2,col=8,title=syntax-error::") == true)
        #expect(try program.folder.names("out") == ["b.xml", "new"])
    }

    @Test func lintReportsWhatItHasLinted() async throws {
        let program = try Program([
            "sql/V1__a.sql": "CREATE TABLE a (x INT);", "sql/V2__b.sql": "DROP TABLE a;", "sql/notes.sql": "SELECT 1;",
        ])
        let output = try await program.run("lint", "-databaseType=sqlite", "-report=junit:b.xml")
        #expect(output.status == 1)
        let junit = try JUnit(program, "b.xml")
        #expect(junit.failures == ["sql/V2__b.sql"])
        #expect(junit.cases == ["sql/V1__a.sql", "sql/V2__b.sql"])
    }

    @Test func whatIsCleanIsReportedToo() async throws {
        let program = try Program(["sql/V1__a.sql": "CREATE TABLE a (x INT);"])
        try program.folder.write("an older report", to: "b.xml")
        let output = try await program.run("validate", "-report=sarif:a.sarif,junit:b.xml,github", "-q")
        #expect(output.status == 0)
        #expect(output.text == "")
        #expect(try SARIF(program, "a.sarif").places == [])
        let junit = try JUnit(program, "b.xml")
        #expect(junit.cases == ["sql/V1__a.sql"])
        #expect(junit.failures == [])
    }

    @Test func textShowsWarningsAmongErrorsAndCounts() async throws {
        let program = try Program(Self.broken)
        let output = try await program.run("validate", "-databaseType=postgresql")
        let lines = output.errors.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map(String.init)
        #expect(lines.first == "ERROR: Validate failed: 2 errors")
        #expect(
            lines.dropFirst().map { $0.prefix { $0 != " " } } == [
                "sql/V2__b.sql:2:8:", "sql/V3__empty.sql:", "sql/v4__lower.sql:", "2",
            ])
        #expect(lines.last == "2 errors, 1 warning in 3 of 4 files")
        let clean = try Program(["sql/V3__empty.sql": ""])
        let warned = try await clean.run("validate", "-databaseType=postgresql")
        #expect(warned.status == 0)
        #expect(warned.errors == "")
        #expect(warned.lines.suffix(2) == ["1 warning in 1 of 1 file", ""])
    }

    @Test func jsonTellsEveryFindingInFull() async throws {
        let program = try Program(Self.broken)
        let output = try await program.run("validate", "-databaseType=postgresql", "-outputType=json", "-report=github")
        #expect(output.status == 1)
        // One document and nothing else, with annotations asked for.
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any])
        let finding = try #require((document["findings"] as? [[String: Any]])?.first)
        #expect(finding["rule"] as? String == "syntax-error")
        #expect(finding["severity"] as? String == "error")
        #expect(finding["file"] as? String == "sql/V2__b.sql")
        #expect((finding["filepath"] as? String)?.hasSuffix("/sql/V2__b.sql") == true)
        #expect(finding["line"] as? Int == 2)
        #expect(finding["column"] as? Int == 8)
        #expect((finding["documentation"] as? String)?.hasSuffix("/rules/syntax-error.md") == true)
        #expect(Set(finding.keys).isSuperset(of: ["message", "remedy"]))
        #expect(output.errors.split(separator: "\n").count { $0.hasPrefix("::") } == 3)
    }

    @Test func pathsStartAtTheRootOfTheRepository() async throws {
        let program = try Program(["app/db/sql/V1__a.sql": "", ".git/HEAD": "ref: refs/heads/main\n"])
        let output = try await program.run("validate", "-workingDirectory=app/db", "-report=sarif:out.sarif,github")
        #expect(output.status == 0)
        #expect(output.lines.contains { $0.hasPrefix("::warning file=app/db/sql/V1__a.sql,") })
        #expect(try SARIF(program, "app/db/out.sarif").places == ["app/db/sql/V1__a.sql:1"])
    }

    // MARK: Errors

    @Test(arguments: ["flyway.nonsense=1", "flyway.url=jdbc:nothing:x"])
    func anErrorThatEndsTheRunIsReported(configuration: String) async throws {
        let program = try Program(["flyway.conf": configuration, "sql/V1__a.sql": "SELECT 1;"])
        let output = try await program.run("validate", "-report=sarif:a.sarif,junit:b.xml,github")
        #expect(output.status == 1)
        let sarif = try SARIF(program, "a.sarif")
        #expect(sarif.isSuccessful == [false])
        #expect(sarif.notifications.count == 1)
        #expect(sarif.places == [])
        let junit = try JUnit(program, "b.xml")
        #expect(junit.cases == ["swiftway validate"])
        #expect(junit.errors == ["swiftway validate"])
        #expect(output.lines.contains { $0.hasPrefix("::error title=swiftway validate::") })
    }

    @Test func aCommandBeforeThatFailsIsReported() async throws {
        let program = try Program(["sql/V1__a.sql": "CREATE TABLE a (x INT);\nSELECT * FROM nowhere;"])
        let output = try await program.run(
            "migrate", "validate", "-url=sqlite:a.db", "-report=sarif:a.sarif,junit:b.xml")
        #expect(output.status == 1)
        #expect(try JUnit(program, "b.xml").failures == ["sql/V1__a.sql"])
        let sarif = try SARIF(program, "a.sarif")
        #expect(sarif.isSuccessful == [false])
        #expect(sarif.notifications.first?.contains("no such table: nowhere") == true)
    }

    @Test func reportsHoldNoSecrets() async throws {
        let program = try Program(["sql/V1__a.sql": "SELECT 1;"])
        let output = try await program.run(
            "validate", "-url=jdbc:postgresql://localhost:1/x?user=u&password=geheim", "-password=geheim",
            "-report=sarif:a.sarif,junit:b.xml,github")
        #expect(output.status == 1)
        #expect(try SARIF(program, "a.sarif").notifications.first?.contains("refused") == true)
        for text in [output.text, try program.folder.text("a.sarif"), try program.folder.text("b.xml")] {
            #expect(!text.contains("geheim"))
        }
    }

    @Test func aReportThatCannotBeWrittenIsAnError() async throws {
        let program = try Program(["sql/V1__a.sql": "SELECT 1;", "taken": ""])
        let path = "taken/a.sarif"
        let output = try await program.run("validate", "-report=sarif:\(path),junit:b.xml")
        #expect(output.status == 1)
        #expect(output.errors.contains("Unable to write the report \(path): Not a directory"))
        #expect(program.folder.has("b.xml"), "the others are written all the same")
        let json = try await program.run("validate", "-report=sarif:sql", "-outputType=json")
        #expect(json.status == 1)
        #expect(json.errors.contains("Unable to write the report sql: Is a directory"))
        #expect(try JSONSerialization.jsonObject(with: Data(json.text.utf8)) is [String: Any])
    }

    @Test func linksStayAndDevicesAreWrittenTo() async throws {
        let program = try Program(["sql/V1__a.sql": "SELECT 1;", "real/a.sarif": ""])
        try FileManager.default.createSymbolicLink(
            atPath: program.folder.path(of: "link.sarif"), withDestinationPath: "real/a.sarif")
        let output = try await program.run("validate", "-report=sarif:link.sarif,junit:/dev/null")
        #expect(output.status == 0)
        #expect(try SARIF(program, "real/a.sarif").isSuccessful == [true])
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: program.folder.path(of: "link.sarif"))
                == "real/a.sarif")
        #expect(FileManager.default.fileExists(atPath: "/dev/null"))
        #expect(try program.folder.names("real") == ["a.sarif"])
    }

    // MARK: With a database

    @Test(arguments: DatabaseKind.allCases) func theHistoryIsReported(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        _ = try await shack.run("migrate")
        try shack.write("INSERT INTO band VALUES ('40m');", to: "V2__fill_band.sql")
        try FileManager.default.removeItem(atPath: shack.program.folder.path(of: "sql/V1__create_band.sql"))
        try shack.write("SELECT 1;", to: "V0.1__late.sql")
        let output = try await shack.run("info", "validate", "-report=sarif:a.sarif,junit:b.xml,github")
        #expect(output.status == 1)
        let sarif = try SARIF(shack.program, "a.sarif")
        #expect(sarif.places.sorted() == [".:1", "sql/V0.1__late.sql:1", "sql/V2__fill_band.sql:1"])
        #expect(Set(sarif.rules) == ["pending-migration", "checksum-mismatch", "missing-migration"])
        let junit = try JUnit(shack.program, "b.xml")
        #expect(junit.failures.sorted() == ["sql/V0.1__late.sql", "sql/V2__fill_band.sql", "validate"])
        #expect(
            output.lines.contains { $0.hasPrefix("::error file=sql/V2__fill_band.sql,title=checksum-mismatch::") })
        // Flyway's status, which reports do not change.
        let json = try await shack.run("validate", "-outputType=json", "-report=sarif:a.sarif")
        #expect(json.status == 0)
    }
}

extension TemporaryFolder {
    func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }

    fileprivate func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(of: folder)).sorted()
    }
}

/// A SARIF file as a program that reads them sees it.
private struct SARIF {
    var places: [String] = []
    var levels: [String?] = []
    var rules: [String?] = []
    var isSuccessful: [Bool?] = []
    var notifications: [String] = []

    init(_ program: Program, _ path: String) throws {
        let log = try #require(try JSONSerialization.jsonObject(with: program.folder.data(path)) as? [String: Any])
        let runs = try #require(log["runs"] as? [[String: Any]])
        #expect(runs.count == 1)
        for result in try #require(runs[0]["results"] as? [[String: Any]]) {
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            let physical = try #require(location["physicalLocation"] as? [String: [String: Any]])
            let region = try #require(physical["region"] as? [String: Int])
            let uri = try #require(physical["artifactLocation"]?["uri"] as? String)
            let parts = [uri] + [region["startLine"], region["startColumn"]].compactMap { $0.map { "\($0)" } }
            places.append(parts.joined(separator: ":"))
            levels.append(result["level"] as? String)
            rules.append(result["ruleId"] as? String)
        }
        for invocation in try #require(runs[0]["invocations"] as? [[String: Any]]) {
            isSuccessful.append(invocation["executionSuccessful"] as? Bool)
            for notification in invocation["toolExecutionNotifications"] as? [[String: Any]] ?? [] {
                notifications.append((notification["message"] as? [String: String])?["text"] ?? "")
            }
        }
    }
}
