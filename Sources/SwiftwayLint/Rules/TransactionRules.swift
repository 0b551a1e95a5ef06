import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

extension LintRule {
    static let transactions: [LintRule] = [
        LintRule(
            "transaction-nesting", .warning,
            "A `BEGIN` or `COMMIT` stands in a file that swiftway runs in a transaction.",
            betterWay: "Remove it: swiftway opens a transaction for the file, together with its entry in the history.",
            explanation: """
                `BEGIN` does nothing there, which is told as information, and `COMMIT` ends swiftway's transaction: what stands before it stays when \
                something behind it fails. A file that is one whole `BEGIN` ... `COMMIT` is understood and silent.
                """,
            bad: "UPDATE a SET x = 1 WHERE id = 1;\nCOMMIT;\nUPDATE b SET x = 1 WHERE id = 1;",
            good: "BEGIN;\nUPDATE a SET x = 1 WHERE id = 1;\nCOMMIT;"
        ) { view in
            guard case .transaction(let control) = view.change, view.options.kind == .postgreSQL,
                view.file.mode == .transaction, !view.file.isOneTransaction
            else { return [] }
            if control == .begin {
                guard view.file.endsLater, !view.file.hasEnded else { return [] }
                return [Discovery("A transaction is open already: BEGIN does nothing.", severity: .information)]
            }
            return control.endsTransaction && !view.file.hasBegun
                ? [Discovery("This ends the transaction that swiftway records the file in.")] : []
        },
        LintRule(
            "ban-uncommitted-transaction", .error,
            "A `BEGIN` has no `COMMIT`.",
            betterWay: "Add COMMIT, or remove BEGIN.",
            explanation: "In a file without a transaction nothing behind the `BEGIN` is ever applied.",
            databases: [.postgreSQL, .sqlite],
            bad: "BEGIN;\nUPDATE a SET x = 1 WHERE id = 1;",
            good: "BEGIN;\nUPDATE a SET x = 1 WHERE id = 1;\nCOMMIT;"
        ) { view in
            guard case .transaction(.begin) = view.change, !view.file.endsLater else { return [] }
            return [Discovery("Nothing ends the transaction that begins here.")]
        },
        LintRule(
            "ban-statement-in-transaction", .error,
            "A statement stands in a transaction that cannot run there, and fails.",
            betterWay: "Put it into a file of its own, without BEGIN.",
            explanation: """
                Such a file has `executeInTransaction=true`, or a transaction of its own. Where the statement stands beside \
                others that need a transaction, the file is refused: see mixed-transaction.
                """,
            bad: LintExample("VACUUM users;", executeInTransaction: true), good: "VACUUM users;"
        ) { view in
            guard view.isFirst, !view.statement.isTransactional, view.transaction != nil, view.file.mode != .refused
            else { return [] }
            switch view.statement.action {
            case .concurrently, .transaction: return []
            default: break
            }
            let words = view.statement.leadingWords(atMost: 2, dialect: view.dialect).map { $0.text.uppercased() }
            return [Discovery("\(words.joined(separator: " ")) cannot run in a transaction.")]
        },
        LintRule(
            "ban-set-local-outside-transaction", .warning,
            "A `SET LOCAL` stands where no transaction is open, and does nothing.",
            betterWay: "SET, without LOCAL: swiftway puts the setting back behind the file.",
            explanation: """
                `SET LOCAL` lasts until the transaction ends. A file with a statement that cannot run in a transaction, such \
                as `CREATE INDEX CONCURRENTLY`, has none.
                """,
            bad: "SET LOCAL lock_timeout = '2s';\nCREATE INDEX CONCURRENTLY users_email ON users (email);",
            good: "SET lock_timeout = '2s';\nCREATE INDEX CONCURRENTLY users_email ON users (email);"
        ) { view in
            guard view.isFirst, view.transaction == nil, view.statement.setting == .transaction else { return [] }
            return [Discovery("No transaction is open here: the setting is lost at once.")]
        },
        LintRule(
            "prefer-robust-stmts", .warning,
            "A statement fails when its file is run a second time.",
            betterWay: "IF [NOT] EXISTS.",
            explanation: """
                Only in files without a transaction. swiftway resumes such a file at the statement that failed, so that \
                this is of use to files that other programs run too.
                """,
            isOnByDefault: false,
            bad: LintExample("CREATE TABLE users (id bigint);", executeInTransaction: false),
            good: LintExample("CREATE TABLE IF NOT EXISTS users (id bigint);", executeInTransaction: false)
        ) { view in
            guard view.transaction == nil else { return [] }
            let isRobust: Bool
            switch view.change {
            case .createTable(let table): isRobust = table.ifNotExists
            case .createIndex(let index): isRobust = index.ifNotExists || index.concurrently
            case .drop(let removal): isRobust = removal.ifExists
            case .alterTable(let alteration):
                isRobust = !alteration.commands.contains { command in
                    switch command {
                    case .addColumn(_, ifNotExists: false), .dropColumn(_, ifExists: false, _),
                        .dropConstraint(_, ifExists: false, _):
                        true
                    default: false
                    }
                }
            default: return []
            }
            return isRobust ? [] : [Discovery("This fails when the file is run again.")]
        },
        LintRule(
            "dynamic-sql", .information,
            "Code is run that lint does not read.",
            betterWay: "Look at it by hand.",
            explanation: """
                The statements that are written out in the body of a `DO` are linted like any others. What `EXECUTE` runs \
                is put together only then, and other languages than PL/pgSQL are not read.
                """,
            bad: "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'users'; END $$;", good: "DO $$ BEGIN PERFORM 1; END $$;"
        ) { view in
            guard case .anonymousCode = view.change, AnonymousCode(view.statement).isDynamic else { return [] }
            return [Discovery("What this DO runs is known only when it runs, and is not linted.")]
        },
    ]
}
