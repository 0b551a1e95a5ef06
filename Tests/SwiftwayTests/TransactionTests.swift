import Swiftway
import TestSupport
import Testing

/// What stays of a migration that fails, and that its row comes and goes with it.
@Suite("Transactions", .fewAtOnce) struct TransactionTests {
    private static let first = ["V1__a.sql": "CREATE TABLE a (x INT);"]

    @Test(arguments: DatabaseKind.allCases) func aFailureLeavesNothing(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.first)
        try project.write(
            "CREATE TABLE b (x INT);\nINSERT INTO a VALUES (1);\nINSERT INTO nowhere VALUES (1);", to: "V2__b.sql")
        try project.write("CREATE TABLE c (x INT);", to: "V3__c.sql")
        let error = try #require(await project.migrateFails())
        #expect(error.code == .failedVersionedMigration)
        #expect(error.report?.migrations.map(\.version) == ["1"])
        #expect(try #require(error.advice).contains("was rolled back whole and is not recorded"))
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
        #expect(try project.database.tables() == ["a"])
        #expect(try project.database.column("SELECT count(*) FROM a") == ["0"])

        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        #expect(try await project.migrate().migrations.map(\.version) == ["2", "3"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__b.sql", "3: 3 SQL V3__c.sql"])
    }

    @Test(arguments: DatabaseKind.allCases) func aFailingRepeatableLeavesNothing(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.first)
        try project.write("INSERT INTO a VALUES (1); INSERT INTO nowhere VALUES (1);", to: "R__b.sql")
        #expect(try #require(await project.migrateFails()).code == .failedRepeatableMigration)
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
        #expect(try project.database.column("SELECT count(*) FROM a") == ["0"])
    }

    @Test(arguments: DatabaseKind.allCases) func withoutATransactionAFailureIsRecorded(kind: DatabaseKind) async throws
    {
        let project = try Project(kind, Self.first)
        try project.write("CREATE TABLE b (x INT);\nINSERT INTO nowhere VALUES (1);", to: "V2__b.sql")
        try project.write("executeInTransaction=false", to: "V2__b.sql.conf")
        #expect(await project.migrateFails() != nil)
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__b.sql failed"])
        #expect(try project.database.tables() == ["a", "b"])

        // Nobody has looked after it: it fails again, at the same statement.
        #expect(try #require(await project.migrateFails()).failure?.line == 2)
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__b.sql failed"])
        let validation = try await project.migrator().validate()
        #expect(
            validation.invalid.map(\.message).contains { $0.contains("Detected failed migration to version 2 (b).") })

        _ = try await project.migrator().repair()
        try project.write("CREATE TABLE c (x INT);", to: "V2__b.sql")
        #expect(try await project.migrate().migrations.map(\.version) == ["2"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__b.sql"])
    }

    /// A trigger that refuses the row of version 2 takes the migration with it.
    @Test(arguments: DatabaseKind.allCases) func withoutItsRowThereIsNoMigration(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.first)
        try await project.migrate()
        try project.database.rows(
            kind == .sqlite
                ? """
                CREATE TRIGGER refuse BEFORE INSERT ON flyway_schema_history
                BEGIN SELECT RAISE(ABORT, 'not this one'); END
                """
                : """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE 'not this one'; END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON flyway_schema_history EXECUTE FUNCTION refuse()
                """)
        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        let error = try #require(await project.migrateFails())
        #expect(error.message.hasPrefix("Unable to insert row for version '2' in Schema History table"))
        #expect(try #require(error.databaseError).message.contains("not this one"))
        #expect(try project.database.tables() == ["a"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
    }

    /// On PostgreSQL every row tells which transaction wrote it.
    @Test func eachMigrationAndItsRowAreOneTransaction() async throws {
        let project = try Project(.postgreSQL)
        for version in 1...3 {
            try project.write("CREATE TABLE t\(version) AS SELECT 1 AS x;", to: "V\(version)__t.sql")
        }
        try await project.migrate()
        let together = try project.database.column(
            """
            SELECT version FROM flyway_schema_history AS h WHERE
                CASE version WHEN '1' THEN h.xmin = (SELECT xmin FROM t1) WHEN '2' THEN h.xmin = (SELECT xmin FROM t2)
                ELSE h.xmin = (SELECT xmin FROM t3) END ORDER BY 1
            """)
        #expect(together == ["1", "2", "3"])
        #expect(try project.database.rows("SELECT DISTINCT xmin FROM flyway_schema_history").count == 3)
    }

    @Test func aScriptsOwnBeginAndCommitStayInItOnPostgreSQL() async throws {
        let project = try Project(.postgreSQL, ["V1__a.sql": "BEGIN;\nCREATE TABLE a AS SELECT 1 AS x;\nCOMMIT;"])
        try await project.migrate()
        #expect(
            try project.database.column("SELECT 'both' FROM a JOIN flyway_schema_history AS h ON a.xmin = h.xmin") == [
                "both"
            ])
        #expect(project.log.lines.contains { $0.contains("there is already a transaction in progress") })
        try project.write("BEGIN;\nCREATE TABLE b (x INT);\nINSERT INTO nowhere VALUES (1);\nCOMMIT;", to: "V2__b.sql")
        #expect(await project.migrateFails() != nil)
        #expect(try project.database.tables() == ["a"])
    }

    @Test(arguments: DatabaseKind.allCases) func aCommitInTheMiddleEndsTheProtection(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.first)
        try project.write(
            "INSERT INTO a VALUES (1);\nCOMMIT;\nINSERT INTO a VALUES (2);\nINSERT INTO nowhere VALUES (1);",
            to: "V2__b.sql")
        let error = try #require(await project.migrateFails())
        #expect(try project.database.column("SELECT x FROM a") == ["1"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
        #expect(
            try #require(error.advice).contains("It ended the transaction in line 2: what was done up to there stays"))
        #expect(!project.log.lines.contains("Changes successfully rolled back."))
        #expect(project.log.lines.contains { $0.hasPrefix("V2__b.sql ended the transaction it ran in") })

        try project.write("INSERT INTO a VALUES (3);\nCOMMIT;\nINSERT INTO a VALUES (4);", to: "V2__b.sql")
        try await project.migrate()
        #expect(try project.database.column("SELECT x FROM a ORDER BY 1") == ["1", "3", "4"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__b.sql"])
    }

    /// A constraint that is checked when the transaction ends is still this migration's failure.
    @Test func whatFailsAtTheCommitIsRolledBackToo() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql":
                    "CREATE TABLE a (x INT PRIMARY KEY, y INT REFERENCES a (x) DEFERRABLE INITIALLY DEFERRED);",
                "V2__b.sql": "INSERT INTO a VALUES (1, 2);",
            ])
        for group in [false, true] {
            let error = try #require(await project.migrateFails { $0.execution.group = group })
            #expect(error.databaseError?.sqlState == "23503")
            #expect(try #require(error.advice).contains("was rolled back whole"))
        }
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
    }

    /// The server ends the session in the middle: it rolls back, and nobody asks the dead connection for more.
    @Test func aLostConnectionLeavesNothing() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);",
                "V2__b.sql": "INSERT INTO a VALUES (1);\nSELECT pg_terminate_backend(pg_backend_pid());",
            ])
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.category == .connectionLost)
        #expect(error.failure?.line == 2)
        #expect(error.report?.migrations.map(\.version) == ["1"])
        #expect(try project.database.column("SELECT count(*) FROM a") == ["0"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
        try project.write("INSERT INTO a VALUES (1);", to: "V2__b.sql")
        #expect(try await project.migrate().migrations.map(\.version) == ["2"])
    }
}
