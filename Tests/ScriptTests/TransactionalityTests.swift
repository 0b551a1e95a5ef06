import SwiftwayScript
import Testing

@Suite struct TransactionalityTests {
    struct Case: Sendable {
        let sql: String
        let transactional: Bool
        /// What Flyway thinks.
        let flyway: Bool
        let version: Int?

        init(_ sql: String, _ transactional: Bool, flyway: Bool? = nil, version: Int? = 150_018) {
            self.sql = sql
            self.transactional = transactional
            self.flyway = flyway ?? transactional
            self.version = version
        }
    }

    private static let postgreSQL: [Case] = [
        Case("create table t (a int)", true), Case("select 1", true), Case("call p()", true), Case("begin", true),
        Case("commit", true), Case("copy t to stdout", true), Case("refresh materialized view concurrently v", true),
        // Flyway's list.
        Case("create database d", false), Case("drop database d", false),
        Case("CREATE TABLESPACE x location 'y'", false),
        Case("drop tablespace x", false), Case("create subscription s connection 'x' publication p", false),
        Case("drop subscription s", false), Case("alter system set a = 1", false),
        Case("alter system reset all", false),
        Case("create index concurrently i on t (a)", false), Case("create unique index concurrently i on t (a)", false),
        Case("drop index concurrently i", false), Case("create index i on t (a)", true),
        Case("create /* c */ index -- d\n concurrently on t (a)", false),
        Case("reindex schema s", false), Case("reindex database d", false), Case("reindex system d", false),
        Case("reindex (verbose) database d", false), Case("reindex verbose schema s", false),
        Case("reindex table t", true), Case("reindex index i", true), Case("vacuum", false),
        Case("vacuum (full) t", false),
        Case("vacuum full verbose analyze t", false), Case("discard all", false), Case("discard plans", true),
        Case("analyze", true), Case("create view database as select 1", true),
        Case("comment on database d is 'x'", true),
        Case("alter database d owner to x", true), Case("alter tablespace t rename to u", true),
        // ALTER TYPE … ADD VALUE by version.
        Case("alter type mood add value 'x'", true), Case("alter type mood add value 'x'", true, version: 120_000),
        Case("alter type mood add value 'x'", false, version: 110_022),
        Case("alter type mood add value 'x'", false, version: nil),
        Case("alter type s.mood add value if not exists 'x' before 'y'", false, version: nil),
        Case("alter type \"a b\" add value 'x'", false, version: nil),
        Case("alter type mood rename value 'x' to 'y'", true, version: nil),
        // Ours.
        Case("reindex table concurrently t", false, flyway: true),
        Case("reindex index concurrently i", false, flyway: true),
        Case("reindex (concurrently) table t", false, flyway: true), Case("reindex schema concurrently s", false),
        Case("reindex (concurrently false) index i", true), Case("cluster", false, flyway: true),
        Case("cluster verbose", false, flyway: true), Case("cluster (verbose)", false, flyway: true),
        Case("cluster t using i", true),
        Case("cluster verbose t", true), Case("alter database d set tablespace x", false, flyway: true),
        Case("alter table p detach partition c concurrently", false, flyway: true),
        Case("alter table only \"P\".p detach partition s.c concurrently", false, flyway: true),
        Case("alter table p detach partition c", true), Case("alter table p detach partition c finalize", true),
        Case("alter table p attach partition c default", true),
        Case("alter subscription s refresh publication", false, flyway: true),
        Case("alter subscription s set publication p", false, flyway: true),
        Case("alter subscription s add publication p, q with (copy_data = false)", false, flyway: true),
        Case("alter subscription s drop publication p with (refresh = false)", true),
        Case("alter subscription s set publication p with (copy_data = false, refresh off)", true),
        Case("alter subscription s set (failover = true)", false, flyway: true),
        Case("alter subscription s set (two_phase = false)", false, flyway: true),
        Case("alter subscription s set (slot_name = none)", true), Case("alter subscription s disable", true),
        Case("commit prepared 'x'", false, flyway: true), Case("rollback prepared 'x'", false, flyway: true),
        Case("prepare transaction 'x'", true),
    ]

    @Test(arguments: postgreSQL)
    func postgreSQLStatements(_ example: Case) throws {
        let statement = try first(example.sql, serverVersion: example.version)
        #expect(statement.isTransactional == example.transactional)
        #expect(statement.isTransactionalForFlyway == example.flyway)
    }

    private static let sqlite: [Case] = [
        Case("create table t (a)", true), Case("commit", true), Case("savepoint a", true),
        Case("attach 'x' as y", true),
        Case("detach y", true), Case("pragma user_version = 1", true), Case("pragma page_size = 4096", true),
        Case("PRAGMA foreign_keys = off", false), Case("PRAGMA foreign_keys", false),
        Case("pragma foreign_keys(1)", false),
        Case("/* c */ pragma -- d\n foreign_keys = off", false),
        Case("pragma main.foreign_keys = off", false, flyway: true),
        Case("pragma \"foreign_keys\" = off", false, flyway: true),
        Case("pragma main.foreign_keys", true), Case("pragma journal_mode", true),
        Case("pragma journal_mode = wal", false, flyway: true),
        Case("pragma main.journal_mode(delete)", false, flyway: true),
        Case("pragma synchronous = off", false, flyway: true), Case("pragma synchronous", true),
        Case("pragma temp_store = 2", false, flyway: true), Case("pragma wal_checkpoint", false, flyway: true),
        Case("vacuum", false, flyway: true), Case("vacuum into 'x'", false, flyway: true),
        Case("begin", false, flyway: true),
        Case("begin immediate", false, flyway: true), Case("alter system set x = 1", true),
    ]

    @Test(arguments: sqlite)
    func sqliteStatements(_ example: Case) throws {
        let statement = try first(example.sql, .sqlite)
        #expect(statement.isTransactional == example.transactional)
        #expect(statement.isTransactionalForFlyway == example.flyway)
    }
}
