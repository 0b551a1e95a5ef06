import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// Ctrl-C, and a build service that ends a job: everything stops in order, and at once.
@Suite("Interruptions", .fewAtOnce) struct InterruptionTests {
    private static let slow: [DatabaseKind: String] = [
        .postgreSQL: "CREATE TABLE half (x INT);\nSELECT pg_sleep(100);",
        .sqlite: """
        CREATE TABLE half (x INT);
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO half SELECT i FROM n;
        """,
    ]

    /// The run, the moment at which the signal was sent, and how long it lived after that.
    private func interrupt(
        _ shack: Shack, _ signal: String, _ arguments: [String] = [], when isTime: () throws -> Bool
    ) async throws -> (output: Program.Output, seconds: Double) {
        let mark = shack.program.folder.path(of: "pid")
        // The shell's number becomes the program's, and is known before it starts.
        async let running = shack.program.run(["migrate"] + arguments, markedBy: mark)
        let deadline = ContinuousClock.now + .seconds(60)
        while try !isTime() {
            try #require(ContinuousClock.now < deadline)
            try await Task.sleep(for: .milliseconds(20))
        }
        try await Task.sleep(for: .milliseconds(200))
        let pid = try #require(
            Int32(try String(contentsOfFile: mark, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
        let start = ContinuousClock.now
        kill(pid, signal == "INT" ? SIGINT : SIGTERM)
        let output = try await running
        return (output, start.duration(to: .now) / .seconds(1))
    }

    @Test(
        .timeLimit(.minutes(10)),
        arguments: DatabaseKind.allCases.flatMap { kind in ["INT", "TERM"].map { (kind, $0) } })
    func stopsInOrder(kind: DatabaseKind, signal: String) async throws {
        let shack = try Shack(kind)
        #expect(try await shack.run("migrate").status == 0)
        try shack.write(try #require(Self.slow[kind]), to: "V4__slow.sql")
        try shack.write("CREATE TABLE before (x INT);", to: "V3__before.sql")
        try shack.write("CREATE TABLE after (x INT);", to: "V5__after.sql")
        let database = shack.database
        let (output, seconds) = try await interrupt(shack, signal) {
            // On SQLite what is under way cannot be seen from outside.
            guard kind == .postgreSQL else {
                return FileManager.default.fileExists(atPath: database.sqlitePath + "-journal")
            }
            return try !database.column(
                "SELECT 1 FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep' AND datname = current_database() AND pid <> pg_backend_pid()"
            ).isEmpty
        }
        #expect(output.status == (signal == "INT" ? 130 : 143), "\(output.errors)")
        #expect(seconds < 2)
        #expect(output.errors.contains("V4__slow.sql"), "\(output.errors)")
        #expect(!output.text.contains("Successfully applied"))
        let tables = try shack.database.tables()
        #expect(!tables.contains("half") && !tables.contains("after"))
        if kind == .postgreSQL {
            #expect(tables.contains("before"))
            #expect(output.errors.contains("was rolled back whole"), "\(output.errors)")
            #expect(
                output.errors.contains("1 migration was applied by this run before it and stays."), "\(output.errors)")
            #expect(
                try shack.database.column(
                    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                ) == [])
        }
        try shack.write("CREATE TABLE half (x INT);", to: "V4__slow.sql")
        #expect(try await shack.run("migrate").status == 0)
        #expect(try shack.versions() == ["1", "2", "3", "4", "5"])
    }

    /// Waiting for the migration lock is no reason to stay.
    @Test(.timeLimit(.minutes(10))) func whoWaitsForTheLockCanBeStopped() async throws {
        let shack = try Shack(.postgreSQL)
        let other = try shack.database.connect()
        _ = try other.execute("SELECT pg_advisory_lock(77433833903597)")
        let database = shack.database
        let (output, seconds) = try await interrupt(shack, "TERM") {
            try !database.column(
                "SELECT 1 FROM pg_stat_activity WHERE application_name = 'swiftway migrate' AND query ~ 'pg_try_advisory_lock' AND datname = current_database()"
            ).isEmpty
        }
        #expect(output.status == 143)
        #expect(seconds < 2)
        #expect(try shack.database.tables() == [])
        try other.rollback()
    }

    /// A database that is stopped in mid-answer cannot be waited for.
    @Test(.timeLimit(.minutes(10))) func aSilentDatabaseIsLeft() async throws {
        let shack = try Shack(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT); SELECT pg_sleep(100);"])
        let proxy = try CuttingProxy(to: PostgreSQLServer.shared().port)
        var program = shack.program
        let name = try shack.database.column("SELECT current_database()")[0]
        program.environment["FLYWAY_URL"] = proxy.url(database: name)
        var silenced = shack
        silenced.program = program
        let database = shack.database
        let (output, seconds) = try await interrupt(silenced, "INT") {
            guard
                try !database.column(
                    "SELECT 1 FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep' AND datname = current_database() AND pid <> pg_backend_pid()"
                ).isEmpty
            else { return false }
            proxy.cut(clientsThatSent: "", .silence)
            return true
        }
        #expect(output.status == 130)
        #expect(seconds < 2)
        #expect(output.errors.contains("The database did not answer in time"), "\(output.errors)")
        try database.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    }

    /// Exit status 75: the same may succeed later.
    @Test(.timeLimit(.minutes(10))) func aBuildCanTellThatItWasALock() async throws {
        let shack = try Shack(.postgreSQL)
        #expect(try await shack.run("migrate").status == 0)
        try shack.write("ALTER TABLE band ADD COLUMN note TEXT;", to: "V3__alter.sql")
        let blocker = try shack.database.connect()
        _ = try blocker.execute("BEGIN; SELECT * FROM band")
        for format in [[], ["-outputType=json"]] {
            let output = try await shack.program.run(
                ["migrate", "-lockTimeout=100ms", "-lockRetryBudget=1s"] + format)
            #expect(output.status == 75, "\(output.errors)\(output.text)")
            if !format.isEmpty { #expect(output.text.contains("\"LOCK_TIMEOUT\""), "\(output.text)") }
        }
        try blocker.rollback()
        #expect(try await shack.run("migrate").status == 0)
    }
}

extension TestDatabase {
    fileprivate var sqlitePath: String {
        if case .sqlite(let file) = self { file.path } else { "" }
    }
}
