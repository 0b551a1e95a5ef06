import SwiftwayCore
import SwiftwayDatabase
import SwiftwayGrammar
import SwiftwayLint
import Testing

/// What the linter knows beside the statement.
@Suite(.enabled(if: PostgreSQLGrammar.version != nil)) struct ContextTests {
    private static func ids(
        _ texts: String..., change: (inout LintOptions) -> Void = { _ in }, executeInTransaction: Bool? = nil,
        reporting: Set<String>? = nil
    ) -> [String] {
        var options = LintOptions(kind: .postgreSQL)
        change(&options)
        return Linting.findings(
            in: texts, options, executeInTransaction: executeInTransaction,
            isReported: { reporting?.contains($0.script) ?? true }
        ).map(\.rule.id)
    }

    // MARK: New tables

    @Test func aTableIsNewToItsFileAlone() {
        #expect(
            Self.ids("CREATE TABLE a (id bigint);", "CREATE INDEX i ON a (id);") == [
                "require-concurrent-index-creation"
            ])
    }

    @Test func aTableIsNewToWhatIsDeployedWithIt() {
        let together = { (options: inout LintOptions) in options.newPaths = ["/V1.sql", "/V2.sql", "/V3.sql"] }
        #expect(Self.ids("CREATE TABLE a (id bigint);", "CREATE INDEX i ON a (id);", change: together) == [])
        #expect(
            Self.ids(
                "CREATE TABLE a (id bigint);", "CREATE INDEX i ON a (id);", change: { $0.newPaths = ["/V2.sql"] },
                reporting: ["V2.sql"])
                == ["require-concurrent-index-creation"])
        #expect(
            Self.ids(
                "CREATE TABLE a (id bigint);", "ALTER TABLE a RENAME TO b;", "ALTER TABLE b DROP COLUMN id;",
                change: together) == [])
    }

    @Test func ifNotExistsIsNotNewElsewhere() {
        #expect(
            Self.ids(
                "CREATE TABLE a (id bigint);", "CREATE TABLE IF NOT EXISTS a (id bigint);\nCREATE INDEX i ON a (id);")
                == ["require-concurrent-index-creation"])
    }

    @Test func namesHaveSchemas() {
        #expect(
            Self.ids("CREATE TABLE one.a (id bigint);\nCREATE INDEX i ON two.a (id);") == [
                "require-concurrent-index-creation"
            ])
        #expect(
            Self.ids("SET search_path = one, public;\nCREATE TABLE a (id bigint);\nCREATE INDEX i ON one.a (id);") == []
        )
        #expect(
            Self.ids(
                "SET search_path = one;\nCREATE TABLE a (id bigint);\nRESET search_path;\nCREATE INDEX i ON a (id);")
                == ["require-concurrent-index-creation"])
        #expect(
            Self.ids(
                "CREATE TABLE app.a (id bigint);\nCREATE INDEX i ON a (id);", change: { $0.defaultSchema = "app" })
                == [])
    }

    @Test func aLoadEndsNewness() {
        let load = "CREATE TABLE a (id bigint);\nINSERT INTO a SELECT id FROM b;\n"
        #expect(Self.ids(load + "CREATE INDEX i ON a (id);") == [])
        #expect(
            Self.ids(load + "CREATE INDEX i ON a (id);", executeInTransaction: false) == [
                "require-concurrent-index-creation"
            ])
        #expect(Self.ids(load + "ALTER TABLE a DROP COLUMN id;", executeInTransaction: false) == [])
    }

    // MARK: What earlier files say

    @Test func aValidatedCheckIsKnown() {
        let check = "ALTER TABLE a ADD CONSTRAINT c CHECK (x IS NOT NULL AND y IS NOT NULL) NOT VALID;"
        let validate = "ALTER TABLE a VALIDATE CONSTRAINT c;"
        let setNotNull = "ALTER TABLE a ALTER COLUMN y SET NOT NULL;"
        #expect(Self.ids(check, validate, setNotNull) == [])
        #expect(Self.ids(check, setNotNull) == ["adding-not-nullable-field"])
        #expect(
            Self.ids(check, validate, setNotNull, change: { $0.serverVersion = 11 }) == ["adding-not-nullable-field"])
        #expect(Self.ids(check + validate) == ["constraint-missing-not-valid"])
        #expect(Self.ids(check, validate, change: { $0.group = true }) == ["constraint-missing-not-valid"])
    }

    @Test(arguments: [
        ("varchar(10)", "varchar(20)", true), ("varchar(20)", "varchar(10)", false), ("varchar(10)", "text", true),
        ("text", "varchar", true), ("text", "varchar(10)", false), ("numeric(8,2)", "numeric(10,2)", true),
        ("numeric(8,2)", "numeric(10,3)", false), ("numeric(8,2)", "numeric", true), ("int", "bigint", false),
        ("timestamptz(3)", "timestamptz", true), ("timestamptz", "timestamptz(3)", false), ("cidr", "inet", true),
        ("json", "jsonb", false), ("char(3)", "char(5)", false), ("timestamp", "timestamptz", false),
    ]) func theOldTypeDecides(_ old: String, _ new: String, _ isSafe: Bool) {
        let ids = Self.ids("CREATE TABLE a (x \(old));", "ALTER TABLE a ALTER COLUMN x TYPE \(new);")
        #expect(ids.contains("changing-column-type") == !isSafe)
    }

    @Test func functionsSayHowVolatileTheyAre() {
        let alter = "ALTER TABLE a ADD COLUMN x int DEFAULT f();"
        #expect(Self.ids(alter) == ["adding-field-with-default"])
        #expect(Self.ids("CREATE FUNCTION f() RETURNS int STABLE LANGUAGE sql AS 'SELECT 1';", alter) == [])
        #expect(
            Self.ids("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';", alter) == [
                "adding-field-with-default"
            ])
    }

    // MARK: The runner

    @Test func theTransactionIsTheRunners() {
        let concurrently = "CREATE INDEX CONCURRENTLY i ON a (x);"
        #expect(Self.ids(concurrently) == [])
        #expect(Self.ids(concurrently, executeInTransaction: true) == ["ban-concurrent-index-creation-in-transaction"])
        let mixed = "ALTER TABLE a ADD COLUMN y int;\n" + concurrently
        #expect(Self.ids(mixed) == ["ban-concurrent-index-creation-in-transaction"])
        #expect(Self.ids(mixed, change: { $0.mixed = true }) == [])
        #expect(Self.ids("VACUUM a;\nUPDATE a SET x = 1 WHERE x = 2;") == ["mixed-transaction"])
    }

    @Test func locksEndWithTheTransaction() {
        let two = "ALTER TABLE a ADD COLUMN x int;\nALTER TABLE b ADD COLUMN x int;"
        #expect(Self.ids(two) == ["statement-after-access-exclusive"])
        #expect(Self.ids(two, executeInTransaction: false) == [])
        #expect(Self.ids("ALTER TABLE a ADD COLUMN x int;", "ALTER TABLE b ADD COLUMN x int;") == [])
        #expect(
            Self.ids(
                "ALTER TABLE a ADD COLUMN x int;", "ALTER TABLE b ADD COLUMN x int;", change: { $0.group = true }) == [
                    "statement-after-access-exclusive"
                ])
        let backfill = "ALTER TABLE a ADD COLUMN x int;\nUPDATE a SET x = 1;"
        #expect(Self.ids(backfill) == ["backfill-with-ddl"])
        #expect(Self.ids(backfill, executeInTransaction: false) == ["unbounded-dml"])
    }

    @Test func lockTimeoutIsTheRunners() {
        let alter = "ALTER TABLE a ADD COLUMN x int;"
        let endless = { (options: inout LintOptions) in options.waitsForLocksWithoutEnd = true }
        #expect(Self.ids(alter) == [])
        #expect(Self.ids(alter, change: endless) == ["require-lock-timeout"])
        #expect(Self.ids("SET lock_timeout = '1s';\n" + alter, change: endless) == [])
        #expect(Self.ids("SET lock_timeout = 0;\n" + alter, change: endless) == ["require-lock-timeout"])
    }

    @Test func theVersionDecides() {
        let alter = "ALTER TABLE a ADD COLUMN x int NOT NULL DEFAULT 1;"
        #expect(Self.ids(alter) == [])
        #expect(Self.ids(alter, change: { $0.serverVersion = 10 }) == ["adding-field-with-default"])
    }

    // MARK: Settings

    @Test func settingsChangeRules() {
        let drop = "DROP TABLE a;"
        #expect(Self.ids(drop, change: { $0.rules["ban-drop-table"] = .off }) == [])
        var options = LintOptions(kind: .postgreSQL)
        options.rules["ban-drop-table"] = .severity(.information)
        #expect(Linting.findings(in: [drop], options).map(\.severity) == [.information])
        options.rules = [:]
        options.gravest = .warning
        #expect(Linting.findings(in: [drop], options).map(\.severity) == [.warning])
    }

    @Test func aBeginThatDoesNothingIsNoWarning() {
        func severities(_ text: String) -> [Finding.Severity] { Linting.findings(in: [text]).map(\.severity) }
        #expect(
            severities("SET lock_timeout = '5s';\nBEGIN;\nALTER TABLE a ADD COLUMN b int;\nCOMMIT;") == [.information])
        // Only the first BEGIN finds a transaction open.
        #expect(severities("BEGIN;\nSELECT 1;\nCOMMIT;\nBEGIN;\nSELECT 2;\nCOMMIT;") == [.information])
        #expect(severities("SELECT 1;\nCOMMIT;\nSELECT 2;") == [.warning])
    }

    @Test func aTypeThatNoFileTellsMayBeVarchar() {
        func severities(_ texts: String...) -> [Finding.Severity] { Linting.findings(in: texts).map(\.severity) }
        let alter = "ALTER TABLE a ALTER COLUMN b TYPE text;"
        #expect(severities(alter) == [.warning])
        #expect(severities("ALTER TABLE a ALTER COLUMN b TYPE text USING b::text;") == [.error])
        #expect(severities("CREATE TABLE a (b int);", alter) == [.error])
        #expect(severities("CREATE TABLE a (b varchar(10));", alter) == [])
    }

    @Test func settingsStandBesideConcurrently() {
        let index = "CREATE INDEX CONCURRENTLY i ON a (b);"
        #expect(Self.ids("SET lock_timeout = '5s';\n\(index)\nRESET lock_timeout;") == [])
        #expect(Self.ids("SET ROLE owner;\n\(index)\nSELECT set_config('work_mem', '5MB', false);") == [])
        #expect(Self.ids("SET LOCAL lock_timeout = '5s';\n\(index)") == ["ban-set-local-outside-transaction"])
        #expect(Self.ids("SET LOCAL lock_timeout = '5s';\nALTER TABLE a ADD COLUMN b int;") == [])
        #expect(
            Self.ids("ALTER TABLE a ADD COLUMN b int;\n\(index)") == ["ban-concurrent-index-creation-in-transaction"])
        #expect(Self.ids("SET lock_timeout = '5s';\n\(index)", executeInTransaction: false) == [])
    }

    // MARK: Places

    @Test func placesAreThoseOfTheFile() {
        func place(_ text: String) -> [String] {
            Linting.findings(in: [text]).map { "\($0.line ?? 0):\($0.column ?? 0)" }
        }
        #expect(
            place("-- é\nALTER TABLE a\n  ADD COLUMN \"é\" text,\n  ADD COLUMN x uuid DEFAULT gen_random_uuid();") == [
                "4:14"
            ])
        #expect(place("ALTER TABLE a ADD COLUMN y int DEFAULT (ARRAY[1,2])[1],\n    DROP COLUMN z;") == ["2:5"])
        #expect(place("SELECT 'é';  DROP TABLE a;") == ["1:14"])
        #expect(place("DO $x$\nBEGIN\n  PERFORM 'é'; DROP TABLE a;\nEND $x$;") == ["3:16"])
        #expect(place("DO $$ BEGIN\n  ALTER TABLE a\n    ADD CONSTRAINT c CHECK (x > 0);\nEND $$;") == ["3:9"])
    }

    @Test func deepExpressionsDoNoHarm() {
        let sum = String(repeating: "1+", count: 50_000) + "1"
        let text = "ALTER TABLE a ADD COLUMN x int DEFAULT \(sum);\nCREATE TABLE b (x int CHECK (x > \(sum)));"
        #expect(Linting.findings(in: [text]).allSatisfy { $0.rule.id == "syntax-error" })
    }
}
