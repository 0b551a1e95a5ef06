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

    private static let numbers = ["INT": SIGINT, "TERM": SIGTERM, "HUP": SIGHUP]

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
        kill(pid, Self.numbers[signal] ?? SIGTERM)
        let output = try await running
        return (output, start.duration(to: .now) / .seconds(1))
    }

    @Test(
        .timeLimit(.minutes(10)),
        arguments: DatabaseKind.allCases.flatMap { kind in ["INT", "TERM", "HUP"].map { (kind, $0) } })
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
        #expect(output.status == 128 + (Self.numbers[signal] ?? 0), "\(output.errors)")
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

    /// A script that is a program ends with all that it has started, which neither writes on nor keeps the build's pipe.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            ("V4__slow.sh", []), ("beforeMigrate.sh", []), ("", ["-passwordCommand=sh sql/slow"]),
        ])
    func endsProgramsWhole(name: String, arguments: [String]) async throws {
        let shack = try Shack(.postgreSQL)
        #expect(try await shack.run("migrate").status == 0)
        // One that listens, one that does not, and one whose parent has ended.
        try shack.write(
            """
            late="$PWD/late"
            (sleep 2; echo x >>"$late") &
            (trap '' TERM HUP INT; sleep 2; echo x >>"$late") >/dev/null 2>&1 &
            ( (sleep 2; echo x >>"$late") & )
            echo x >started
            wait
            sleep 100
            """, to: name.isEmpty ? "slow" : name)
        let started = shack.program.folder.path(of: "started")
        let (output, seconds) = try await interrupt(shack, "TERM", arguments) {
            FileManager.default.fileExists(atPath: started)
        }
        #expect(output.status == 143, "\(output.errors)")
        #expect(seconds < 2)
        try await Task.sleep(for: .seconds(3))
        #expect(!FileManager.default.fileExists(atPath: shack.program.folder.path(of: "late")))
    }

    /// In a process group of its own it is in the background, where terminals stop who asks. Ctrl-C reaches it too.
    @Test(
        .timeLimit(.minutes(10)), .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")),
        arguments: [("Bob\\n", "Hello Bob", 0), ("\\x03", "", 130)])
    func aProgramMayAskAtTheTerminal(answer: String, text: String, status: Int) async throws {
        let shack = try Shack(
            .sqlite, ["V1__a.sh": "printf 'Name? ' >/dev/tty; read -r name </dev/tty; echo Hello $name"])
        let terminal = """
            import os, pty, select, sys
            child, master = pty.fork()
            if child == 0:
                os.execv(sys.argv[1], [sys.argv[1], "migrate"])
            text, answered = b"", False
            while select.select([master], [], [], 30)[0]:
                try:
                    piece = os.read(master, 1000)
                except OSError:
                    break
                if not piece:
                    break
                text += piece
                if b"Name?" in text and not answered:
                    answered = True
                    os.write(master, b"\(answer)")
            else:
                os.kill(child, 9)
            sys.stdout.buffer.write(text)
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            """
        let output = try await shack.program.run("/usr/bin/python3", ["-c", terminal, try Program.path()])
        #expect(output.status == Int32(status), "\(output.text)\(output.errors)")
        #expect(text.isEmpty || output.text.contains(text), "\(output.text)")
    }

    /// Who asks a second time does not want to wait, not even for a program.
    @Test(.timeLimit(.minutes(10))) func aSecondSignalEndsProgramsToo() async throws {
        let shack = try Shack(.sqlite)
        try shack.write(
            "trap '' TERM; (trap '' TERM; sleep 2; echo x >late) & echo x >started; while :; do sleep 0.1; done",
            to: "V4__slow.sh")
        let path = try Program.path()
        let output = try await shack.program.run(
            "/bin/sh",
            [
                "-c",
                """
                "$0" migrate & until [ -e started ]; do sleep 0.02; done
                kill -TERM $!; sleep 0.1; kill -TERM $!; wait $!
                """, path,
            ])
        #expect(output.status == 143)
        try await Task.sleep(for: .seconds(3))
        #expect(!FileManager.default.fileExists(atPath: shack.program.folder.path(of: "late")))
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
