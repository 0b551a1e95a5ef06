import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// The connection goes away at the worst moments: what is in the database is whole, and what is said is true.
@Suite("Lost connection", .fewAtOnce) struct LostConnectionTests {
    private static let scripts = [
        "V1__a.sql": "CREATE TABLE a (x INT);",
        "V2__b.sql": "CREATE TABLE b (x INT);\nINSERT INTO a SELECT 2 AS victim;\nCREATE TABLE b2 (x INT);",
        "V3__c.sql": "CREATE TABLE c (x INT);",
    ]

    /// A database that is reached through a proxy.
    private struct Line {
        var shack: Shack
        let proxy: CuttingProxy

        init(_ scripts: [String: String] = LostConnectionTests.scripts) throws {
            shack = try Shack(.postgreSQL, scripts)
            proxy = try CuttingProxy(to: PostgreSQLServer.shared().port)
            let name = try shack.database.column("SELECT current_database()")[0]
            shack.program.environment["FLYWAY_URL"] = proxy.url(database: name)
        }

        /// The versions that are recorded, after a comparison with the tables that are there: each migration is applied
        /// and recorded whole, or not at all.
        func versions() throws -> [String] {
            let tables = try shack.database.tables()
            guard
                try shack.database.connect().tableExists(
                    QualifiedName(schema: "public", name: "flyway_schema_history"))
            else {
                #expect(tables == [])
                return []
            }
            let versions = try shack.versions()
            let expected = ["1": ["a"], "2": ["b", "b2"], "3": ["c"]]
            #expect(versions == Array(expected.keys.sorted().prefix(versions.count)))
            #expect(tables == versions.flatMap { expected[$0] ?? [] })
            if versions.contains("1") {
                #expect(try shack.database.column("SELECT x FROM a") == (versions.contains("2") ? ["2"] : []))
            }
            #expect(try shack.database.column("SELECT 1 FROM flyway_schema_history WHERE NOT success") == [])
            return versions
        }

        /// The server rolls back as soon as it notices, which is a moment after the client has.
        func waitUntilAlone() async throws {
            let others =
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name ~ '^swiftway migrate'"
            while try !shack.database.column(others).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    /// Status 1, and the cause in words; nothing that sounds like success.
    private func expectLoss(_ output: Program.Output) {
        #expect(output.status == 1)
        let words = [
            // libpq's and the server's own.
            "server closed the connection unexpectedly", "Connection reset by peer",
            "could not receive data from server",
            "could not send data to server", "terminating connection due to administrator command",

        ]
        #expect(words.contains { output.errors.contains($0) }, "\(output.errors)")
        #expect(!output.text.contains("Successfully applied"), "\(output.text)")
        #expect(!output.errors.contains("Successfully"))
    }

    /// Afterwards everything is there, applied once.
    private func expectCompletion(_ line: Line) async throws {
        try await line.waitUntilAlone()
        let output = try await line.shack.run("migrate")
        #expect(output.status == 0, "\(output.errors)")
        #expect(try line.versions() == ["1", "2", "3"])
        #expect(try await line.shack.run("validate").status == 0)
        let locks = """
            SELECT 1 FROM pg_locks WHERE locktype = 'advisory'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        #expect(try line.shack.database.column(locks) == [])
    }

    static let ways: [CuttingProxy.Way] = [.close, .reset]

    // MARK: In the middle

    @Test(.timeLimit(.minutes(10)), arguments: ways)
    func inTheMiddleOfAStatement(way: CuttingProxy.Way) async throws {
        let line = try Line()
        line.proxy.arm(.text("AS victim"), way)
        let output = try await line.shack.run("migrate")
        expectLoss(output)
        #expect(output.errors.contains("The connection was lost while "), "\(output.errors)")
        #expect(line.proxy.cutCount == 1)
        try await line.waitUntilAlone()
        // What was sent along with it may have been lost with it.
        #expect(["1"].starts(with: try line.versions()))
        try await expectCompletion(line)
    }

    @Test(.timeLimit(.minutes(10)), arguments: ways)
    func beforeAStatementsAnswer(way: CuttingProxy.Way) async throws {
        let line = try Line()
        line.proxy.arm(.answer(to: "AS victim"), way)
        expectLoss(try await line.shack.run("migrate"))
        #expect(line.proxy.cutCount == 1)
        try await line.waitUntilAlone()
        // What was sent behind it the server may have done all the same.
        #expect(["1", "2", "3"].starts(with: try line.versions()))
        try await expectCompletion(line)
    }

    /// Wherever it happens, one run or two later all is well.
    @Test(.timeLimit(.minutes(10)), arguments: ways) func anywhere(way: CuttingProxy.Way) async throws {
        for count in stride(from: 150, through: 4_500, by: 450) {
            let line = try Line()
            line.proxy.arm(.bytes(count), way)
            let output = try await line.shack.run("migrate")
            try await line.waitUntilAlone()
            let versions = try line.versions()
            if line.proxy.cutCount == 0 {
                #expect(output.status == 0, "\(output.errors)")
            } else if output.status == 0 {
                // The lock's connection alone, when all was done.
                #expect(versions == ["1", "2", "3"], "after \(count) bytes: \(output.errors)")
            } else {
                #expect(output.status == 1)
                #expect(!output.text.contains("Successfully applied"), "after \(count) bytes: \(output.text)")
            }
            try await expectCompletion(line)
        }
    }

    // MARK: Around the commit

    @Test(.timeLimit(.minutes(10)), arguments: ways) func beforeTheCommitArrives(way: CuttingProxy.Way) async throws {
        let line = try Line(["V1__a.sql": Self.scripts["V1__a.sql"] ?? ""])
        #expect(try await line.shack.run("migrate").status == 0)
        for (name, sql) in Self.scripts { try line.shack.write(sql, to: name) }
        line.proxy.arm(.text("COMMIT"), way)
        let output = try await line.shack.run("migrate")
        expectLoss(output)
        #expect(line.proxy.cutCount == 1)
        try await line.waitUntilAlone()
        #expect(try line.versions() == ["1"])
        try await expectCompletion(line)
    }

    /// The migration is applied and recorded, and nobody has told the client.
    @Test(.timeLimit(.minutes(10)), arguments: ways) func beforeTheCommitsAnswer(way: CuttingProxy.Way) async throws {
        let line = try Line(["V1__a.sql": Self.scripts["V1__a.sql"] ?? ""])
        #expect(try await line.shack.run("migrate").status == 0)
        for (name, sql) in Self.scripts { try line.shack.write(sql, to: name) }
        // With a callback for each migration nothing is sent ahead: the next answer is that to the COMMIT.
        try line.shack.write("SELECT 1;", to: "afterEachMigrate.sql")
        line.proxy.arm(.answer(to: "COMMIT"), way)
        let output = try await line.shack.run("migrate")
        expectLoss(output)
        #expect(line.proxy.cutCount == 1)
        try await line.waitUntilAlone()
        #expect(try line.versions() == ["1", "2"])
        for lie in ["rolled back", "is not recorded"] { #expect(!output.errors.contains(lie), "\(output.errors)") }
        try await expectCompletion(line)
    }

    // MARK: The server ends it

    @Test(.timeLimit(.minutes(10))) func theServerEndsTheSession() async throws {
        let line = try Line()
        try line.shack.write(
            "CREATE TABLE b (x INT);\nINSERT INTO a VALUES (2);\nSELECT pg_sleep(60);\nCREATE TABLE b2 (x INT);",
            to: "V2__b.sql")
        async let running = line.shack.run("migrate")
        let end = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name ~ '^swiftway migrate' AND query ~ '^SELECT pg_sleep'
            """
        while try line.shack.database.column(end).isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        let output = try await running
        expectLoss(output)
        #expect(output.errors.contains("57P01"))
        #expect(output.errors.contains("V2__b.sql"))
        try await line.waitUntilAlone()
        #expect(try line.versions() == ["1"])
        try line.shack.write(Self.scripts["V2__b.sql"] ?? "", to: "V2__b.sql")
        try await expectCompletion(line)
    }

    // MARK: The lock

    /// Loses the session that has the lock while V2 runs, which waits until that has happened.
    private func losingTheLock(_ line: Line, _ lose: () throws -> Void) async throws -> Program.Output {
        let gate = try line.shack.database.connect()
        _ = try gate.execute("SELECT pg_advisory_lock(4711)")
        try line.shack.write(
            "SELECT pg_advisory_xact_lock(4711);\n" + (Self.scripts["V2__b.sql"] ?? ""), to: "V2__b.sql")
        async let running = line.shack.run("migrate")
        let waiting = """
            SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        while try line.shack.database.column(waiting).isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        try lose()
        // Until the server has noticed.
        let held =
            """
            SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid <> 4711
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        while try !line.shack.database.column(held).isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        _ = try gate.execute("SELECT pg_advisory_unlock_all()")
        return try await running
    }

    /// Somebody else may hold the lock by now: not even what was begun may be committed.
    private func expectNothingAfterTheLoss(_ line: Line, _ output: Program.Output) async throws {
        let versions = try line.versions()
        #expect(output.status == 1)
        #expect(versions == ["1"])
        #expect(!output.text.contains("Successfully applied"), "\(output.text)")
        #expect(output.errors.contains("The connection was lost while "), "\(output.errors)")
        try await expectCompletion(line)
    }

    @Test(.timeLimit(.minutes(10))) func theServerEndsTheLocksSession() async throws {
        let line = try Line()
        let output = try await losingTheLock(line) {
            let ended = try line.shack.database.column(
                """
                SELECT pg_terminate_backend(pid) FROM (SELECT DISTINCT pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                WHERE l.locktype = 'advisory' AND l.granted AND a.application_name ~ '^swiftway migrate'
                    AND a.datname = current_database()) AS holders
                """)
            #expect(ended == ["t"])
        }
        try await expectNothingAfterTheLoss(line, output)
    }

    @Test(.timeLimit(.minutes(10)), arguments: ways) func theLocksConnectionIsCut(way: CuttingProxy.Way) async throws {
        let line = try Line()
        let output = try await losingTheLock(line) {
            line.proxy.cut(clientsThatSent: "CASE WHEN pg_catalog.pg_try_advisory_lock", way)
        }
        #expect(line.proxy.cutCount == 1)
        try await expectNothingAfterTheLoss(line, output)
    }
}
