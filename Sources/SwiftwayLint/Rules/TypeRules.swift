import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

extension LintRule {
    static let enums: [LintRule] = [
        LintRule(
            "enum-value-used-in-same-transaction", .error,
            "A value is used in the transaction that added it to its enum, and fails.",
            betterWay: "Use it in the next file.",
            explanation: "Silent where the type itself is new in the transaction.",
            bad: "ALTER TYPE mood ADD VALUE 'fine';\nUPDATE people SET mood = 'fine' WHERE id = 1;",
            good: LintExample("ALTER TYPE mood ADD VALUE 'fine';", "UPDATE people SET mood = 'fine' WHERE id = 1;")
        ) { view in
            guard view.isFirst, let transaction = view.transaction, !view.work.enumValues.isEmpty else { return [] }
            switch view.change {
            case .addEnumValue, .rename: return []
            default: break
            }
            return view.work.enumValues.filter { value in
                if let created = view.state.enums[view.state.resolve(value.type)], created == transaction {
                    return false
                }
                return view.statement.hasString(value.value, dialect: view.dialect)
            }.prefix(1).map {
                Discovery(
                    "'\($0.value)' was added to \($0.type.text) in this transaction and cannot be used before its end.")
            }
        },
        LintRule(
            "require-enum-value-ordering", .warning,
            "A value is added to an enum without its place.",
            betterWay: "BEFORE or AFTER another value.",
            isOnByDefault: false,
            bad: "ALTER TYPE mood ADD VALUE 'fine';", good: "ALTER TYPE mood ADD VALUE 'fine' AFTER 'ok';"
        ) { view in
            guard case .addEnumValue(let value) = view.change, !value.isPlaced else { return [] }
            return [Discovery("'\(value.value)' comes behind all others of \(value.type.text).")]
        },
        LintRule(
            "create-enum", .warning,
            "An enum is created: no value of it can be removed.",
            betterWay: "A table with the values, and a foreign key.",
            isOnByDefault: false,
            bad: "CREATE TYPE mood AS ENUM ('ok');", good: "CREATE TABLE mood (name text PRIMARY KEY);"
        ) { view in
            guard case .createEnum(let name) = view.change else { return [] }
            return [Discovery("No value of \(name.text) can ever be removed.")]
        },
        LintRule(
            "ban-create-domain-with-constraint", .warning,
            "A domain has constraints: to change them reads every column of the domain.",
            betterWay: "Put a CHECK on the tables, which can be added with NOT VALID.",
            bad: "CREATE DOMAIN email AS text CHECK (value LIKE '%@%');", good: "CREATE DOMAIN email AS text;"
        ) { view in
            guard case .createDomain(let name, let constraints) = view.change, !constraints.isEmpty else { return [] }
            return [Discovery("To change the constraints of \(name.text) later reads every column of it.")]
        },
        LintRule(
            "ban-alter-domain-with-add-constraint", .error,
            "A constraint is added to a domain: every column of it is read while nobody can write.",
            betterWay: "Add it with NOT VALID, and VALIDATE CONSTRAINT in a later file; or put it on the tables.",
            bad: "ALTER DOMAIN email ADD CONSTRAINT at CHECK (value LIKE '%@%');",
            good: "ALTER DOMAIN email ADD CONSTRAINT at CHECK (value LIKE '%@%') NOT VALID;"
        ) { view in
            guard case .addDomainConstraint(let name, let constraint) = view.change, !constraint.isNotValid,
                !view.isNewObject(name)
            else { return [] }
            return [Discovery("Every column of \(name.text) is read while nobody can write to its table.")]
        },
    ]

    static let rights: [LintRule] = [
        LintRule(
            "broad-grant", .warning,
            "Rights are granted to everybody, or all rights on everything.",
            betterWay: "Grant them to the roles that need them.",
            bad: "GRANT SELECT ON users TO PUBLIC;", good: "GRANT SELECT ON users TO app;"
        ) { view in
            guard case .grant(let grant) = view.change, grant.onRelation else { return [] }
            if grant.toPublic { return [Discovery("Every role gets \(grant.isAll ? "all rights" : "these rights").")] }
            return grant.isAll && grant.onAll
                ? [Discovery("All rights on everything in the schema are given away.")] : []
        },
        LintRule(
            "ban-revoke", .warning,
            "Rights are taken away: running programs may break.",
            betterWay: "Make sure that nobody needs them any more.",
            explanation: "Silent for what is taken from PUBLIC, and for tables that are new.",
            bad: "REVOKE INSERT ON users FROM app;", good: "REVOKE ALL ON SCHEMA public FROM PUBLIC;"
        ) { view in
            guard case .revoke(let rights, let object) = view.change, rights.onRelation, !rights.toPublic else {
                return []
            }
            if let object, view.isNew(object) { return [] }
            return [Discovery("Programs that use these rights\(object.map { " on \($0.text)" } ?? "") break.")]
        },
        LintRule(
            "ban-alter-row-level-security", .warning,
            "Which rows of a table are visible changes for running programs.",
            betterWay: "Create the policies first, and try them with the roles of the programs.",
            bad: "ALTER TABLE users ENABLE ROW LEVEL SECURITY;",
            good: "CREATE TABLE users (id int);\nALTER TABLE users ENABLE ROW LEVEL SECURITY;"
        ) { view in
            view.commands { command, index, alteration in
                guard case .rowSecurity(let isEnabled) = command, !view.isNew(alteration.table) else { return [] }
                return [
                    Discovery(
                        isEnabled
                            ? "Without a policy for them programs see no row of \(alteration.table.text)."
                            : "Every role with rights on \(alteration.table.text) sees all of its rows.",
                        at: .command(index))
                ]
            }
        },
    ]
}
