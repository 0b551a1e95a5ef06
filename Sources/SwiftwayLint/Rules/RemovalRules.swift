import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript
import SwiftwayText

extension LintRule {
    static let removals: [LintRule] = [
        LintRule(
            "ban-drop-table", .error,
            "A table is dropped: running programs break, and its rows are lost.",
            betterWay: "Stop using it first, and drop it one release later.",
            explanation: """
                Silent for tables that the same change has created, and for the old table of a rebuild, whose name \
                another one takes over.
                """,
            databases: [.postgreSQL, .sqlite],
            bad: "DROP TABLE users;", good: "CREATE TEMPORARY TABLE t (id int);\nDROP TABLE t;"
        ) { view in
            guard case .drop(let removal) = view.change, removal.kind == .table || removal.kind == .foreignTable else {
                return []
            }
            return removal.names.filter { !view.isNew($0) && !view.isReplaced($0) }.map {
                Discovery("\($0.text) is dropped, and all that is in it.")
            }
        },
        LintRule(
            "drop-and-recreate-table", .error,
            "A table is dropped and created again: its rows are lost.",
            betterWay: "ALTER TABLE, or fill a new table under another name.",
            databases: [.postgreSQL, .sqlite],
            bad: "DROP TABLE users;\nCREATE TABLE users (id bigint);",
            good: "ALTER TABLE users ADD COLUMN name text;"
        ) { view in
            guard case .drop(let removal) = view.change, removal.kind == .table else { return [] }
            return removal.names.filter { !view.isNew($0) && view.file.isCreatedLater(view.state.resolve($0)) }.map {
                Discovery("\($0.text) is dropped and created again: all that is in it is lost.")
            }
        },
        LintRule(
            "ban-drop-column", .error,
            "A column is dropped: running programs break, and its values are lost.",
            betterWay: "Stop using it first, and drop it one release later.",
            databases: [.postgreSQL, .sqlite],
            bad: "ALTER TABLE users DROP COLUMN email;",
            good: "COMMENT ON COLUMN users.email IS 'unused since 2.1';"
        ) { view in
            view.commands { command, index, alteration in
                guard case .dropColumn(let column, _, _) = command, !view.isNew(alteration.table) else { return [] }
                return [
                    Discovery(
                        "\(column) is dropped from \(alteration.table.text), and its values.", at: .command(index))
                ]
            }
        },
        LintRule(
            "ban-drop-database", .error,
            "A database is dropped.",
            betterWay: "Not in a migration.",
            bad: "DROP DATABASE shop;", good: "CREATE SCHEMA shop;"
        ) { view in
            guard case .drop(let removal) = view.change, removal.kind == .database, let name = removal.names.first
            else {
                return []
            }
            return [Discovery("The database \(name.name) is dropped.")]
        },
        object([.schema], "ban-drop-schema", bad: "DROP SCHEMA shop;", good: "CREATE SCHEMA shop;"),
        object(
            [.view, .materializedView], "ban-drop-view", bad: "DROP VIEW active_users;",
            good: "DROP VIEW active_users;\nCREATE VIEW active_users AS SELECT 1 AS id;"),
        object(
            [.function, .procedure, .aggregate], "ban-drop-function", bad: "DROP FUNCTION total(int);",
            good: "CREATE OR REPLACE FUNCTION total(a int) RETURNS int LANGUAGE sql AS 'SELECT a';"),
        object([.type], "ban-drop-type", bad: "DROP TYPE mood;", good: "CREATE TYPE mood AS (a int);"),
        object([.domain], "ban-drop-domain", bad: "DROP DOMAIN email;", good: "CREATE DOMAIN email AS text;"),
        object([.sequence], "ban-drop-sequence", bad: "DROP SEQUENCE numbers;", good: "CREATE SEQUENCE numbers;"),
        object(
            [.extension], "ban-drop-extension", bad: "DROP EXTENSION pgcrypto;",
            good: "CREATE EXTENSION IF NOT EXISTS pgcrypto;"),
        LintRule(
            "drop-cascade", .error,
            "`CASCADE` drops whatever depends on it, seen or not.",
            betterWay: "Drop what depends on it by name first.",
            bad: "DROP FUNCTION total(int) CASCADE;", good: "CREATE VIEW v AS SELECT 1 AS one;\nDROP VIEW v;"
        ) { view in
            switch view.change {
            case .drop(let removal) where removal.cascades && !removal.names.allSatisfy(view.isOwn):
                return [
                    Discovery(
                        "DROP \(removal.kind.rawValue.uppercased()) ... CASCADE drops also what nobody has named here.")
                ]
            case .dropOwned: return [Discovery("DROP OWNED drops all that a role has, whatever it is.")]
            default:
                return view.commands { command, index, alteration in
                    guard !view.isNew(alteration.table) else { return [] }
                    switch command {
                    case .dropColumn(let name, _, cascades: true), .dropConstraint(let name, _, cascades: true):
                        return [
                            Discovery(
                                "Dropping \(name) with CASCADE drops also what nobody has named here.",
                                at: .command(index))
                        ]
                    default: return []
                    }
                }
            }
        },
        LintRule(
            "ban-truncate", .error,
            "A table is emptied.",
            betterWay: "DELETE in batches what is to go; or keep this out of migrations.",
            explanation: "`TRUNCATE` locks the table against everybody, and its rows are lost.",
            bad: "TRUNCATE users;", good: "CREATE TABLE t (id int);\nTRUNCATE t;"
        ) { view in
            guard case .truncate(let tables, cascades: false) = view.change else { return [] }
            return tables.filter { !view.isNew($0) }.prefix(1).map { Discovery("All rows of \($0.text) are lost.") }
        },
        LintRule(
            "ban-truncate-cascade", .error,
            "A table is emptied, and with it all that refer to it.",
            betterWay: "Name the tables that are to be emptied.",
            bad: "TRUNCATE users CASCADE;", good: "CREATE TABLE t (id int);\nTRUNCATE t;"
        ) { view in
            guard case .truncate(let tables, cascades: true) = view.change, let first = tables.first else { return [] }
            return [Discovery("All rows of \(first.text) are lost, and all of the tables that refer to it.")]
        },
        LintRule(
            "ban-catalog-changes", .error,
            "Rows of the system catalogs are changed by hand.",
            betterWay:
                "Use the statement for it: ALTER TYPE, ALTER TABLE ...; a value leaves an enum by a new type only.",
            bad: "DELETE FROM pg_enum WHERE enumlabel = 'old';",
            good: "DELETE FROM labels WHERE name = 'old';"
        ) { view in
            guard case .write(let change) = view.change, change.kind != .copy,
                change.table.schema == "pg_catalog" || change.table.schema == nil && change.table.name.hasPrefix("pg_")
            else { return [] }
            return [Discovery("\(change.table.text) belongs to the server: a mistake there breaks the database.")]
        },
        LintRule(
            "ban-drop-constraint", .warning,
            "A constraint is dropped.",
            betterWay: "Make sure that nobody counts on it.",
            isOnByDefault: false,
            bad: "ALTER TABLE users DROP CONSTRAINT adult;",
            good: "ALTER TABLE users RENAME CONSTRAINT adult TO grown_up;"
        ) { view in
            view.commands { command, index, alteration in
                guard case .dropConstraint(let name, _, _) = command, !view.isNew(alteration.table),
                    view.state.table(alteration.table)?.constraints[name] == nil,
                    !view.file.addedConstraints.contains(name)
                else { return [] }
                return [Discovery("What \(name) has guaranteed holds no longer.", at: .command(index))]
            }
        },
    ]

    /// A rule for dropping what is neither table nor column.
    private static func object(_ kinds: [ObjectKind], _ id: String, bad: LintExample, good: LintExample) -> LintRule {
        let name = kinds.first?.rawValue ?? ""
        let article = "aeiou".contains(text: name.prefix(1)) ? "An" : "A"
        return LintRule(
            id, .error, "\(article) \(name) is dropped: running programs break.",
            betterWay: "Stop using it first, and drop it one release later.",
            explanation: "Silent where the same file creates it again, and where the same change has created it.",
            bad: bad, good: good
        ) { view in
            guard case .drop(let removal) = view.change, kinds.contains(removal.kind), !removal.cascades else {
                return []
            }
            return removal.names.filter { !view.isOwn($0) }.map {
                Discovery("The \(removal.kind.rawValue) \($0.text) is dropped.")
            }
        }
    }
}

extension StatementView {
    /// Another table gets its name, or it is created again, which has a rule of its own.
    fileprivate func isReplaced(_ name: ObjectName) -> Bool {
        let name = state.resolve(name)
        return file.isRenamedToLater(name) || file.isCreatedLater(name)
    }

    /// This change has created it, or this file creates it again.
    fileprivate func isOwn(_ name: ObjectName) -> Bool {
        isNew(name) || isNewObject(name) || file.isCreatedLater(state.resolve(name))
    }
}
