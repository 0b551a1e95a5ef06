import Foundation
import SwiftwayDatabase
import SwiftwayPostgreSQL
import TestSupport
import Testing

@Suite("PostgreSQL migration lock") struct PostgreSQLLockTests {
    private let database: PostgreSQLDatabase
    /// Flyway's for `"public"."flyway_schema_history"`.
    private let key: Int64 = 77_433_833_903_597

    init() throws { database = try PostgreSQLServer.shared().makeDatabase() }

    @Test func excludesOthersUntilItIsGivenBack() throws {
        let one = try database.connect()
        let other = try database.connect()
        #expect(try one.tryLock(key))
        #expect(try !other.tryLock(key))
        #expect(try other.tryLock(key + 1), "another history table")
        #expect(try !other.tryBegin(.init(), lock: key), "both forms exclude each other")
        #expect(!other.isInTransaction)
        #expect(try one.unlock(key))
        #expect(try other.tryLock(key))
        #expect(try other.unlock(key))
    }

    @Test func isGivenBackWithTheTransaction() throws {
        let one = try database.connect()
        let other = try database.connect()
        #expect(try one.tryBegin(.init(), lock: key))
        #expect(try !other.tryLock(key))
        try one.rollback()
        #expect(try other.tryLock(key))
    }

    @Test func isGivenBackWithTheConnection() throws {
        let other = try database.connect()
        do {
            let one = try database.connect()
            #expect(try one.tryLock(key))
            #expect(try !other.tryLock(key))
        }
        // The server notices the end of a session a moment later.
        let deadline = ContinuousClock.now + .seconds(10)
        var isFree = false
        while !isFree, ContinuousClock.now < deadline { isFree = try other.tryLock(key) }
        #expect(isFree)
    }

    /// What a script may do to the session takes the lock with it, and it is taken again unless somebody was faster.
    @Test(arguments: ["DISCARD ALL", "SELECT pg_advisory_unlock_all()"]) func isRenewed(statement: String) throws {
        let one = try database.connect()
        let other = try database.connect()
        #expect(try one.tryLock(key))
        let condition = try #require(one.lockCondition)
        #expect(try one.query("SELECT \(condition)", []) == [["t"]])
        #expect(try one.renewLock(key))
        _ = try one.execute(statement)
        var notices: [Notice] = []
        one.onNotice = { notices.append($0) }
        #expect(try one.query("SELECT \(condition)", []) == [["f"]])
        notices = []
        #expect(try one.renewLock(key))
        #expect(notices.isEmpty)
        #expect(try one.query("SELECT \(condition)", []) == [["t"]])
        #expect(try !other.tryLock(key))
        _ = try one.execute(statement)
        #expect(try other.tryLock(key))
        #expect(try !one.renewLock(key))
    }

    /// The look that comes with the lock sees what its last holder has written.
    @Test func looksAtTheHistoryOnceItIsHeld() throws {
        let one = try database.connect()
        _ = try one.execute(
            """
            CREATE TABLE history (x INT);
            SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE
            """)
        let look = HistoryLook(schema: "public", table: "history", columns: "x")
        let other = try database.connect()
        #expect(try other.tryLock(key))
        #expect(try !one.tryLock(key, look: look))
        #expect(one.takeFoundHistory() == nil)
        _ = try other.execute("INSERT INTO history VALUES (7)")
        #expect(try other.unlock(key))
        #expect(try one.tryLock(key, look: look))
        guard case .rows([["7"]]) = one.takeFoundHistory() else {
            Issue.record("the row is not seen")
            return
        }
        #expect(try one.unlock(key))
    }

    @Test func admitsThatItWasNotHeld() throws {
        let connection = try database.connect()
        var notices: [Notice] = []
        connection.onNotice = { notices.append($0) }
        #expect(try !connection.unlock(key))
        #expect(notices.map(\.message) == ["you don't own a lock of type ExclusiveLock"])
    }

    @Test(arguments: [Int64.min, -1, 0, 77_431_436_970_681, Int64.max])
    func namesTheHolder(key: Int64) throws {
        let one = try database.connect("ApplicationName=first%20job")
        let other = try database.connect()
        let pid = try one.execute("SELECT pg_backend_pid()").last?.rows.first?.first ?? nil
        #expect(try other.lockHolder(key) == nil)
        #expect(try one.tryLock(key))
        let holder = try #require(try other.lockHolder(key))
        #expect(String(holder.processID) == pid)
        #expect(holder.application == "first job")
        #expect(holder.clientAddress == "127.0.0.1")
        #expect(holder.state == "idle")
        #expect(holder.age.wholeMatch(of: /\d\d:\d\d:\d\d/) != nil)
        #expect(holder.query == "", "our own question tells nobody anything")
        #expect(try other.lockHolder(key == .max ? key - 1 : key + 1) == nil)
        #expect(try one.lockHolder(key) == nil, "oneself is nobody to wait for")
    }

    @Test func survivesTheServersImpatience() throws {
        let one = try database.connect("options=-c%20idle_in_transaction_session_timeout=100")
        #expect(try one.tryBegin(.init(), lock: key))
        Thread.sleep(forTimeInterval: 0.3)
        #expect(try one.execute("SELECT 1").last?.rows == [["1"]])
        try one.commit()
    }

    /// Flyway hangs here: its lock's transaction keeps a snapshot, for which the builder of an index waits.
    @Test(arguments: [false, true]) func letsIndexesBeBuiltConcurrently(isInTransaction: Bool) throws {
        let holder = try database.connect()
        let builder = try database.connect()
        _ = try builder.execute("CREATE TABLE t (id INT)")
        if isInTransaction {
            #expect(try holder.tryBegin(.init(), lock: key))
            _ = try holder.query("SELECT * FROM t", [])
        } else {
            #expect(try holder.tryLock(key))
        }
        #expect(try builder.lockHolder(key) != nil)
        _ = try builder.execute("SET statement_timeout = '20s'")
        _ = try builder.execute("CREATE INDEX CONCURRENTLY i ON t (id)")
    }
}
