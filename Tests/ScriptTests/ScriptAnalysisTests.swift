import SwiftwayScript
import Testing

@Suite struct ScriptAnalysisTests {
    struct Case: Sendable {
        let script: String
        let dialect: ScriptDialect
        let mixed: Bool
        let override: Bool?
        let inTransaction: Bool

        init(
            _ script: String, _ dialect: ScriptDialect = .postgreSQL, mixed: Bool = false, override: Bool? = nil,
            inTransaction: Bool
        ) {
            self.script = script
            self.dialect = dialect
            self.mixed = mixed
            self.override = override
            self.inTransaction = inTransaction
        }
    }

    private static let decisions: [Case] = [
        Case("", inTransaction: true), Case("-- nothing", inTransaction: true),
        Case("create table t (a int); select 1;", inTransaction: true), Case("vacuum; vacuum t", inTransaction: false),
        Case("create table t (a int); vacuum", mixed: true, inTransaction: false),
        Case("select 1", mixed: true, inTransaction: true),
        Case("create table t (a int); vacuum", override: true, inTransaction: true),
        Case("create table t (a int); vacuum", override: false, inTransaction: false),
        Case("select 1", override: false, inTransaction: false), Case("vacuum", override: true, inTransaction: true),
        // Flyway would fail at the server: alone such a statement runs, among others it fails as there.
        Case("reindex table concurrently t", inTransaction: false),
        Case("cluster; reindex table concurrently t", inTransaction: false),
        Case("drop index concurrently i; reindex table concurrently t", inTransaction: false),
        Case("select 1; reindex table concurrently t", inTransaction: true),
        Case("select 1; reindex table concurrently t", mixed: true, inTransaction: false),
        // Settings go with either kind.
        Case("set lock_timeout = '2s'; create index concurrently i on t (a)", inTransaction: false),
        Case("set role owner; create index concurrently i on t (a); reset role", inTransaction: false),
        Case("reset all; vacuum; set session authorization x; set time zone 'UTC'", inTransaction: false),
        Case("select set_config('lock_timeout', '2s', false); vacuum", inTransaction: false),
        Case("select pg_catalog.set_config('a.b', 'c', true); vacuum", inTransaction: false),
        Case("set local lock_timeout = '2s'; vacuum", inTransaction: false),
        Case("set session characteristics as transaction read write; vacuum", inTransaction: false),
        Case("set lock_timeout = '2s'; reindex table concurrently t", inTransaction: false),
        Case("set lock_timeout = '2s'; create table t (a int)", inTransaction: true),
        Case("set lock_timeout = '2s'", inTransaction: true),
        Case("pragma auto_vacuum = full; vacuum", .sqlite, inTransaction: false),
        Case("pragma user_version = 2", .sqlite, inTransaction: true),
        Case("pragma user_version = 2; create table t (a)", .sqlite, inTransaction: true),
        // This works with Flyway today.
        Case("commit; reindex table concurrently t; begin", inTransaction: true),
        Case("commit; reindex table concurrently t; begin", mixed: true, inTransaction: true),
        Case("begin; create table t (a int); commit", inTransaction: true),
        Case("PRAGMA foreign_keys = off", .sqlite, inTransaction: false),
        Case("pragma journal_mode = wal", .sqlite, inTransaction: false),
        Case("pragma main.foreign_keys = off; create table t (a)", .sqlite, inTransaction: true),
        Case("vacuum", .sqlite, inTransaction: false),
        // Flyway cannot read these.
        Case("begin; create table t (a); commit", .sqlite, inTransaction: false),
        Case(
            "PRAGMA foreign_keys = off; begin; create table t (a); commit; PRAGMA foreign_keys = on", .sqlite,
            inTransaction: false),
        Case("savepoint a; create table t (a); release a", .sqlite, inTransaction: true),
    ]

    @Test(arguments: decisions)
    func decides(_ example: Case) throws {
        let statements = try split(example.script, example.dialect)
        let decision = try executesInTransaction(statements, mixed: example.mixed, override: example.override)
        #expect(decision == example.inTransaction)
    }

    struct Refusal: Sendable {
        let script: String
        let dialect: ScriptDialect
        let message: String
    }

    /// The first two are the recordings pg-mixed and sqlite-pragma.
    private static let refusals: [Refusal] = [
        Refusal(
            script: "create table t1 (id int);\ncreate index concurrently t1_id on t1 (id);\n", dialect: .postgreSQL,
            message:
                "Offending statement found at line 2: create index concurrently t1_id on t1 (id) [non-transactional]"),
        Refusal(
            script:
                "PRAGMA foreign_keys = off;\ncreate table p_new (id integer primary key, name text);\ndrop table p;\n",
            dialect: .sqlite,
            message: "Offending statement found at line 2: create table p_new (id integer primary key, name text)"),
        Refusal(
            script: "select set_config('a.b', 'c', false), f();\nvacuum;", dialect: .postgreSQL,
            message: "Offending statement found at line 2: vacuum [non-transactional]"),
        Refusal(
            script: "set constraints all deferred;\nvacuum;", dialect: .postgreSQL,
            message: "Offending statement found at line 2: vacuum [non-transactional]"),
        Refusal(
            script: "vacuum;\n-- a comment\n  analyze t;\nselect 1;", dialect: .postgreSQL,
            message: "Offending statement found at line 3: -- a comment\n  analyze t"),
    ]

    @Test(arguments: refusals)
    func refusesMixtures(_ example: Refusal) throws {
        let statements = try split(example.script, example.dialect)
        let error = #expect(throws: MixedTransactionality.self) {
            try executesInTransaction(statements, mixed: false)
        }
        let beginning =
            "Detected both transactional and non-transactional statements within the same migration (even though mixed is false). "
        #expect(error?.message == beginning + example.message)
        #expect(try !executesInTransaction(statements, mixed: true))
    }
}
