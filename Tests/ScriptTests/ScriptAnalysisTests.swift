import SwiftwayScript
import Testing

@Suite struct ScriptAnalysisTests {
    struct Case: Sendable {
        let script: String
        let dialect: ScriptDialect
        let mixed: Bool
        let override: Bool?
        let executesInTransaction: Bool

        init(
            _ script: String, _ dialect: ScriptDialect = .postgreSQL, mixed: Bool = false, override: Bool? = nil,
            _ executesInTransaction: Bool
        ) {
            self.script = script
            self.dialect = dialect
            self.mixed = mixed
            self.override = override
            self.executesInTransaction = executesInTransaction
        }
    }

    private static let decisions: [Case] = [
        Case("", true), Case("-- nothing", true), Case("create table t (a int); select 1;", true), Case("vacuum; vacuum t", false),
        Case("create table t (a int); vacuum", mixed: true, false), Case("select 1", mixed: true, true),
        Case("create table t (a int); vacuum", override: true, true), Case("create table t (a int); vacuum", override: false, false),
        Case("select 1", override: false, false), Case("vacuum", override: true, true),
        // Flyway would fail at the server: alone such a statement runs, among others it fails as there.
        Case("reindex table concurrently t", false), Case("cluster; reindex table concurrently t", false),
        Case("select 1; reindex table concurrently t", true), Case("select 1; reindex table concurrently t", mixed: true, false),
        // This works with Flyway today.
        Case("commit; reindex table concurrently t; begin", true),
        Case("commit; reindex table concurrently t; begin", mixed: true, true),
        Case("begin; create table t (a int); commit", true),
        Case("PRAGMA foreign_keys = off", .sqlite, false), Case("pragma journal_mode = wal", .sqlite, false),
        Case("pragma main.foreign_keys = off; create table t (a)", .sqlite, true), Case("vacuum", .sqlite, false),
        // Flyway cannot read these.
        Case("begin; create table t (a); commit", .sqlite, false),
        Case("PRAGMA foreign_keys = off; begin; create table t (a); commit; PRAGMA foreign_keys = on", .sqlite, false),
        Case("savepoint a; create table t (a); release a", .sqlite, true),
    ]

    @Test(arguments: decisions)
    func decides(_ example: Case) throws {
        let statements = try split(example.script, example.dialect)
        let decision = try executesInTransaction(statements, mixed: example.mixed, override: example.override)
        #expect(decision == example.executesInTransaction)
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
            message: "Offending statement found at line 2: create index concurrently t1_id on t1 (id) [non-transactional]"),
        Refusal(
            script: "PRAGMA foreign_keys = off;\ncreate table p_new (id integer primary key, name text);\ndrop table p;\n",
            dialect: .sqlite,
            message: "Offending statement found at line 2: create table p_new (id integer primary key, name text)"),
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
