import Foundation
import SwiftwayCore
import Testing

/// What other programs are told, byte for byte where they are particular.
@Suite struct ReportFormatTests {
    private static let root = ReportRoot("/home/me/app")
    private static let started = CivilTime(
        year: 2026, month: 11, day: 22, hour: 10, minute: 38, second: 20, microsecond: 7)

    private static func finding(
        _ rule: Rule = .syntax, severity: Finding.Severity? = nil, _ path: String = "sql/V1__a.sql", line: Int? = nil,
        column: Int? = nil, message: String = "Wrong.", remedy: String? = nil
    ) -> Finding {
        Finding(
            rule, severity: severity, displayPath: path, absolutePath: path.isEmpty ? "" : "/home/me/app/\(path)",
            line: line, column: column, message: message, remedy: remedy)
    }

    private static func run(
        _ findings: [Finding] = [], files: [String] = [], failure: MigrationError? = nil
    ) -> CommandRun {
        CommandRun(
            command: "validate",
            files: files.map { CheckedFile(displayPath: $0, absolutePath: "/home/me/app/\($0)") }, findings: findings,
            failure: failure, started: started, milliseconds: 1234)
    }

    // MARK: Paths

    @Test(arguments: [
        ("/home/me/app/sql/V1__a.sql", "sql/V1__a.sql", true), ("/home/me/app", ".", true), ("", ".", true),
        ("/home/me/app/a b/100%,ü:.sql", "a%20b/100%25%2C%C3%BC%3A.sql", true),
        ("/home/me/apple/x.sql", "file:///home/me/apple/x.sql", false),
    ]) func pathsStartAtTheRoot(path: String, uri: String, isRelative: Bool) {
        let reference = Self.root.reference(path)
        #expect(reference.uri == uri)
        #expect(reference.isRelative == isRelative)
    }

    @Test func theRootMayBeTheRootOfTheSystem() {
        #expect(ReportRoot("/").relative("/sql/a.sql") == "sql/a.sql")
        #expect(ReportRoot("/").relative("/") == ".")
    }

    // MARK: GitHub

    @Test func annotationsAreEscaped() {
        let lines = GitHubAnnotations(root: Self.root).lines([
            Self.run([
                Self.finding(
                    .syntax, "sql/a,b:c%.sql", line: 3, column: 7, message: "100%: a,b\r\nsecond", remedy: "Do this."),
                Self.finding(.emptyFile, message: "Empty."),
                Self.finding(severity: .information, "", message: "Known."),
            ])
        ])
        #expect(
            lines == [
                "::error file=sql/a%2Cb%3Ac%25.sql,line=3,col=7,title=syntax-error::100%25: a,b%0D%0Asecond%0ADo this.",
                "::warning file=sql/V1__a.sql,title=empty-file::Empty.",
                "::notice title=syntax-error::Known.",
            ])
    }

    @Test func annotationsTellOfAnErrorThatEndedTheRun() {
        let error = MigrationError(code: .configuration, message: "No such thing.\n", advice: "Look again.")
        #expect(
            GitHubAnnotations(root: Self.root).lines([Self.run(failure: error)]) == [
                "::error title=swiftway validate::No such thing.%0ALook again."
            ])
    }

    // MARK: JUnit

    @Test func everyFileIsACase() {
        let document = JUnitReport(root: Self.root).document([
            Self.run(
                [
                    Self.finding(.syntax, "sql/V2__b.sql", line: 1, column: 2, message: "a < b & \"c\"\u{1B}[31m"),
                    Self.finding(.emptyFile, "sql/V2__b.sql", message: "Nothing."),
                    Self.finding(.emptyFile, "sql/V3__c.sql", message: "Empty."),
                    Self.finding(.migrationName, "sql/v4.sql", message: "Name."),
                ], files: ["sql/V1__a.sql", "sql/V2__b.sql", "sql/V3__c.sql"])
        ])
        #expect(
            document.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="swiftway" tests="4" failures="2" errors="0" skipped="0" time="1.234">
                  <testsuite name="swiftway validate" tests="4" failures="2" errors="0" skipped="0" time="1.234" \
                timestamp="2026-11-22T10:38:20" hostname="localhost">
                    <testcase name="sql/V1__a.sql" classname="swiftway.validate" time="0.000"/>
                    <testcase name="sql/V2__b.sql" classname="swiftway.validate" time="0.000">
                      <failure message="a &lt; b &amp; &quot;c&quot;\u{FFFD}[31m" type="syntax-error">\
                sql/V2__b.sql:1:2: error: a &lt; b &amp; &quot;c&quot;\u{FFFD}[31m [syntax-error]</failure>
                      <system-out>sql/V2__b.sql: warning: Nothing. [empty-file]</system-out>
                    </testcase>
                    <testcase name="sql/V3__c.sql" classname="swiftway.validate" time="0.000">
                      <system-out>sql/V3__c.sql: warning: Empty. [empty-file]</system-out>
                    </testcase>
                    <testcase name="sql/v4.sql" classname="swiftway.validate" time="0.000">
                      <failure message="Name." type="migration-name">sql/v4.sql: error: Name. [migration-name]</failure>
                    </testcase>
                  </testsuite>
                </testsuites>

                """)
    }

    @Test func anErrorIsABrokenCaseAndNothingIsACaseToo() {
        let error = MigrationError(code: .databaseConnection, message: "Refused\nby all", advice: "Try again.")
        let suites = JUnitReport(root: Self.root).document([Self.run(failure: error), Self.run()]).suites
        #expect(
            suites.map(\.cases) == [
                [
                    .init(
                        name: "swiftway validate", className: "swiftway.validate",
                        outcome: .broken(
                            .init(type: "DB_CONNECTION", message: "Refused", text: "Refused\nby all\n\nTry again.")))
                ], [.init(name: "no migrations found", className: "swiftway.validate")],
            ])
    }

    @Test func skippedCasesAreCounted() {
        let document = JUnitDocument([
            .init(
                name: "s", started: Self.started, milliseconds: 5,
                cases: [.init(name: "a", className: "c", milliseconds: 60_001, outcome: .skipped(reason: "not\ttried"))]
            )
        ])
        #expect(document.text.contains(#" tests="1" failures="0" errors="0" skipped="1" time="0.005""#))
        #expect(
            document.text.contains(
                #"classname="c" time="60.001">\#n      <skipped message="not&#9;tried"/>\#n    </testcase>"#))
    }

    // MARK: SARIF

    private static func sarif(_ runs: [CommandRun]) throws -> [String: Any] {
        let text = SARIFReport(root: root, version: "1.2.3").document(runs).text
        let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let all = try #require(log["runs"] as? [[String: Any]])
        #expect(all.count == 1, "GitHub takes one run of a tool")
        return try #require(all.first)
    }

    @Test func resultsPointToTheirRules() throws {
        let run = try Self.sarif([
            Self.run([
                Self.finding(line: 3, column: 7, message: "Bad.", remedy: "Mend it."),
                Self.finding(.emptyFile, "sql/V2__ü.sql"), Self.finding(severity: .information, ""),
            ])
        ])
        let driver = try #require((run["tool"] as? [String: [String: Any]])?["driver"])
        #expect(driver["name"] as? String == "swiftway")
        #expect(driver["semanticVersion"] as? String == "1.2.3")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == ["empty-file", "syntax-error"])
        #expect(rules.map { ($0["defaultConfiguration"] as? [String: String])?["level"] } == ["warning", "error"])
        #expect(rules.allSatisfy { ($0["helpUri"] as? String)?.hasPrefix("https://") == true })
        #expect(
            rules.allSatisfy { ($0["help"] as? [String: String])?["text"]?.isEmpty == false && $0["name"] == nil })
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.map { $0["ruleIndex"] as? Int } == [1, 0, 1])
        #expect(results.map { $0["level"] as? String } == ["error", "warning", "note"])
        #expect((results[0]["message"] as? [String: String])?["text"] == "Bad.\nMend it.")
        let places = try results.map { result in
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            return try #require(location["physicalLocation"] as? [String: [String: Any]])
        }
        #expect(
            places.map { $0["artifactLocation"]?["uri"] as? String } == ["sql/V1__a.sql", "sql/V2__%C3%BC.sql", "."])
        #expect(places.allSatisfy { $0["artifactLocation"]?["uriBaseId"] as? String == "%SRCROOT%" })
        #expect(
            places.map { $0["region"] as? [String: Int] } == [
                ["startLine": 3, "startColumn": 7], ["startLine": 1], ["startLine": 1],
            ])
        let invocations = try #require(run["invocations"] as? [[String: Any]])
        #expect(invocations.map { $0["executionSuccessful"] as? Bool } == [true])
    }

    @Test func fingerprintsOutliveNewLines() throws {
        func prints(_ findings: [Finding]) throws -> [String?] {
            try #require(try Self.sarif([Self.run(findings)])["results"] as? [[String: Any]])
                .map { ($0["partialFingerprints"] as? [String: String])?["swiftwayFinding/v1"] }
        }
        let before = try prints([
            Self.finding(line: 1, message: "Starts at line 1 col 8 and is open."), Self.finding(line: 2),
            Self.finding(line: 3),
            Self.finding(.syntax, "sql/V2__b.sql", line: 1),
        ])
        #expect(Set(before).count == 4)
        let after = try prints([
            Self.finding(line: 11, message: "Starts at line 11 col 80 and is open."), Self.finding(line: 12),
            Self.finding(line: 13),
            Self.finding(.syntax, "sql/V2__b.sql", line: 11),
        ])
        #expect(before == after)
    }

    @Test func anErrorIsANotification() throws {
        let error = MigrationError(code: .configuration, message: "No such thing.", advice: "Look again.")
        let run = try Self.sarif([Self.run(), Self.run(failure: error)])
        #expect((run["results"] as? [Any])?.isEmpty == true)
        let invocations = try #require(run["invocations"] as? [[String: Any]])
        #expect(invocations.map { $0["executionSuccessful"] as? Bool } == [true, false])
        let notification = try #require((invocations[1]["toolExecutionNotifications"] as? [[String: Any]])?.first)
        #expect((notification["message"] as? [String: String])?["text"] == "No such thing.\nLook again.")
        #expect((notification["descriptor"] as? [String: String])?["id"] == "CONFIGURATION")
    }

    // MARK: With a database

    @Test func whatDisagreesWithTheHistoryIsAFindingToo() {
        var report = ValidateReport(
            count: 2,
            invalid: [
                .init(
                    version: "1", description: "a", absolutePath: "/db/sql/V1__a.sql", code: .checksumMismatch,
                    message: "Mismatch"),
                .init(
                    version: "2", description: "b", absolutePath: nil, code: .appliedVersionedNotResolved,
                    message: "Gone"),
                .init(version: "3", description: "c", absolutePath: nil, code: .init(name: "NEW"), message: "New"),
            ])
        report.files = [CheckedFile(displayPath: "sql/V1__a.sql", absolutePath: "/db/sql/V1__a.sql")]
        #expect(report.allFindings.map(\.rule.id) == ["checksum-mismatch", "missing-migration", "invalid-migration"])
        #expect(report.allFindings.map(\.displayPath) == ["sql/V1__a.sql", "", ""])
        #expect(report.allFindings.allSatisfy { $0.rule.documentation.hasSuffix("/validate.md") })
        #expect(
            ValidateReport(count: 0, missingSchema: "app").allFindings.map(\.message) == [
                "Schema \"app\" doesn't exist yet"
            ])
    }

    @Test func findingsAreCounted() {
        var report = ValidateReport(count: 0)
        report.findings = [Self.finding(), Self.finding(line: 2), Self.finding(.emptyFile, "sql/V2__b.sql")]
        report.files = (1...40).map {
            CheckedFile(
                displayPath: "", absolutePath: "/home/me/app/sql/V\($0)__\($0 == 1 ? "a" : $0 == 2 ? "b" : "x").sql")
        }
        #expect(report.findingCounts == "2 errors, 1 warning in 2 of 40 files")
        report.findings = [Self.finding(severity: .information)]
        report.files = []
        #expect(report.findingCounts == "1 note in 1 of 1 file")
    }
}
