import SwiftwayScript
import Testing

@Suite struct StatementKindTests {
    struct Case: Sendable {
        let sql: String
        let kind: StatementKind
        let action: StatementAction

        init(_ sql: String, _ kind: StatementKind, _ action: StatementAction = .ordinary) {
            self.sql = sql
            self.kind = kind
            self.action = action
        }
    }

    private static let postgreSQL: [Case] = [
        Case("select 1", .query), Case("((select 1))", .query), Case("values (1)", .query), Case("table t", .query),
        Case("with a as (select 1) select * from a", .query),
        Case("with recursive a as (insert into t values (1) returning *) select 1", .query),
        Case("with insert as (select 1), update (x) as not materialized (select 2) select 3", .query),
        Case("with a as (select 1) (select 2)", .query),
        Case("with a as (select 1) insert into t select 1", .manipulation),
        Case(
            "with a as (select 1), b as (select 2) merge into t using u on true when matched then delete", .manipulation
        ),
        Case("with a as (select 1) select * into t from a", .definition),
        Case("select a into t from u", .definition), Case("select (select a into b) from t", .query),
        Case("insert into t values (1)", .manipulation), Case("/* c */ UPDATE t set a = 1", .manipulation),
        Case("delete from t", .manipulation), Case("truncate t", .manipulation), Case("copy t to stdout", .copy),
        Case("copy t from program 'x'", .copy, .runsProgram),
        Case("copy (select 1) to program 'x'", .copy, .runsProgram),
        Case("create table t (a int)", .definition), Case("comment on table t is 'x'", .definition),
        Case("grant select on t to x", .definition), Case("security label on table t is 'x'", .definition),
        Case("alter table t add column a int", .definition), Case("drop view v", .definition),
        Case("begin", .transactionControl, .transaction(.begin)),
        Case("start transaction", .transactionControl, .transaction(.begin)),
        Case("commit", .transactionControl, .transaction(.commit(chained: false))),
        Case("end work and chain", .transactionControl, .transaction(.commit(chained: true))),
        Case("abort", .transactionControl, .transaction(.rollback(chained: false))),
        Case("rollback transaction and chain", .transactionControl, .transaction(.rollback(chained: true))),
        Case("rollback and no chain", .transactionControl, .transaction(.rollback(chained: false))),
        Case("rollback work to savepoint a", .transactionControl, .transaction(.rollbackToSavepoint)),
        Case("savepoint a", .transactionControl, .transaction(.savepoint)),
        Case("release a", .transactionControl, .transaction(.releaseSavepoint)),
        Case("prepare transaction 'x'", .transactionControl, .transaction(.prepare)),
        Case("prepare p as select 1", .utility),
        Case("commit prepared 'x'", .transactionControl, .transaction(.commitPrepared)),
        Case("rollback prepared 'x'", .transactionControl, .transaction(.rollbackPrepared)),
        Case("set transaction read only", .transactionControl, .transaction(.setCharacteristics)),
        Case(
            "set session characteristics as transaction read only", .transactionControl,
            .transaction(.setCharacteristics)),
        Case("set constraints all deferred", .transactionControl, .transaction(.setCharacteristics)),
        Case("set lock_timeout = '1s'", .utility, .setsLockTimeout),
        Case("set local lock_timeout to 5", .utility, .setsLockTimeout),
        Case("SET SESSION \"lock_timeout\" = 0", .utility, .setsLockTimeout),
        Case("set statement_timeout = 0", .utility),
        Case("select set_config('lock_timeout', '1s', true)", .query, .setsLockTimeout),
        Case("select pg_catalog.set_config('search_path', '', false)", .query),
        Case("do $$ begin end $$", .utility), Case("call p()", .utility), Case("explain select 1", .utility),
        Case("vacuum", .utility), Case("show all", .utility), Case("selec 1", .utility), Case("? 1", .utility),
        Case(
            "alter type \"M\".mood add value 'x'", .definition,
            .addsEnumValue(type: ObjectName(schema: "M", name: "mood"))),
        Case("alter type Mood add attribute x int", .definition),
        Case(
            "create index concurrently i on t (a)", .definition,
            .concurrently(.createIndex(index: "i", table: ObjectName(name: "t"), ifNotExists: false))),
        Case(
            "create unique index concurrently if not exists \"I \"\"x\" on only S.\"T\" using btree (a)", .definition,
            .concurrently(.createIndex(index: "I \"x", table: ObjectName(schema: "s", name: "T"), ifNotExists: true))),
        Case(
            "create index concurrently on t (a)", .definition,
            .concurrently(.createIndex(index: nil, table: ObjectName(name: "t"), ifNotExists: false))),
        Case("create index concurrently_index on t (a)", .definition),
        Case(
            "drop index concurrently if exists a, s.b cascade", .definition,
            .concurrently(.dropIndex([ObjectName(name: "a"), ObjectName(schema: "s", name: "b")]))),
        Case("reindex index concurrently i", .utility, .concurrently(.reindex(.index, ObjectName(name: "i")))),
        Case(
            "reindex (verbose, concurrently) table s.t", .utility,
            .concurrently(.reindex(.table, ObjectName(schema: "s", name: "t")))),
        Case("reindex (concurrently = 1) system", .utility, .concurrently(.reindex(.system, nil))),
        Case("reindex (concurrently off) table t", .utility), Case("reindex table t", .utility),
        Case(
            "alter table if exists only s.p detach partition c concurrently", .definition,
            .concurrently(.detachPartition(ObjectName(name: "c"), from: ObjectName(schema: "s", name: "p")))),
        Case("alter table p detach partition c", .definition),
        Case("pragma foreign_keys = on", .utility), Case("drop table t", .definition),
    ]

    @Test(arguments: postgreSQL)
    func postgreSQLStatements(_ example: Case) throws {
        let statement = try first(example.sql)
        #expect(statement.kind == example.kind)
        #expect(statement.action == example.action)
    }

    private static let sqlite: [Case] = [
        Case("select 1", .query), Case("values (1)", .query), Case("with a as (select 1) select * from a", .query),
        Case("with a as (select 1) replace into t select 1", .manipulation),
        Case("replace into t values (1)", .manipulation),
        Case("insert or ignore into t values (1)", .manipulation), Case("create table t (a)", .definition),
        Case("drop table if exists main.[a b]", .definition, .dropsTable(ObjectName(schema: "main", name: "a b"))),
        Case("drop table T", .definition, .dropsTable(ObjectName(name: "T"))), Case("drop view v", .definition),
        Case("alter table `t` rename to u", .definition, .renamesTable(ObjectName(name: "t"))),
        Case("alter table t rename a to b", .definition), Case("alter table t rename column a to b", .definition),
        Case("begin immediate", .transactionControl, .transaction(.begin)),
        Case("end transaction", .transactionControl, .transaction(.commit(chained: false))),
        Case("rollback", .transactionControl, .transaction(.rollback(chained: false))),
        Case("rollback transaction to a", .transactionControl, .transaction(.rollbackToSavepoint)),
        Case("savepoint a", .transactionControl, .transaction(.savepoint)),
        Case("release savepoint a", .transactionControl, .transaction(.releaseSavepoint)),
        Case("PRAGMA foreign_keys", .utility, .foreignKeysPragma(schema: nil, enforced: nil)),
        Case("PRAGMA foreign_keys = off", .utility, .foreignKeysPragma(schema: nil, enforced: false)),
        Case("pragma main.Foreign_Keys(ON)", .utility, .foreignKeysPragma(schema: "main", enforced: true)),
        Case("pragma \"temp\" . [foreign_keys] = 'yes'", .utility, .foreignKeysPragma(schema: "temp", enforced: true)),
        Case("pragma foreign_keys = 2", .utility, .foreignKeysPragma(schema: nil, enforced: true)),
        Case("pragma foreign_keys = 0", .utility, .foreignKeysPragma(schema: nil, enforced: false)),
        Case("pragma foreign_keys = -1", .utility, .foreignKeysPragma(schema: nil, enforced: false)),
        Case("pragma foreign_keys = whatever", .utility, .foreignKeysPragma(schema: nil, enforced: false)),
        Case("pragma foreign_key_list(t)", .utility), Case("vacuum", .utility), Case("attach 'x' as y", .utility),
        Case("explain select 1", .utility), Case("set lock_timeout = 1", .utility),
    ]

    @Test(arguments: sqlite)
    func sqliteStatements(_ example: Case) throws {
        let statement = try first(example.sql, .sqlite)
        #expect(statement.kind == example.kind)
        #expect(statement.action == example.action)
    }

    private static let batches: [(sql: String, isBatchable: Bool)] = [
        ("insert into t values (1)", true), ("-- c\nUPDATE t set a = 1", true), ("delete from t", true),
        ("merge into t using u on true when matched then delete", true), ("upsert into t values (1)", true),
        ("with a as (select 1) insert into t select 1", false), ("select 1", false), ("truncate t", false),
    ]

    @Test(arguments: batches)
    func whatFlywayBatches(_ example: (sql: String, isBatchable: Bool)) throws {
        #expect(try first(example.sql).isBatchable == example.isBatchable)
    }
}
