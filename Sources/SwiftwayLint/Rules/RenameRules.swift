import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

extension LintRule {
    static let renames: [LintRule] = [
        LintRule(
            "renaming-column", .error,
            "A column is renamed: running programs break.",
            betterWay: "Add a new column, let programs write both, fill it in batches, then drop the old one.",
            databases: [.postgreSQL, .sqlite],
            bad: "ALTER TABLE users RENAME COLUMN mail TO email;",
            good: "ALTER TABLE users ADD COLUMN email text;"
        ) { view in
            guard case .rename(let renaming) = view.change, renaming.kind == .column || renaming.kind == .attribute,
                !view.isNew(renaming.object), !view.isNewObject(renaming.object)
            else { return [] }
            return [
                Discovery(
                    "\(renaming.object.text).\(renaming.part ?? "") becomes \(renaming.newName): running programs break."
                )
            ]
        },
        LintRule(
            "renaming-table", .error,
            "A table is renamed: running programs break.",
            betterWay: "Rename it and create a view with the old name in the same transaction, or use a new table.",
            explanation: """
                Silent where the same file creates a view with the old name, or gives the old name to another table.
                """,
            databases: [.postgreSQL, .sqlite],
            bad: "ALTER TABLE users RENAME TO people;",
            good: "ALTER TABLE users RENAME TO people;\nCREATE VIEW users AS SELECT * FROM people;"
        ) { view in
            guard case .rename(let renaming) = view.change, renaming.kind == .table, !view.isNew(renaming.object),
                !view.file.isViewCreatedLater(view.state.resolve(renaming.object)),
                !view.file.isRenamedToLater(view.state.resolve(renaming.object))
            else { return [] }
            return [Discovery("\(renaming.object.text) becomes \(renaming.newName): running programs break.")]
        },
        LintRule(
            "renaming-object", .error,
            "A view, function, type or sequence is renamed: running programs break.",
            betterWay: "Create it under the new name, and drop the old one a release later.",
            explanation: "Indexes, constraints, triggers and policies are no names that programs use.",
            bad: "ALTER VIEW active_users RENAME TO users_active;",
            good: "ALTER INDEX users_email RENAME TO users_email_key;"
        ) { view in
            guard case .rename(let renaming) = view.change, !view.isNewObject(renaming.object) else { return [] }
            switch renaming.kind {
            case .view, .materializedView, .function, .procedure, .aggregate, .type, .domain, .sequence, .foreignTable:
                return [
                    Discovery(
                        "The \(renaming.kind.rawValue) \(renaming.object.text) becomes \(renaming.newName): running programs break."
                    )
                ]
            default: return []
            }
        },
        LintRule(
            "rename-schema", .error,
            "A schema is renamed: running programs break.",
            betterWay: "Create a new schema, and move to it step by step.",
            bad: "ALTER SCHEMA shop RENAME TO store;", good: "CREATE SCHEMA store;"
        ) { view in
            guard case .rename(let renaming) = view.change, renaming.kind == .schema else { return [] }
            return [
                Discovery("The schema \(renaming.object.name) becomes \(renaming.newName): running programs break.")
            ]
        },
        LintRule(
            "rename-enum-value", .error,
            "A value of an enum is renamed: running programs break.",
            betterWay: "Add a value, let programs write it, and change the rows.",
            bad: "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';", good: "ALTER TYPE mood ADD VALUE 'fine';"
        ) { view in
            guard case .rename(let renaming) = view.change, renaming.kind == .enumValue,
                !view.isNewObject(renaming.object)
            else { return [] }
            return [
                Discovery(
                    "'\(renaming.part ?? "")' of \(renaming.object.text) becomes '\(renaming.newName)': running programs break."
                )
            ]
        },
        LintRule(
            "ban-set-schema", .error,
            "An object is moved to another schema: running programs break.",
            betterWay: "Create it in the new schema, and let a view or a function stand in the old one for a release.",
            bad: "ALTER TABLE users SET SCHEMA archive;", good: "CREATE TABLE archive.users (id bigint);"
        ) { view in
            guard case .move(let kind, let name, let schema) = view.change, !view.isNew(name), !view.isNewObject(name),
                !view.file.isCreatedLater(view.state.resolve(name)), kind != .extension
            else { return [] }
            return [Discovery("The \(kind.rawValue) \(name.text) moves to \(schema): running programs break.")]
        },
    ]
}
