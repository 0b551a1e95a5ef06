import Foundation
import SwiftwayDatabase
import SwiftwaySQLite
import TestSupport
import Testing

/// Files that cannot be written, are in use, or are no good: one message that names the cause, status 1, nothing
/// written, and no waiting without end.
@Suite("SQLite files", .fewAtOnce) struct SQLiteFileTests {
    private let file: SQLiteFile
    private let program: Program

    init() throws {
        file = try SQLiteFile()
        var program = try Program([
            "sql/V1__a.sql": "CREATE TABLE a (x INT);", "sql/V2__b.sql": "CREATE TABLE b (x INT);",
        ])
        program.environment["FLYWAY_URL"] = file.url
        self.program = program
    }

    /// One message, and one only, with all of these words.
    private func expectRefusal(_ output: Program.Output, _ words: [String]) {
        #expect(output.status == 1)
        #expect(output.errors.split(separator: "\n").count { $0.hasPrefix("ERROR:") } == 1, "\(output.errors)")
        for word in words { #expect(output.errors.contains(word), "\(output.errors)") }
        #expect(!output.text.contains("Successfully applied"), "\(output.text)")
    }

    private func setMode(_ mode: Int, of path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file.folder.path).sorted()
    }

    private func expectCompletion(_ url: String? = nil) async throws {
        var program = program
        program.environment["FLYWAY_URL"] = url ?? file.url
        let output = try await program.run("migrate")
        #expect(output.status == 0, "\(output.errors)")
        let reader = try SQLiteReader(file.path)
        #expect(try reader.column("PRAGMA integrity_check") == ["ok"])
        #expect(try reader.column("SELECT version FROM flyway_schema_history ORDER BY installed_rank") == ["1", "2"])
        #expect(try reader.tables() == ["a", "b", "flyway_schema_history"])
    }

    // MARK: Modes

    static let missingRights: [Int] = [0o444, 0o000]

    @Test(.enabled(if: BoundProgram.isAvailable, "\(BoundProgram.whatItNeeds)"), arguments: missingRights)
    func aFileThatMayNotBeWritten(mode: Int) async throws {
        _ = try file.connect().execute("PRAGMA user_version = 7")
        let content = try file.folder.data("test.db")
        try setMode(mode, of: file.path)
        let output = try await BoundProgram(program: program).run("migrate")
        expectRefusal(output, mode == 0 ? [file.path, "Permission denied"] : ["read-only", "write permission"])
        #expect(try names() == ["test.db"])
        try setMode(0o644, of: file.path)
        #expect(try file.folder.data("test.db") == content)
        try await expectCompletion()
    }

    @Test(.enabled(if: BoundProgram.isAvailable, "\(BoundProgram.whatItNeeds)"))
    func aFolderThatMayNotBeWritten() async throws {
        _ = try file.connect().execute("PRAGMA user_version = 7")
        let content = try file.folder.data("test.db")
        try setMode(0o555, of: file.folder.path)
        defer { try? setMode(0o755, of: file.folder.path) }
        let output = try await BoundProgram(program: program).run("migrate")
        expectRefusal(output, ["SQLITE_READONLY_DIRECTORY", "attempt to write a readonly database"])
        #expect(try names() == ["test.db"])
        #expect(try file.folder.data("test.db") == content)
        try setMode(0o755, of: file.folder.path)
        try await expectCompletion()
    }

    @Test(.enabled(if: BoundProgram.isAvailable, "\(BoundProgram.whatItNeeds)"))
    func aFolderThatMayNotGetAFile() async throws {
        try setMode(0o555, of: file.folder.path)
        defer { try? setMode(0o755, of: file.folder.path) }
        let output = try await BoundProgram(program: program).run("migrate")
        expectRefusal(output, [file.path])
        #expect(!output.errors.contains("No such file or directory"), "\(output.errors)")
        #expect(output.errors.contains("Permission denied"), "\(output.errors)")
        #expect(try names() == [])
        try setMode(0o755, of: file.folder.path)
        try await expectCompletion()
    }

    /// The files beside a database in WAL mode cannot be made.
    @Test(.enabled(if: BoundProgram.isAvailable, "\(BoundProgram.whatItNeeds)"))
    func aFolderOfAWALThatMayNotBeWritten() async throws {
        _ = try file.connect().execute("PRAGMA journal_mode = WAL; PRAGMA user_version = 7")
        let content = try file.folder.data("test.db")
        try setMode(0o555, of: file.folder.path)
        defer { try? setMode(0o755, of: file.folder.path) }
        let output = try await BoundProgram(program: program).run("migrate")
        expectRefusal(output, ["attempt to write a readonly database", file.path])
        #expect(try names() == ["test.db"])
        #expect(try file.folder.data("test.db") == content)
        try setMode(0o755, of: file.folder.path)
        try await expectCompletion()
    }

    // MARK: Somebody else's lock

    static let locks: [String] = ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"]

    @Test(.timeLimit(.minutes(10)), arguments: locks) func isWaitedForWhenLockedForAShortTime(lock: String) async throws
    {
        let other = try file.connect()
        _ = try other.execute("\(lock); PRAGMA user_version = 7")
        async let running = program.run("migrate")
        try await Task.sleep(for: .milliseconds(700))
        // Only we ourselves can look inside as long as we hold it.
        #expect(try other.tables() == [])
        try other.commit()
        let output = try await running
        #expect(output.status == 0, "\(output.errors)")
        #expect(output.errors == "")
        #expect(try SQLiteReader(file.path).column("PRAGMA user_version") == ["7"])
        try await expectCompletion()
    }

    /// A reader holds up the commit, not the work.
    @Test(.timeLimit(.minutes(10))) func isWaitedForWhenReadForAShortTime() async throws {
        let other = try file.connect()
        _ = try other.execute("CREATE TABLE z (x INT); DROP TABLE z")
        _ = try other.execute("BEGIN; SELECT count(*) FROM sqlite_master")
        async let running = program.run("migrate")
        try await Task.sleep(for: .milliseconds(700))
        #expect(try other.tables() == [])
        try other.rollback()
        let output = try await running
        #expect(output.status == 0, "\(output.errors)")
        try await expectCompletion()
    }

    @Test(.timeLimit(.minutes(10)), arguments: locks) func isGivenUpWhenLockedForLong(lock: String) async throws {
        let other = try file.connect()
        _ = try other.execute("\(lock); PRAGMA user_version = 7")
        var program = program
        program.environment["FLYWAY_URL"] = file.url + "?busy_timeout=300"
        let output = try await program.run(["migrate", "-lockRetryCount=1"], killedAfter: .seconds(5))
        expectRefusal(output, ["SQLITE_BUSY", "database is locked", "Another process is using the file"])
        #expect(try other.tables() == [])
        try other.rollback()
        try await expectCompletion()
    }

    // MARK: WAL

    /// In WAL mode a reader is no obstacle, and goes on seeing what it saw.
    @Test(.timeLimit(.minutes(10))) func aWALWithAReader() async throws {
        let reader = try file.connect("journal_mode=WAL")
        _ = try reader.execute("PRAGMA user_version = 7")
        _ = try reader.execute("BEGIN; SELECT count(*) FROM sqlite_master")
        let output = try await program.run("migrate")
        #expect(output.status == 0, "\(output.errors)")
        #expect(try reader.tables() == [])
        try reader.rollback()
        #expect(try reader.tables() == ["a", "b", "flyway_schema_history"])
        #expect(try reader.execute("PRAGMA journal_mode").last?.rows == [["wal"]])
        try await expectCompletion()
    }

    /// What a process had committed before it was killed stands in its log only, and is not lost.
    @Test(.timeLimit(.minutes(10))) func aWALThatWasLeftBehind() async throws {
        let before = try SQLiteFile()
        let killed = try before.connect("journal_mode=WAL")
        _ = try killed.execute("PRAGMA wal_autocheckpoint = 0; CREATE TABLE kept (x INT); INSERT INTO kept VALUES (7)")
        for end in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: before.path + end, toPath: file.path + end)
        }
        let output = try await program.run("migrate", "-baselineOnMigrate=true", "-baselineVersion=0")
        #expect(output.status == 0, "\(output.errors)")
        let reader = try SQLiteReader(file.path)
        #expect(try reader.column("SELECT x FROM kept") == ["7"])
        #expect(try reader.tables() == ["a", "b", "flyway_schema_history", "kept"])
        #expect(try reader.column("PRAGMA integrity_check") == ["ok"])
    }

    // MARK: Damage

    static let damages: [Damage] = [.letter, .header, .half]

    enum Damage: Sendable {
        case letter, header, half
    }

    @Test(.timeLimit(.minutes(10)), arguments: damages) func isRefusedWhenItIsNoDatabase(damage: Damage) async throws {
        do {
            let connection = try file.connect()
            for index in 0..<8 { _ = try connection.execute("CREATE TABLE t\(index) (id INT PRIMARY KEY)") }
        }
        var content = try file.folder.data("test.db")
        switch damage {
        case .letter: content = Data(String(repeating: "Dear reader, this is a letter. ", count: 200).utf8)
        case .header: content.replaceSubrange(0..<100, with: Data(repeating: 0xA5, count: 100))
        case .half: content = content.prefix(6_000)
        }
        try file.folder.write(content, to: "test.db")
        let output = try await program.run("migrate")
        expectRefusal(output, [file.path, damage == .half ? "SQLITE_CORRUPT" : "SQLITE_NOTADB"])
        #expect(try names() == ["test.db"])
        #expect(try file.folder.data("test.db") == content)
    }

    /// The damage shows only when a migration comes to it.
    @Test(.timeLimit(.minutes(10))) func aPageInTheMiddleIsDamaged() async throws {
        #expect(try await program.run("migrate").status == 0)
        _ = try file.connect().execute(
            """
            CREATE TABLE big (x TEXT);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
            INSERT INTO big SELECT hex(randomblob(300)) FROM n;
            """)
        var content = try file.folder.data("test.db")
        let page = 4_096
        try #require(content.count > 16 * page)
        let damaged = content.count - 8 * page..<content.count - 6 * page
        content.replaceSubrange(damaged, with: Data(repeating: 0xA5, count: damaged.count))
        try file.folder.write(content, to: "test.db")
        try program.folder.write("CREATE TABLE c (x INT);", to: "sql/V3__c.sql")
        try program.folder.write("CREATE TABLE d (x INT);\nCREATE INDEX i ON big (x);", to: "sql/V4__d.sql")
        let output = try await program.run("migrate")
        #expect(output.status == 1)
        #expect(output.errors.contains("[SQLITE_CORRUPT] database disk image is malformed"), "\(output.errors)")
        #expect(output.errors.contains("V4__d.sql"))
        #expect(!output.text.contains("Successfully applied"))
        let reader = try SQLiteReader(file.path)
        #expect(
            try reader.column("SELECT version FROM flyway_schema_history ORDER BY installed_rank") == ["1", "2", "3"])
        #expect(try reader.tables() == ["a", "b", "big", "c", "flyway_schema_history"])
    }
}

extension SQLiteConnection {
    fileprivate func tables() throws -> [String?] {
        try execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).last?.rows.map { $0[0] } ?? []
    }
}
