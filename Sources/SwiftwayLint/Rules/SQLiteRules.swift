import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

extension LintRule {
    static let sqlite: [LintRule] = [
        LintRule(
            "sqlite-foreign-keys-in-transaction", .error,
            "`PRAGMA foreign_keys` stands in a transaction, where it does nothing.",
            betterWay:
                "Remove BEGIN: swiftway switches the enforcement off before it begins, and checks before it commits.",
            explanation: """
                A table that is dropped and built anew with the enforcement on takes the rows that refer to it with it, \
                and the commit succeeds.
                """,
            databases: [.sqlite],
            bad: LintExample("BEGIN;\nPRAGMA foreign_keys = OFF;\nCREATE TABLE a (x);\nCOMMIT;", database: .sqlite),
            good: LintExample(
                "PRAGMA foreign_keys = OFF;\nBEGIN;\nCREATE TABLE a (x);\nCOMMIT;", database: .sqlite)
        ) { view in
            guard case .pragma(name: "foreign_keys", value: .some) = view.change, view.transaction != nil,
                view.file.mode != .transactionWithoutForeignKeys
            else { return [] }
            return [Discovery("SQLite ignores this inside of a transaction, and says nothing.")]
        },
        LintRule(
            "sqlite-rebuild-order", .error,
            "A table is built anew in the wrong order: those that refer to it follow the old one.",
            betterWay: "Create the new table, copy the rows, drop the old one, rename the new one.",
            explanation:
                "Renaming the old table first rewrites the `REFERENCES` of others, which break when it is dropped.",
            databases: [.sqlite],
            bad: LintExample(
                """
                -- swiftway:allow renaming-table for the example
                ALTER TABLE users RENAME TO users_old;
                CREATE TABLE users (id INTEGER PRIMARY KEY);
                INSERT INTO users SELECT id FROM users_old;
                -- swiftway:allow ban-drop-table for the example
                DROP TABLE users_old;
                """, database: .sqlite),
            good: LintExample(
                """
                CREATE TABLE users_new (id INTEGER PRIMARY KEY);
                INSERT INTO users_new SELECT id FROM users;
                DROP TABLE users;
                ALTER TABLE users_new RENAME TO users;
                """, database: .sqlite)
        ) { view in
            guard case .rename(let renaming) = view.change, renaming.kind == .table, !view.isNew(renaming.object) else {
                return []
            }
            let old = view.state.resolve(renaming.object)
            let new = view.state.resolve(.init(schema: old.schema, name: renaming.newName))
            guard view.file.isCreatedLater(old), (view.file.dropped[new] ?? -1) > view.file.statement else { return [] }
            return [
                Discovery("Tables that refer to \(old.name) refer to \(new.name) from here on, which is dropped below.")
            ]
        },
        LintRule(
            "sqlite-rebuild-losses", .error,
            "A table is built anew, and what belonged to the old one is not.",
            betterWay: "Create its indexes and triggers again behind the rename.",
            databases: [.sqlite],
            bad: LintExample(
                "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT);\nCREATE INDEX users_mail ON users (mail);",
                """
                CREATE TABLE users_new (id INTEGER PRIMARY KEY, mail TEXT NOT NULL);
                INSERT INTO users_new SELECT id, mail FROM users;
                DROP TABLE users;
                ALTER TABLE users_new RENAME TO users;
                """, database: .sqlite),
            good: LintExample(
                "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT);\nCREATE INDEX users_mail ON users (mail);",
                """
                CREATE TABLE users_new (id INTEGER PRIMARY KEY, mail TEXT NOT NULL);
                INSERT INTO users_new SELECT id, mail FROM users;
                DROP TABLE users;
                ALTER TABLE users_new RENAME TO users;
                CREATE INDEX users_mail ON users (mail);
                """, database: .sqlite)
        ) { view in
            guard case .drop(let removal) = view.change, removal.kind == .table, let name = removal.names.first,
                let table = view.state.table(name), view.file.isRenamedToLater(view.state.resolve(name))
            else { return [] }
            let indexes = table.indexes.filter { (view.file.indexes[$0] ?? -1) <= view.file.statement }
            let triggers = table.triggers.filter { (view.file.triggers[$0] ?? -1) <= view.file.statement }
            let lost = indexes.sorted().map { "the index \($0)" } + triggers.sorted().map { "the trigger \($0)" }
            return lost.isEmpty
                ? [] : [Discovery("\(lost.joined(separator: ", ")) of \(name.text) is not created again.")]
        },
        LintRule(
            "sqlite-not-in-transaction", .error,
            "A statement stands in a transaction that does not work there.",
            betterWay: "Put it into a file of its own, without BEGIN.",
            databases: [.sqlite],
            bad: LintExample("BEGIN;\nVACUUM;\nCOMMIT;", database: .sqlite),
            good: LintExample("VACUUM;", database: .sqlite)
        ) { view in
            guard view.transaction != nil, !view.statement.isTransactional else { return [] }
            switch view.change {
            case .vacuum: return [Discovery("VACUUM fails in a transaction.")]
            case .pragma(let name, value: .some) where name != "foreign_keys":
                return [Discovery("PRAGMA \(name) does not work in a transaction.")]
            default: return []
            }
        },
        LintRule(
            "sqlite-add-column-refused", .error,
            "SQLite refuses to add such a column.",
            betterWay: "Build the table anew, or give the column a constant default.",
            explanation: "`UNIQUE`, `PRIMARY KEY`, stored generated columns, and defaults that are not constant.",
            databases: [.sqlite],
            bad: LintExample("ALTER TABLE users ADD COLUMN mail TEXT UNIQUE;", database: .sqlite),
            good: LintExample("ALTER TABLE users ADD COLUMN mail TEXT;", database: .sqlite)
        ) { view in
            view.commands { command, _, _ in
                guard case .addColumn(let column, _) = command else { return [] }
                let reason: String
                if column.constraints.contains(where: { $0.kind == .unique }) {
                    reason = "a UNIQUE column"
                } else if column.constraints.contains(where: { $0.kind == .primaryKey }) {
                    reason = "a PRIMARY KEY column"
                } else if column.generation == .stored {
                    reason = "a stored generated column"
                } else if let value = column.defaultValue, !value.isConstant {
                    reason = "a column whose default is not constant"
                } else {
                    return []
                }
                return [Discovery("SQLite cannot add \(reason).", atByte: column.offset)]
            }
        },
    ]
}
