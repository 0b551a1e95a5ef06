import Foundation
import SwiftwayDatabase
import SwiftwaySQLite
import TestSupport
import Testing

@Suite("SQLite backup") struct SQLiteBackupTests {
    private let file: SQLiteFile
    private let backup: String

    init() throws {
        file = try SQLiteFile()
        backup = file.folder.path(of: "backup.db")
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file.folder.path).sorted()
    }

    private func data(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    private func open(_ path: String) throws -> SQLiteConnection {
        try SQLiteConnection(ConnectionRequest(url: "jdbc:sqlite:\(path)"))
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private static let content = """
        PRAGMA user_version = 7;
        PRAGMA application_id = 8;
        CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT UNIQUE);
        INSERT INTO t VALUES (3, 'three'), (40, 'forty');
        CREATE VIEW v AS SELECT word FROM t;
        CREATE TRIGGER r AFTER DELETE ON t BEGIN SELECT 1; END;
        """

    /// What the copy of ``content`` has to say.
    private func expectContent(_ path: String) throws {
        let copy = try open(path)
        #expect(try copy.query("PRAGMA integrity_check", []) == [["ok"]])
        #expect(try copy.query("SELECT id, word FROM t ORDER BY id", []) == [["3", "three"], ["40", "forty"]])
        #expect(try copy.query("SELECT name FROM sqlite_master WHERE name IN ('v', 'r') ORDER BY 1", []).count == 2)
        #expect(try copy.query("SELECT seq FROM sqlite_sequence", []) == [["40"]])
        #expect(try copy.query("PRAGMA user_version", []) == [["7"]])
        #expect(try copy.query("PRAGMA application_id", []) == [["8"]])
    }

    static let modes: [String] = ["", "journal_mode=WAL"]

    @Test(arguments: modes) func copiesEverything(parameters: String) throws {
        let connection = try file.connect(parameters)
        _ = try connection.execute(Self.content)
        try connection.backUp(to: backup)
        try expectContent(backup)
        let others = try names().filter { $0 != "backup.db" && !$0.hasPrefix("test.db") }
        #expect(others == [])
        // Both are databases of their own.
        _ = try connection.execute("DROP TABLE t")
        try expectContent(backup)
    }

    @Test func copiesWhatIsInMemory() throws {
        let connection = try open(":memory:")
        _ = try connection.execute(Self.content)
        try connection.backUp(to: backup)
        try expectContent(backup)
        #expect(try mode(backup) == 0o600)
    }

    @Test func copiesWhatMayOnlyBeRead() throws {
        _ = try file.connect().execute(Self.content)
        try file.connect("mode=ro").backUp(to: backup)
        try expectContent(backup)
    }

    @Test func copiesNothingToo() throws {
        let connection = try file.connect()
        try #require(try data(file.path).isEmpty)
        try connection.backUp(to: backup)
        #expect(try open(backup).query("SELECT count(*) FROM sqlite_master", []) == [["0"]])
        #expect(try names() == ["backup.db", "test.db"])
        #expect(try data(file.path).isEmpty)
    }

    static let fileModes: [Int] = [0o600, 0o640, 0o644]

    @Test(arguments: fileModes) func mayBeReadByWhoeverMayReadTheDatabase(mode: Int) throws {
        let connection = try file.connect()
        _ = try connection.execute(Self.content)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        try connection.backUp(to: backup)
        #expect(try self.mode(backup) == mode)
    }

    static let strangeNames: [String] = [
        "it's.db", "a b?mode=memory.db", "file:x.db", "%41.db", "e\u{301}\".db", "-v", "'\u{301}",
    ]

    @Test(arguments: strangeNames) func takesEveryName(name: String) throws {
        let connection = try file.connect()
        _ = try connection.execute(Self.content)
        let path = file.folder.path + "/" + name
        try connection.backUp(to: path)
        let exists = FileManager.default.fileExists(atPath: path)
        #expect(exists)
        #expect(try names().count == 2)
        try FileManager.default.moveItem(atPath: path, toPath: backup)
        try expectContent(backup)
    }

    /// A snapshot: what others do meanwhile is in it whole or not at all.
    @Test func isOfOneMoment() throws {
        let connection = try file.connect("journal_mode=WAL")
        _ = try connection.execute("CREATE TABLE pair (a INT, b INT); INSERT INTO pair VALUES (0, 0)")
        let url = file.url
        let writer = Running {
            let other = try SQLiteConnection(ConnectionRequest(url: url))
            for number in 1...200 {
                try other.begin()
                _ = try other.execute("UPDATE pair SET a = \(number)")
                _ = try other.execute("UPDATE pair SET b = \(number)")
                try other.commit()
            }
        }
        for number in 0..<20 {
            let path = file.folder.path(of: "backup\(number).db")
            try connection.backUp(to: path)
            #expect(try open(path).query("SELECT count(*) FROM pair WHERE a = b", []) == [["1"]])
        }
        try writer.result()
    }

    // MARK: Refusals

    @Test func overwritesNothing() throws {
        let connection = try file.connect()
        _ = try connection.execute(Self.content)
        try file.folder.write("kept", to: "backup.db")
        for path in [backup, file.path, file.folder.path] {
            let error = #expect(throws: DatabaseError.self) { try connection.backUp(to: path) }
            #expect(error?.message.hasPrefix("unable to write backup '\(path)': it is there already") == true)
        }
        #expect(try data(backup) == Data("kept".utf8))
        #expect(try names() == ["backup.db", "test.db"])
        try expectContent(file.path)
    }

    @Test func takesThePlaceOfAnEmptyFile() throws {
        let connection = try file.connect()
        _ = try connection.execute(Self.content)
        try file.folder.write("", to: "backup.db")
        try connection.backUp(to: backup)
        try expectContent(backup)
        #expect(try names() == ["backup.db", "test.db"])
    }

    @Test func isRefusedInATransaction() throws {
        let connection = try file.connect()
        _ = try connection.execute(Self.content)
        try connection.begin()
        _ = try connection.execute("DELETE FROM t")
        let error = #expect(throws: DatabaseError.self) { try connection.backUp(to: backup) }
        #expect(error?.message == "unable to write backup '\(backup)': it cannot be made inside a transaction")
        #expect(connection.isInTransaction)
        try connection.rollback()
        #expect(try names() == ["test.db"])
        try expectContent(file.path)
    }

    @Test func needsAFolder() throws {
        let connection = try file.connect()
        let path = file.folder.path(of: "no/such.db")
        let error = #expect(throws: DatabaseError.self) { try connection.backUp(to: path) }
        #expect(error?.message == "unable to write backup '\(path)': No such file or directory")
        #expect(error?.codeName == "SQLITE_CANTOPEN")
        let nameless = #expect(throws: DatabaseError.self) { try connection.backUp(to: "") }
        #expect(nameless?.message.contains("it has no name") == true)
        #expect(try names() == ["test.db"])
    }

    /// A page that cannot be read is a reason not to have a backup, rather than half of one.
    @Test func copiesNoDamage() throws {
        _ = try file.connect().execute(
            """
            CREATE TABLE big (x TEXT);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
            INSERT INTO big SELECT hex(randomblob(300)) FROM n;
            """)
        var content = try data(file.path)
        try #require(content.count > 100_000)
        content.replaceSubrange(40_960..<49_152, with: Data(repeating: 0xA5, count: 8_192))
        try file.folder.write(content, to: "test.db")
        let connection = try file.connect()
        let error = #expect(throws: DatabaseError.self) { try connection.backUp(to: backup) }
        #expect(error?.codeName?.hasPrefix("SQLITE_CORRUPT") == true)
        #expect(error?.message.hasSuffix(": '\(backup)'") == true)
        #expect(try names() == ["test.db"])
    }

    @Test(.enabled(if: SmallDisk.isAvailable, "\(SmallDisk.whatItNeeds)")) func leavesNothingOnAFullDisk() throws {
        let disk = try SmallDisk(kibibytes: 256)
        let connection = try file.connect()
        _ = try connection.execute("CREATE TABLE t (x BLOB); INSERT INTO t VALUES (randomblob(1000000))")
        let path = disk.path(of: "backup.db")
        let error = #expect(throws: DatabaseError.self) { try connection.backUp(to: path) }
        #expect(error?.fullMessage == "[SQLITE_FULL] database or disk is full (database or disk is full: '\(path)')")
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == [])
        try disk.resize(kibibytes: 4_096)
        try connection.backUp(to: path)
        #expect(try open(path).query("SELECT length(x) FROM t", []) == [["1000000"]])
    }

    @Test func leavesNothingWhenInterrupted() throws {
        let connection = try file.connect()
        _ = try connection.execute("CREATE TABLE t (x INT)")
        let other = try file.connect()
        _ = try other.execute("BEGIN EXCLUSIVE")
        let canceller = connection.canceller
        let cancelled = LateCall(after: .milliseconds(100)) { canceller.cancel() }
        let error = #expect(throws: DatabaseError.self) { try connection.backUp(to: backup) }
        #expect(error?.category == .cancelled)
        #expect(cancelled.elapsed < .seconds(10))
        try other.rollback()
        #expect(try names() == ["test.db"])
    }

    /// What a kill has left behind goes with the next backup, and nothing else does.
    @Test func removesWhatWasLeftBehind() throws {
        let connection = try file.connect()
        _ = try connection.execute(Self.content)
        let kept = [
            "other.db.1z.partial", "backup.db.UPPER.partial", "backup.db.1z.part", "backup.db", "backup.db.partial",
            "backup-20260701120000.db.1z.partial", "backup.db.inuse.partial", "backup.db.inuse.partial-journal",
        ]
        let left = ["backup.db.1z.partial", "backup.db.1z.partial-journal", "backup.db.2.partial-journal"]
        for name in kept + left { try file.folder.write("", to: name) }
        let descriptor = Foundation.open(file.folder.path(of: "backup.db.inuse.partial"), O_RDWR)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        try connection.backUp(to: backup)
        try expectContent(backup)
        #expect(try names().filter { !$0.hasPrefix("test.db") } == kept.sorted())
        try connection.backUp(to: file.folder.path(of: "backup-20260801120000.db"))
        #expect(try !names().contains("backup-20260701120000.db.1z.partial"))
    }
}
