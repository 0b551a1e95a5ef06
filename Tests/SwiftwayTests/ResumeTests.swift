import Foundation
import Swiftway
import SwiftwayCore
import TestSupport
import Testing

/// Migrations that run without a transaction and do not come to their end: nothing is left half done, and the next run
/// goes on where it ended.
@Suite("Resuming", .fewAtOnce) struct ResumeTests {
    private static let table = [
        "V1__t.sql": "CREATE TABLE t (id INT, name TEXT); INSERT INTO t VALUES (1, 'a'), (1, 'b');"
    ]
    private static let unique = """
        CREATE INDEX CONCURRENTLY t_name ON t (name);
        CREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id);
        CREATE INDEX CONCURRENTLY t_both ON t (id, name);
        """

    private func indexes(_ project: Project) throws -> [String] {
        try project.database.column(
            """
            SELECT indexrelid::regclass || CASE WHEN indisvalid THEN '' ELSE ' invalid' END FROM pg_index
            WHERE indrelid = 't'::regclass ORDER BY 1
            """)
    }

    private func note(_ project: Project) throws -> String? {
        try project.database.connect().note(
            on: QualifiedName(schema: project.database.schema, name: "flyway_schema_history"))
    }

    @Test func aFailedIndexLeavesNothingAndIsResumed() async throws {
        let project = try Project(.postgreSQL, Self.table.merging(["V2__index.sql": Self.unique]) { $1 })
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.sqlState == "23505")
        #expect(error.failure?.line == 2)
        #expect(try indexes(project) == ["t_name"])
        #expect(project.log.lines.contains { $0.hasPrefix("Dropped the invalid index \"public\".\"t_id\"") })
        #expect(try project.history().last == "2: 2 SQL V2__index.sql failed")

        // Nothing was done about it: it fails in the same way, and leaves nothing either.
        #expect(try #require(await project.migrateFails()).failure?.line == 2)
        #expect(try indexes(project) == ["t_name"])

        try project.database.rows("DELETE FROM t WHERE name = 'b'")
        try project.write("CREATE TABLE after (x INT);", to: "V3__after.sql")
        project.log.removeAll()
        let report = try await project.migrate()
        #expect(report.migrations.map(\.version) == ["2", "3"])
        #expect(
            project.log.lines.contains(
                "Resuming V2__index.sql at statement 2 of 3. The statement before it was applied by an earlier run."))
        #expect(try indexes(project) == ["t_both", "t_id", "t_name"])
        #expect(
            try project.history() == ["1: 1 SQL V1__t.sql", "2: 2 SQL V2__index.sql", "3: 3 SQL V3__after.sql"])
        #expect(try note(project) == nil)
        #expect(try await project.migrator().validate().succeeded)
    }

    /// `IF NOT EXISTS` takes an index that is broken for one that is there.
    @Test func anInvalidIndexNeverCountsAsSuccess() async throws {
        let project = try Project(.postgreSQL, Self.table)
        try await project.migrate()
        // Somebody else's, from outside.
        _ = try? project.database.rows("CREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id)")
        #expect(try indexes(project) == ["t_id invalid"])
        try project.write("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_id ON t (id);", to: "V2__index.sql")
        let error = try #require(await project.migrateFails())
        #expect(
            try #require(error.databaseError).message.contains("\"public\".\"t_id\" is there already, and is invalid"))
        #expect(try #require(error.databaseError?.hint).contains("DROP INDEX CONCURRENTLY \"public\".\"t_id\";"))
        // Not ours, so not ours to drop.
        #expect(try indexes(project) == ["t_id invalid"])
        try project.database.rows("DROP INDEX CONCURRENTLY t_id")
        try project.database.rows("DELETE FROM t WHERE name = 'b'")
        try await project.migrate()
        #expect(try indexes(project) == ["t_id"])
    }

    @Test func anUnnamedIndexIsFoundAgain() async throws {
        let project = try Project(.postgreSQL, Self.table)
        try project.write("CREATE UNIQUE INDEX CONCURRENTLY ON t (id);", to: "V2__index.sql")
        #expect(await project.migrateFails() != nil)
        #expect(try indexes(project) == [])
    }

    @Test func whatReindexLeavesIsDropped() async throws {
        let project = try Project(.postgreSQL, Self.table)
        try project.write("CREATE INDEX t_name ON t (name);", to: "V2__index.sql")
        try await project.migrate()
        let blocker = try project.database.connect()
        _ = try blocker.execute("BEGIN; INSERT INTO t VALUES (2, 'c')")
        try project.write("SET statement_timeout = '300ms';\nREINDEX INDEX CONCURRENTLY t_name;", to: "V3__re.sql")
        try project.write("mixed=true\n", to: "ignored.txt")
        async let failure = project.migrateFails { $0.scripts.mixed = true }
        try await Task.sleep(for: .seconds(1))
        try blocker.rollback()
        #expect(try #require(await failure).databaseError?.sqlState == "57014")
        #expect(try indexes(project) == ["t_name"])
        try project.write("SET statement_timeout = 0;\nREINDEX INDEX CONCURRENTLY t_name;", to: "V3__re.sql")
        #expect(await project.migrateFails { $0.scripts.mixed = true } != nil)
        try await project.migrate {
            $0.scripts.mixed = true
            $0.safety.resume = .restart
        }
        #expect(try indexes(project) == ["t_name"])
    }

    // MARK: Files that were changed

    private static let halfDone = "CREATE TABLE b (x INT);\nINSERT INTO nowhere VALUES (1);\nCREATE TABLE c (x INT);"

    private func halfDone(_ kind: DatabaseKind) async throws -> Project {
        let project = try Project(
            kind, ["V2__b.sql": Self.halfDone, "V2__b.sql.conf": "executeInTransaction=false"])
        #expect(try #require(await project.migrateFails()).failure?.line == 2)
        #expect(try project.database.tables() == ["b"])
        #expect(try project.history() == ["1: 2 SQL V2__b.sql failed"])
        return project
    }

    @Test(arguments: DatabaseKind.allCases) func aChangedFileNeedsAWord(kind: DatabaseKind) async throws {
        let project = try await halfDone(kind)
        try project.write(Self.halfDone.replacing("nowhere", with: "b"), to: "V2__b.sql")
        let error = try #require(await project.migrateFails())
        #expect(error.message == "V2__b.sql was changed since it failed.")
        #expect(try #require(error.advice).contains("To go on at statement 2 as it is now, set -resume=again"))
        #expect(try project.history() == ["1: 2 SQL V2__b.sql failed"])

        try await project.migrate { $0.safety.resume = .again }
        #expect(try project.database.tables() == ["b", "c"])
        #expect(try project.database.column("SELECT x FROM b") == ["1"])
        #expect(try project.history() == ["1: 2 SQL V2__b.sql"])
        #expect(try note(project) == nil)
        #expect(try await project.migrator().validate().succeeded)
    }

    @Test(arguments: DatabaseKind.allCases) func behindOrFromTheBeginning(kind: DatabaseKind) async throws {
        let project = try await halfDone(kind)
        try await project.migrate { $0.safety.resume = .next }
        #expect(try project.database.tables() == ["b", "c"])

        let other = try await halfDone(kind)
        try other.database.rows("DROP TABLE b")
        try other.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        try await other.migrate { $0.safety.resume = .restart }
        #expect(try other.database.tables() == ["b"])
        #expect(try other.history() == ["1: 2 SQL V2__b.sql"])
    }

    @Test(arguments: DatabaseKind.allCases) func whatWasDoneMustNotBeChanged(kind: DatabaseKind) async throws {
        let project = try await halfDone(kind)
        try project.write("CREATE TABLE b (y INT);\nINSERT INTO b VALUES (1);", to: "V2__b.sql")
        let error = try #require(await project.migrateFails { $0.safety.resume = .again })
        #expect(error.message == "V2__b.sql was changed since it failed, before the statement that it failed at.")
        #expect(try project.database.tables() == ["b"])
    }

    /// Whoever repairs has cleared away what was there, by hand: then it begins anew. So it does where Flyway repaired,
    /// which knows nothing of our note.
    @Test(arguments: DatabaseKind.allCases.flatMap { kind in [true, false].map { (kind, $0) } })
    func afterARepairItBeginsAnew(kind: DatabaseKind, ours: Bool) async throws {
        let project = try await halfDone(kind)
        try project.database.rows("DROP TABLE b")
        if ours {
            _ = try await project.migrator().repair()
            #expect(try note(project) == nil)
        } else {
            try project.database.rows(
                "DELETE FROM flyway_schema_history WHERE success = \(kind == .sqlite ? "0" : "false")")
        }
        try project.write("CREATE TABLE b (x INT);\nCREATE TABLE c (x INT);", to: "V2__b.sql")
        try await project.migrate()
        #expect(try project.database.tables() == ["b", "c"])
        #expect(try note(project) == nil)
    }

    /// Somebody undoes it and repairs with Flyway, which then fails in the same file, earlier and with the same rank.
    @Test(arguments: DatabaseKind.allCases) func aNoteBelongsToItsRowAlone(kind: DatabaseKind) async throws {
        let project = try await halfDone(kind)
        try project.database.rows("DROP TABLE b")
        let columns =
            "installed_rank, version, description, type, script, checksum, installed_by, execution_time, success"
        let no = kind == .sqlite ? "0" : "false"
        try project.database.rows(
            """
            CREATE TABLE copy AS SELECT \(columns) FROM flyway_schema_history WHERE success = \(no);
            DELETE FROM flyway_schema_history WHERE success = \(no);
            INSERT INTO flyway_schema_history (\(columns)) SELECT \(columns) FROM copy;
            DROP TABLE copy
            """)
        let error = try #require(await project.migrateFails())
        #expect(error.message.contains("Detected failed migration to version 2"))
        #expect(try project.database.tables() == [])
        _ = try await project.migrator().repair()
        #expect(try note(project) == nil)
        try project.write("CREATE TABLE b (x INT);\nCREATE TABLE c (x INT);", to: "V2__b.sql")
        try await project.migrate()
        #expect(try project.database.tables() == ["b", "c"])
    }

    /// The table of the note is nobody's any more once the migration is applied, by whomever.
    @Test func theTableOfADeadNoteGoes() async throws {
        let project = try await halfDone(.sqlite)
        try project.database.rows("UPDATE flyway_schema_history SET success = 1 WHERE success = 0")
        #expect(try note(project) != nil)
        try await project.migrate { $0.plan.validateOnMigrate = false }
        #expect(try note(project) == nil)
        #expect(
            try project.database.column("SELECT name FROM sqlite_master WHERE name LIKE '%unfinished%'") == [])
    }

    /// In the transaction that its file asks for now it has no place beside its failed row.
    @Test(arguments: DatabaseKind.allCases) func whatNowNeedsATransactionCountsAsFailed(kind: DatabaseKind) async throws
    {
        let project = try await halfDone(kind)
        let before = try project.history()
        try project.remove("V2__b.sql.conf")
        try project.write("CREATE TABLE d (x INT);", to: "V2__b.sql")
        let error = try #require(await project.migrateFails())
        #expect(error.message.contains("Detected failed migration to version 2"))
        #expect(try project.history() == before)
        let second = try #require(await project.migrateFails { $0.plan.validateOnMigrate = false })
        #expect(second.message.contains("contains a failed migration to version 2"))
        #expect(try project.history() == before)
    }

    /// What is rolled back with the script's own transaction is not said to stay.
    @Test(arguments: DatabaseKind.allCases) func whatItsOwnTransactionTakesBackIsSaid(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__a.sql":
                    "CREATE TABLE a (x INT);\nBEGIN;\nCREATE TABLE b (x INT);\nINSERT INTO nowhere VALUES (1);\nCOMMIT;",
                "V1__a.sql.conf": "executeInTransaction=false",
            ])
        let error = try #require(await project.migrateFails())
        #expect(
            try #require(error.advice).contains(
                "its statements before line 2 stay applied, those from the BEGIN there on were rolled back"))
        #expect(try #require(error.advice).contains("it goes on at line 2"))
        #expect(try project.database.tables() == ["a"])
    }

    /// What a statement relies on in its session is set again, and nothing else.
    @Test func settingsAreRepeated() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": """
                CREATE TABLE seen (path TEXT);
                SET application_name = 'from the script';
                INSERT INTO seen SELECT current_setting('application_name') FROM wanted;
                """,
                "V1__a.sql.conf": "executeInTransaction=false",
            ])
        #expect(try #require(await project.migrateFails()).failure?.line == 3)
        try project.database.rows("CREATE TABLE wanted (x INT); INSERT INTO wanted VALUES (1)")
        try await project.migrate()
        #expect(try project.database.column("SELECT path FROM seen") == ["from the script"])
    }

    /// A transaction of the script's own that is taken back takes the notes of its statements with it.
    @Test(arguments: DatabaseKind.allCases) func theScriptsOwnTransactionCountsAsOne(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__a.sql": """
                CREATE TABLE a (x INT);
                BEGIN;
                INSERT INTO a VALUES (1);
                INSERT INTO wanted VALUES (1);
                COMMIT;
                INSERT INTO a VALUES (2);
                """,
                "V1__a.sql.conf": "executeInTransaction=false",
            ])
        #expect(try #require(await project.migrateFails()).failure?.line == 4)
        #expect(try project.database.column("SELECT count(*) FROM a") == ["0"])
        try project.database.rows("CREATE TABLE wanted (x INT)")
        try await project.migrate()
        #expect(try project.database.column("SELECT x FROM a ORDER BY x") == ["1", "2"])
        #expect(try project.database.column("SELECT x FROM wanted") == ["1"])
    }

    /// Killed between a COMMIT of the script and the note of it.
    @Test(arguments: DatabaseKind.allCases) func aCommitIsNotRepeated(kind: DatabaseKind) async throws {
        let script = """
            BEGIN;
            CREATE TABLE a (x INT);
            COMMIT;
            INSERT INTO a VALUES (2);
            """
        let project = try Project(
            kind, ["V0__b.sql": "SELECT 1;", "V1__a.sql": script, "V1__a.sql.conf": "executeInTransaction=false"])
        try await project.migrate { $0.plan.target = .version(MigrationVersion(0), mustExist: true) }
        let connection = try project.database.connect()
        _ = try connection.execute("CREATE TABLE a (x INT)")
        let checksum = try await project.migrator().info().entries.compactMap(\.resolved).last?.checksum
        var note = UnfinishedMigration(script: "V1__a.sql", checksum: try #require(checksum))
        for sql in ["BEGIN", "CREATE TABLE a (x INT)"] {
            note.finished += 1
            note.digest.add(sql)
        }
        try connection.setNote(
            note.text, on: QualifiedName(schema: project.database.schema, name: "flyway_schema_history"))
        try await project.migrate()
        #expect(try project.database.column("SELECT x FROM a") == ["2"])
        #expect(try project.history().last == "2: 1 SQL V1__a.sql")
    }

    // MARK: Killed

    /// The note that a run leaves behind that was killed in a statement of which nobody knows how it ended.
    private func project(inDoubt script: String, finished: Int, _ prepare: String) async throws -> Project {
        let project = try Project(.postgreSQL, Self.table.merging(["V2__b.sql": script]) { $1 })
        try await project.migrate { $0.plan.target = .version(MigrationVersion(1), mustExist: true) }
        try project.database.rows("DELETE FROM t WHERE name = 'b'")
        let connection = try project.database.connect()
        _ = try connection.execute(prepare)
        let checksum = try await project.migrator().info().entries.compactMap(\.resolved).last?.checksum
        var note = UnfinishedMigration(script: "V2__b.sql", checksum: try #require(checksum))
        note.finished = finished
        note.isInDoubt = true
        try connection.setNote(
            note.text, on: QualifiedName(schema: "public", name: "flyway_schema_history"))
        return project
    }

    private static let index = "CREATE INDEX CONCURRENTLY t_id ON t (id);"

    @Test func anIndexThatWasBuiltAfterAllIsNotBuiltAgain() async throws {
        let project = try await project(inDoubt: Self.index, finished: 0, Self.index)
        try await project.migrate()
        #expect(try indexes(project) == ["t_id"])
        #expect(try project.history().last == "2: 2 SQL V2__b.sql")
    }

    @Test func anIndexThatWasNotBegunIsBuilt() async throws {
        let project = try await project(inDoubt: Self.index, finished: 0, "SELECT 1")
        try await project.migrate()
        #expect(try indexes(project) == ["t_id"])
    }

    @Test func anIndexThatWasLeftHalfBuiltIsBuiltAnew() async throws {
        let project = try await project(
            inDoubt: Self.index, finished: 0,
            "CREATE INDEX t_id ON t (id); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't_id'::regclass")
        try await project.migrate()
        #expect(try indexes(project) == ["t_id"])
        #expect(project.log.lines.contains { $0.hasPrefix("Dropped the invalid index") })
    }

    @Test func whatNobodyCanTellIsAsked() async throws {
        let script = "CALL p();"
        let project = try await project(
            inDoubt: script, finished: 0,
            "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (7, 'p'); COMMIT; END $$")
        try project.write("executeInTransaction=false", to: "V2__b.sql.conf")
        let error = try #require(await project.migrateFails())
        #expect(try #require(error.databaseError).message.contains("whether it was carried out is not known"))
        #expect(try #require(error.databaseError?.hint).contains("-resume=next"))
        #expect(try project.database.column("SELECT count(*) FROM t WHERE id = 7") == ["0"])
        try await project.migrate { $0.safety.resume = .again }
        #expect(try project.database.column("SELECT count(*) FROM t WHERE id = 7") == ["1"])
    }

    @Test func aHalfDetachedPartitionIsFinished() async throws {
        let script = "ALTER TABLE parent DETACH PARTITION child CONCURRENTLY;"
        let project = try await project(
            inDoubt: script, finished: 0,
            "CREATE TABLE parent (x INT) PARTITION BY LIST (x); CREATE TABLE child PARTITION OF parent FOR VALUES IN (1)"
        )
        let reader = try project.database.connect()
        _ = try reader.execute("BEGIN; SELECT * FROM parent")
        let detacher = try project.database.connect()
        _ = try? detacher.execute("SET lock_timeout = '200ms'")
        _ = try? detacher.execute(script)
        let pending = "SELECT inhdetachpending FROM pg_inherits"
        #expect(try project.database.column(pending) == ["t"])
        try reader.rollback()
        try await project.migrate()
        #expect(try project.database.column(pending) == [])
        #expect(try project.history().last == "2: 2 SQL V2__b.sql")
    }

    /// Who may write rows but not comments gets its migration all the same.
    @Test func withoutTheRightToNoteItRuns() async throws {
        let project = try Project(.postgreSQL, Self.table)
        try await project.migrate()
        let role = "writer_\(UInt32.random(in: 0...(.max)))"
        try project.database.rows(
            """
            CREATE ROLE \(role) LOGIN; GRANT ALL ON flyway_schema_history, t TO \(role); GRANT ALL ON SCHEMA public TO \(role)
            """)
        try project.write("VACUUM t;", to: "V2__b.sql")
        try await project.migrate { $0.connection.user = role }
        #expect(project.log.lines.contains { $0.hasPrefix("It cannot be noted how far this migration has come") })
        #expect(try project.history().last == "2: 2 SQL V2__b.sql")
        try project.database.rows(
            "REVOKE ALL ON flyway_schema_history, t FROM \(role); REVOKE ALL ON SCHEMA public FROM \(role); DROP ROLE \(role)"
        )
    }
}
