import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// `kill -9` at any moment: what is recorded is exactly what is applied, and the next run goes on from there.
@Suite("Killed processes", .fewAtOnce) struct KillTests {
    private static let count = 60
    /// How many processes are killed; `SWIFTWAY_KILLS=300 scripts/test --filter KillTests` kills as many.
    private static let kills = ProcessInfo.processInfo.environment["SWIFTWAY_KILLS"].flatMap { Int($0) } ?? 20
    /// On a busy machine there are fewer.
    private static let patience = Duration.seconds(kills * 3)

    private static let scripts: [String: String] = {
        var scripts = ["V1__trace.sql": "CREATE TABLE trace (version INT NOT NULL);\nINSERT INTO trace VALUES (1);"]
        for version in 2...count {
            let statements = "INSERT INTO trace VALUES (\(version));\nCREATE TABLE t\(version) (x INT);"
            // Some have a transaction of their own.
            scripts["V\(version)__trace.sql"] = version % 3 == 0 ? "BEGIN;\n\(statements)\nCOMMIT;" : statements
            // Others run without one, statement by statement, and are resumed.
            if version % 10 == 0 { scripts["V\(version)__trace.sql.conf"] = "executeInTransaction=false" }
        }
        return scripts
    }()

    @Test(.timeLimit(.minutes(10)), arguments: DatabaseKind.allCases)
    func whatIsRecordedIsWhatIsApplied(kind: DatabaseKind) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + Self.patience
        var shack = try Shack(kind, Self.scripts)
        var life = Duration.milliseconds(100)
        var killed = 0
        var furthest = 0
        var reached = 0
        while killed < Self.kills, clock.now < deadline {
            let output = try await shack.program.run(["migrate"], killedAfter: life * Double.random(in: 0...1))
            #expect(output.status == 0 || output.status == 128 + SIGKILL, "\(output.errors)")
            let versions = try await recorded(shack)
            // How fast this machine is, and how busy, shows: most should die while they migrate.
            if output.status == 0 {
                life = life * 0.8
            } else {
                killed += 1
                if versions.count == reached { life = life * 1.3 }
            }
            reached = versions.count
            furthest = max(furthest, reached)
            // Nothing is left to be killed: once more from the beginning.
            if reached == Self.count {
                shack = try Shack(kind, Self.scripts)
                reached = 0
            }
        }
        // Otherwise this has shown nothing.
        #expect(killed >= 5)
        #expect(furthest > 0)
        let last = try await shack.run("migrate")
        #expect(last.status == 0, "\(last.errors)")
        #expect(try await recorded(shack).count == Self.count)
        #expect(try await shack.run("validate").status == 0)
    }

    /// The versions of the history, after a comparison with the tables that are there.
    private func recorded(_ shack: Shack) async throws -> [Int] {
        let connection = try shack.database.connect()
        if shack.database.kind.hasAdvisoryLocks { try await waitForSessions(connection) }
        let database = shack.database
        let hasHistory = try connection.tableExists(
            QualifiedName(schema: database.schema, name: "flyway_schema_history"))
        let tables = try database.tables()
        guard hasHistory else {
            #expect(tables == [])
            return []
        }
        let versions = try shack.versions().compactMap { Int($0) }
        #expect(versions == Array(1..<(versions.count + 1)))
        #expect(try database.column("SELECT success FROM flyway_schema_history WHERE NOT success") == [])
        let applied =
            versions.isEmpty
            ? [] : try database.column("SELECT version FROM trace ORDER BY version").compactMap { Int($0) }
        let next = versions.count + 1
        // One without a transaction may have come halfway, which its note says, and no further.
        let mayBeHalfDone = next % 10 == 0
        #expect(applied == versions || mayBeHalfDone && applied == versions + [next])
        let done = Set(versions.map { $0 == 1 ? "trace" : "t\($0)" })
        #expect(Set(tables) == done || mayBeHalfDone && Set(tables) == done.union(["t\(next)"]))
        return versions
    }

    /// A server finishes the statement it was given, and only then sees that nobody is there any more.
    private func waitForSessions(_ connection: any DatabaseConnection) async throws {
        let others =
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name ~ '^swiftway migrate'"
        while try connection.execute(others).last?.rows.isEmpty == false {
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
