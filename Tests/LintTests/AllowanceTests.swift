import SwiftwayCore
import SwiftwayDatabase
import SwiftwayLint
import Testing

/// Findings that somebody takes the responsibility for.
@Suite struct AllowanceTests {
    private static func ids(_ text: String) -> [String] {
        Linting.findings(in: [text], LintOptions(kind: .sqlite)).map(\.rule.id)
    }

    @Test(arguments: [
        "-- swiftway:allow ban-drop-table nobody reads it\nDROP TABLE users;",
        "DROP TABLE users; -- swiftway:allow ban-drop-table nobody reads it",
        "DROP TABLE users; -- swiftway:allow ban-drop-table nobody reads it\nSELECT 1;",
        "DROP TABLE -- swiftway:allow ban-drop-table: nobody reads it\n  users;",
        "/* swiftway:allow ban-drop-table nobody reads it */ DROP TABLE users;",
        "/*\n * swiftway:allow ban-drop-table nobody reads it\n */\nDROP TABLE users;",
        "-- swiftway:allow ban-drop-table, unbounded-dml nobody reads it\nDROP TABLE users;",
        "-- swiftway:allow-file ban-drop-table nobody reads them\nSELECT 1;\nDROP TABLE users;\nDROP TABLE b;",
        "-- swiftway:allow-file ban-drop-table nobody reads it\n-- swiftway:allow unbounded-dml all are old\nDELETE FROM a;\nDROP TABLE b;",
    ]) func aReasonIsEnough(_ text: String) {
        #expect(Self.ids(text).isEmpty, "\(text)")
    }

    @Test func withoutAReasonBothAreTold() {
        #expect(
            Self.ids("-- swiftway:allow ban-drop-table\nDROP TABLE users;") == [
                "ban-drop-table", "allow-without-reason",
            ])
    }

    @Test func itHoldsForItsStatementAlone() {
        let text = "-- swiftway:allow ban-drop-table gone\nDROP TABLE a;\nDROP TABLE b;"
        let findings = Linting.findings(in: [text], LintOptions(kind: .sqlite))
        #expect(findings.map(\.rule.id) == ["ban-drop-table"])
        #expect(findings.map(\.line) == [3])
    }

    @Test(arguments: [
        "-- swiftway:allow ban-drop-table gone\nSELECT 1;", "SELECT 1;\n\n-- swiftway:allow ban-drop-table gone\n",
        "SELECT 1;\n-- swiftway:allow-file ban-drop-table gone\nSELECT 2;",
    ]) func whatIsNotNeededIsTold(_ text: String) {
        #expect(Self.ids(text) == ["unused-ignore"], "\(text)")
    }

    @Test func anUnknownRuleIsToldWithAnother() {
        let findings = Linting.findings(
            in: ["-- swiftway:allow ban-drop-tabel gone\nSELECT 1;"], LintOptions(kind: .sqlite))
        #expect(findings.map(\.rule.id) == ["unknown-rule"])
        #expect(findings.first?.remedy == "Did you mean 'ban-drop-table'?")
    }

    @Test func inAStringItMeansNothing() {
        #expect(
            Self.ids("INSERT INTO a VALUES ('-- swiftway:allow ban-drop-table x');\nDROP TABLE a;") == [
                "ban-drop-table"
            ])
    }

    @Test func itsPlaceIsThatOfTheComment() {
        let findings = Linting.findings(
            in: ["SELECT 1;\n  -- swiftway:allow unbounded-dml\nSELECT 2;"], LintOptions(kind: .sqlite))
        #expect(findings.map { "\($0.line ?? 0):\($0.column ?? 0)" } == ["2:3"])
    }
}
