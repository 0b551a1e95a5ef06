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
        try other.begin()
        #expect(try !other.tryTransactionLock(key), "both forms exclude each other")
        try other.rollback()
        #expect(try one.unlock(key))
        #expect(try other.tryLock(key))
        #expect(try other.unlock(key))
    }

    @Test func isGivenBackWithTheTransaction() throws {
        let one = try database.connect()
        let other = try database.connect()
        try one.begin()
        #expect(try one.tryTransactionLock(key))
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
        #expect(holder.query.contains("pg_catalog.pg_try_advisory_lock(\(key))"))
        #expect(try other.lockHolder(key == .max ? key - 1 : key + 1) == nil)
        #expect(try one.lockHolder(key) == nil, "oneself is nobody to wait for")
    }

    @Test func survivesTheServersImpatience() throws {
        let one = try database.connect("options=-c%20idle_in_transaction_session_timeout=100")
        try one.begin()
        #expect(try one.tryTransactionLock(key))
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
            try holder.begin()
            _ = try holder.query("SELECT * FROM t", [])
            #expect(try holder.tryTransactionLock(key))
        } else {
            #expect(try holder.tryLock(key))
        }
        #expect(try builder.lockHolder(key) != nil)
        _ = try builder.execute("SET statement_timeout = '20s'")
        _ = try builder.execute("CREATE INDEX CONCURRENTLY i ON t (id)")
    }
}
