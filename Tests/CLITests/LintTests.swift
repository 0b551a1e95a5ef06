import Foundation
import SwiftwayGrammar
import TestSupport
import Testing

/// `swiftway lint` and `validate -lint`, as processes.
@Suite("Lint", .fewAtOnce) struct LintTests {
    private static let hasGrammar = PostgreSQLGrammar.version != nil

    @Test func findingsHavePlacesAndRules() async throws {
        let program = try Program([
            "sql/V1__a.sql": "CREATE TABLE a (x INT);", "sql/V2__b.sql": "SELECT 1;\n  DROP TABLE a;",
        ])
        let output = try await program.run("lint", "-databaseType=sqlite")
        #expect(output.status == 1)
        #expect(output.text.contains("Linting the files for SQLite"))
        #expect(
            output.errors.contains("sql/V2__b.sql:2:3: error: a is dropped, and all that is in it. [ban-drop-table]"))
        #expect(output.errors.contains("Lint failed: 1 error\n"))
    }

    @Test func withoutFindingsItSucceeds() async throws {
        let program = try Program(["sql/V1__a.sql": "CREATE TABLE a (x INT);\nDROP TABLE a;"])
        let output = try await program.run("lint", "-databaseType=sqlite")
        #expect(output.status == 0)
        #expect(output.text.contains("Successfully linted 1 file "))
    }

    @Test func theDocumentIsValidatesOwn() async throws {
        let program = try Program(["sql/V1__a.sql": "DELETE FROM a;"])
        let output = try await program.run("lint", "-databaseType=sqlite", "-outputType=json")
        #expect(output.status == 1)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any])
        #expect(document["operation"] as? String == "lint")
        let findings = try #require(document["findings"] as? [[String: Any]])
        #expect(findings.map { $0["rule"] as? String } == ["unbounded-dml"])
        #expect(findings.map { $0["line"] as? Int } == [1])
    }

    @Test func filesCanBeNamed() async throws {
        let program = try Program([
            "sql/V1__a.sql": "DROP TABLE a;", "sql/V2__b.sql": "DROP TABLE b;", "elsewhere.sql": "DROP TABLE c;",
        ])
        let one = try await program.run("lint", "sql/V2__b.sql", "-databaseType=sqlite")
        #expect(one.status == 1)
        #expect(one.errors.contains("sql/V2__b.sql:1:1"))
        #expect(!one.errors.contains("V1__a.sql"))
        let other = try await program.run("lint", "elsewhere.sql", "-databaseType=sqlite")
        #expect(other.errors.contains("elsewhere.sql:1:1"))
        let missing = try await program.run("lint", "nowhere.sql", "-databaseType=sqlite")
        #expect(missing.status == 1)
        #expect(missing.errors.contains("There is no file nowhere.sql"))
    }

    @Test func settingsAreOfRules() async throws {
        let program = try Program(["sql/V1__a.sql": "DROP TABLE a;"])
        #expect(try await program.run("lint", "-databaseType=sqlite", "-lintRules=ban-drop-table=off").status == 0)
        let capped = try await program.run("lint", "-databaseType=sqlite", "-lint=warn")
        #expect(capped.status == 0)
        #expect(capped.text.contains("WARNING: sql/V1__a.sql:1:1: warning"))
        let unknown = try await program.run("lint", "-databaseType=sqlite", "-lintRules=ban-drop-tabel=off")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("Did you mean 'ban-drop-table'?"))
    }

    @Test func validateLintsWhereItIsWanted() async throws {
        let program = try Program(["sql/V1__a.sql": "CREATE TABLE a (x INT);", "sql/V2__b.sql": "DROP TABLE a;"])
        #expect(try await program.run("validate", "-databaseType=sqlite").status == 0)
        let warned = try await program.run("validate", "-databaseType=sqlite", "-lint=warn")
        #expect(warned.status == 0)
        #expect(warned.text.contains("[ban-drop-table]"))
        let failed = try await program.run("validate", "-databaseType=sqlite", "-lint=error")
        #expect(failed.status == 1)
        #expect(failed.errors.contains("[ban-drop-table]"))
    }

    @Test func postgreSQLTakesTheGrammar() async throws {
        let program = try Program(["sql/V1__a.sql": "CREATE INDEX i ON a (x);"])
        let output = try await program.run("lint", "-serverVersion=15")
        #expect(output.status == 1)
        if Self.hasGrammar {
            #expect(output.text.contains("Linting the files for PostgreSQL 15, by the grammar of PostgreSQL "))
            #expect(output.errors.contains("sql/V1__a.sql:1:1: error"))
            #expect(output.errors.contains("[require-concurrent-index-creation]"))
            #expect(try await program.run("lint").text.contains("PostgreSQL 14, the oldest supported"))
        } else {
            #expect(output.errors.contains("no grammar of PostgreSQL"))
            let validated = try await program.run("validate", "-databaseType=postgresql", "-lint=error")
            #expect(validated.status == 0)
            #expect(validated.text.contains("no grammar of PostgreSQL"))
        }
    }

    @Test(.enabled(if: hasGrammar)) func aConfigurationBesideTheFileCounts() async throws {
        let program = try Program([
            "sql/V1__a.sql": "CREATE INDEX CONCURRENTLY ${name} ON a (x);",
            "sql/V1__a.sql.conf": "executeInTransaction=true",
        ])
        let output = try await program.run("lint", "-placeholders.name=i")
        #expect(output.errors.contains("[ban-concurrent-index-creation-in-transaction]"))
    }
}
