import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript
import Testing

@Suite struct ScriptPlanTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var sql: String
        var kind = DatabaseKind.postgreSQL
        var mixed = false
        var override: Bool?
        var enforcesForeignKeys = false
        /// `nil`: the mixture is refused.
        var mode: ScriptPlan.Mode?
        /// The beginnings of the statements that are sent.
        var sent: [String]
        var testDescription: String { "\(kind) \(sql)" }
    }

    static let examples: [Example] = [
        Example(sql: "create table t (); insert into t;", mode: .transaction, sent: ["create", "insert"]),
        Example(sql: "vacuum; vacuum;", mode: .statementByStatement, sent: ["vacuum", "vacuum"]),
        Example(sql: "create table t (); vacuum;", mode: nil, sent: []),
        Example(
            sql: "create table t (); vacuum;", mixed: true, mode: .statementByStatement, sent: ["create", "vacuum"]),
        Example(sql: "create table t ();", override: false, mode: .statementByStatement, sent: ["create"]),
        Example(sql: "vacuum;", override: true, mode: .transaction, sent: ["vacuum"]),
        Example(sql: "begin; create table t (); commit;", mode: .transaction, sent: ["begin", "create"]),
        Example(
            sql: "begin; create table t (); commit; select 1;", mode: .transaction,
            sent: ["begin", "create", "commit", "select"]),
        Example(
            sql: "begin; create table t (id); savepoint s; release s; commit;", kind: .sqlite, mode: .transaction,
            sent: ["create", "savepoint", "release"]),
        Example(
            sql: "begin; create table t (id); commit; begin; drop table t; commit;", kind: .sqlite,
            mode: .statementByStatement, sent: ["begin", "create", "commit", "begin", "drop", "commit"]),
        Example(
            sql: "pragma foreign_keys = off; drop table t; pragma foreign_keys = on;", kind: .sqlite,
            enforcesForeignKeys: true, mode: .transactionWithoutForeignKeys, sent: ["drop"]),
        Example(
            sql: "pragma foreign_keys = off; drop table t; pragma foreign_keys = on;", kind: .sqlite, mode: nil,
            sent: []),
        Example(
            sql: "pragma foreign_keys = off;", kind: .sqlite, enforcesForeignKeys: true, mode: .statementByStatement,
            sent: ["pragma"]),
        Example(sql: "", mode: .transaction, sent: []),
    ]

    @Test(arguments: examples) func plan(_ example: Example) throws {
        let statements = try splitScript(
            Array(example.sql.utf8),
            options: ScriptOptions(dialect: example.kind == .sqlite ? .sqlite : .postgreSQL, serverVersion: 150_018))
        func make() throws(MixedTransactionality) -> ScriptPlan {
            try ScriptPlan(
                statements, kind: example.kind, mixed: example.mixed, override: example.override,
                enforcesForeignKeys: example.enforcesForeignKeys)
        }
        guard let mode = example.mode else {
            #expect(throws: MixedTransactionality.self) { try make() }
            return
        }
        let plan = try make()
        #expect(plan.mode == mode)
        let sent = statements.enumerated().filter { plan.includes($1, at: $0) }
        #expect(sent.map { String($1.sql.prefix { $0 != " " }) } == example.sent)
    }
}
