import Swiftway
import TestSupport
import Testing

/// What an error says of the state that the database is in now.
@Suite("State after a failure", .fewAtOnce) struct StateAfterFailureTests {
    private static let table = ["V1__a.sql": "CREATE TABLE a (x INT);"]

    private func failure(_ kind: DatabaseKind, _ script: String, _ change: (inout Settings) -> Void = { _ in })
        async throws
        -> (rows: [String], advice: String, project: Project)
    {
        let project = try Project(kind, Self.table)
        try await project.migrate()
        try project.write(script, to: "V2__b.sql")
        let error = try #require(await project.migrateFails(change))
        return (try project.database.column("SELECT x FROM a ORDER BY x"), try #require(error.advice), project)
    }

    @Test(arguments: DatabaseKind.allCases) func aRollbackOfTheScriptKeepsNothing(kind: DatabaseKind) async throws {
        let found = try await failure(
            kind, "INSERT INTO a VALUES (1);\nROLLBACK;\nINSERT INTO a VALUES (2);\nINSERT INTO nowhere VALUES (1);")
        #expect(found.rows == [])
        #expect(found.advice.contains("was rolled back whole and is not recorded"))
    }

    @Test(arguments: DatabaseKind.allCases) func savepointsKeepNothing(kind: DatabaseKind) async throws {
        let found = try await failure(
            kind, "SAVEPOINT s;\nINSERT INTO a VALUES (1);\nRELEASE s;\nINSERT INTO nowhere VALUES (1);")
        #expect(found.rows == [])
        #expect(found.advice.contains("was rolled back whole and is not recorded"))
    }

    @Test func aChainedCommitKeeps() async throws {
        let found = try await failure(
            .postgreSQL,
            "INSERT INTO a VALUES (1);\nCOMMIT AND CHAIN;\nINSERT INTO a VALUES (2);\nINSERT INTO nowhere VALUES (1);")
        #expect(found.rows == ["1"])
        #expect(found.advice.contains("It ended the transaction in line 2: what was done up to there stays"))
    }

    /// SQLite rolls back by itself.
    @Test func aConflictThatRollsBackKeepsNothing() async throws {
        let found = try await failure(
            .sqlite,
            "CREATE UNIQUE INDEX u ON a (x);\nINSERT INTO a VALUES (1);\nINSERT OR ROLLBACK INTO a VALUES (1);")
        #expect(found.rows == [])
        #expect(found.advice.contains("was rolled back whole and is not recorded"))
    }

    /// What a COMMIT in one migration of a group has made permanent is asked of the history.
    @Test(arguments: DatabaseKind.allCases) func aCommitInAGroupKeepsThoseBefore(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.table)
        try await project.migrate()
        try project.write("INSERT INTO a VALUES (1);", to: "V2__b.sql")
        try project.write("INSERT INTO a VALUES (2);\nCOMMIT;\nINSERT INTO a VALUES (3);", to: "V3__c.sql")
        try project.write("INSERT INTO nowhere VALUES (1);", to: "V4__d.sql")
        let error = try #require(await project.migrateFails { $0.execution.group = true })
        #expect(try project.database.column("SELECT x FROM a ORDER BY x") == ["1", "2"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__b.sql"])
        let advice = try #require(error.advice)
        #expect(advice.contains("V3__c.sql ended the transaction in line 2: what was done up to there stays"))
        #expect(advice.contains("1 migration of the group had been recorded by then"))
        #expect(!project.log.lines.contains("Changes successfully rolled back."))
    }
}
