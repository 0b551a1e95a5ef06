import SwiftwayCore
import Testing

@Suite struct ValidationTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var files: String
        var rows: String
        var patterns = ["*:future"]
        var codes: [String]
        var testDescription: String { name }
    }

    static let examples: [Example] = [
        Example(name: "all applied", files: "V1 R:a=5", rows: "1 R:a=5", codes: []),
        Example(
            name: "pending", files: "V1 V2", rows: "1", codes: ["RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED"]),
        Example(name: "pending passed over", files: "V1 V2", rows: "1", patterns: ["*:pending"], codes: []),
        Example(
            name: "pending passed over by kind", files: "V1 V2 R:a=1", rows: "1", patterns: ["repeatable:pending"],
            codes: ["RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED"]),
        Example(
            name: "both kinds make all", files: "V1 V2 R:a=1", rows: "1",
            patterns: ["repeatable:pending", "versioned:pending"], codes: []),
        Example(
            name: "missing", files: "V2", rows: "1 2", codes: ["APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED"]),
        Example(name: "missing passed over", files: "V2", rows: "1 2", patterns: ["*:missing"], codes: []),
        Example(name: "future", files: "V1", rows: "1 2", codes: []),
        Example(
            name: "future not passed over", files: "V1", rows: "1 2", patterns: [],
            codes: ["APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED"]),
        Example(
            name: "late", files: "V1 V2 V3", rows: "1 3", codes: ["RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED"]),
        Example(name: "late passed over", files: "V1 V2 V3", rows: "1 3", patterns: ["*:ignored"], codes: []),
        Example(name: "failed", files: "V1 V2", rows: "1 !2", codes: ["FAILED_VERSIONED_MIGRATION"]),
        Example(name: "failed and future", files: "V1", rows: "1 !2", codes: []),
        Example(
            name: "outdated", files: "R:a=6", rows: "R:a=5",
            codes: ["OUTDATED_REPEATABLE_MIGRATION", "RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED"]),
        Example(name: "outdated in migrate", files: "R:a=6", rows: "R:a=5", patterns: ["*:pending"], codes: []),
        Example(name: "below a baseline", files: "V1 V2", rows: "BASELINE:2", codes: []),
        Example(
            name: "missing repeatable", files: "V1", rows: "1 R:a=5",
            codes: ["APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED"]),
    ]

    @Test(arguments: examples) func findings(_ example: Example) throws {
        let list = try StatusList(
            resolved: Notation.files(example.files), history: Notation.rows(example.rows), target: .latest,
            outOfOrder: false)
        let patterns = try example.patterns.map { try IgnorePattern($0) }
        let findings = Validation(patterns: patterns, appliedBaseline: list.appliedBaseline).findings(in: list)
        #expect(findings.map(\.code.name) == example.codes)
    }

    @Test func mismatchesNameBothSides() throws {
        var file = Notation.file("V1")
        file.checksum = 2
        file.rawChecksum = 2
        let list = try StatusList(
            resolved: [file], history: Notation.rows("1"), target: .latest, outOfOrder: false)
        let findings = Validation(patterns: [], appliedBaseline: nil).findings(in: list)
        #expect(findings.map(\.code) == [.checksumMismatch])
        #expect(
            findings.first?.message == """
                Migration checksum mismatch for migration version 1
                -> Applied to database : 1
                -> Resolved locally    : 2
                Either revert the changes to the migration, or run repair to update the schema history.
                """)
    }

    @Test func aRowWithoutChecksumMatches() throws {
        var rows = Notation.rows("1")
        rows[0].checksum = nil
        let list = try StatusList(resolved: Notation.files("V1"), history: rows, target: .latest, outOfOrder: false)
        #expect(Validation(patterns: [], appliedBaseline: nil).findings(in: list).isEmpty)
    }

    @Test func patternsAreRead() throws {
        #expect(try IgnorePattern(" Versioned : MISSING ") == IgnorePattern(kind: .versioned, state: .missing))
        for (text, message) in [
            ("X :missing", "Invalid migration type 'X '. Valid types are: [*, repeatable, versioned]"),
            ("*:x", "Invalid migration state 'x'. Valid states are: [*, missing, pending, ignored, future]"),
        ] {
            let error = #expect(throws: IgnorePattern.InvalidPattern.self) { try IgnorePattern(text) }
            #expect(error?.message == message)
        }
        for text in ["bogus", ":", "*::", "*:missing:x"] {
            #expect(throws: IgnorePattern.InvalidPattern.self) { try IgnorePattern(text) }
        }
        #expect(try IgnorePattern("*:missing::") == IgnorePattern(kind: .any, state: .missing))
    }
}
