import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

extension LintRule {
    static let columns: [LintRule] = [
        LintRule(
            "adding-field-with-default", .error,
            "A column is added with a default that is computed for each row: the table is written anew.",
            betterWay: "Add the column, SET DEFAULT for new rows, and fill the old ones in batches.",
            explanation: """
                A constant, and what is the same in the whole statement like `now()`, costs nothing. A function that the \
                files do not declare as `STABLE` or `IMMUTABLE` counts as volatile, as it does for the server.
                """,
            bad: "ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();",
            good: "ALTER TABLE users ADD COLUMN created timestamptz NOT NULL DEFAULT now();"
        ) { view in
            view.addedColumns { column, index, table in
                guard let value = column.defaultValue, !value.isNull, column.type?.isSerial != true else { return nil }
                guard let function = Volatility.volatileFunction(in: value, view.state) else {
                    guard view.options.serverVersion < 11 else { return nil }
                    return Discovery(
                        "Before PostgreSQL 11 every default writes \(table.text) anew.", atByte: column.offset,
                        command: index)
                }
                return Discovery(
                    "\(function.text)() gives each row of \(table.text) a value of its own: the table is written anew "
                        + "while nobody can read it.", atByte: column.offset, command: index)
            }
        },
        LintRule(
            "adding-generated-stored-column", .error,
            "A stored generated column is added: the table is written anew.",
            betterWay: "Add a plain column, fill it by a trigger and in batches; or a virtual one (PostgreSQL 18).",
            bad: "ALTER TABLE users ADD COLUMN total numeric GENERATED ALWAYS AS (a + b) STORED;",
            good: "ALTER TABLE users ADD COLUMN total numeric;"
        ) { view in
            view.addedColumns { column, index, table in
                guard column.generation == .stored else { return nil }
                return Discovery(
                    "\(column.name) is computed for every row of \(table.text) while nobody can read it.",
                    atByte: column.offset, command: index)
            }
        },
        LintRule(
            "adding-auto-increment-column", .error,
            "A serial or identity column is added: the table is written anew.",
            betterWay: "Add a plain column, number the rows in batches, then ADD GENERATED ... AS IDENTITY.",
            bad: "ALTER TABLE users ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;",
            good: "ALTER TABLE users ADD COLUMN number bigint;"
        ) { view in
            view.addedColumns { column, index, table in
                guard column.isIdentity || column.type?.isSerial == true else { return nil }
                return Discovery(
                    "Every row of \(table.text) is numbered while nobody can read it.", atByte: column.offset,
                    command: index)
            }
        },
        LintRule(
            "adding-constrained-domain-column", .error,
            "A column of a domain with constraints is added: the table is written anew.",
            betterWay: "Give it the base type, and a CHECK on the table with NOT VALID.",
            bad: LintExample(
                "-- swiftway:allow ban-create-domain-with-constraint for the example\nCREATE DOMAIN email AS text CHECK (value LIKE '%@%');",
                "ALTER TABLE users ADD COLUMN address email;"),
            good: LintExample("CREATE DOMAIN email AS text;", "ALTER TABLE users ADD COLUMN address email;")
        ) { view in
            view.addedColumns { column, index, table in
                guard let type = column.type,
                    view.state.constrainedDomains.contains(
                        view.state.resolve(.init(schema: type.schema, name: type.name)))
                else { return nil }
                return Discovery(
                    "The domain \(type.text) has constraints: \(table.text) is written anew.", atByte: column.offset,
                    command: index)
            }
        },
        LintRule(
            "adding-required-field", .error,
            "A column is added that must not be null and has no default.",
            betterWay: "Give it a default, or add it nullable and make it NOT NULL when it is filled.",
            explanation: "It fails on a table with rows, and programs of the version before cannot insert any more.",
            databases: [.postgreSQL, .sqlite],
            bad: "ALTER TABLE users ADD COLUMN country text NOT NULL;",
            good: "ALTER TABLE users ADD COLUMN country text NOT NULL DEFAULT 'fr';"
        ) { view in
            view.addedColumns { column, index, table in
                guard column.isNotNull, column.defaultValue.map(\.isNull) ?? true, !column.isIdentity,
                    column.generation == nil, column.type?.isSerial != true
                else { return nil }
                return Discovery(
                    "\(column.name) is required: this fails if \(table.text) has rows, and running programs that do "
                        + "not know it can insert no more.", atByte: column.offset, command: index)
            }
        },
        LintRule(
            "adding-not-nullable-field", .error,
            "`SET NOT NULL` reads the whole table while nobody can use it.",
            betterWay:
                "ADD CONSTRAINT ... CHECK (column IS NOT NULL) NOT VALID; in a later file VALIDATE CONSTRAINT; then SET NOT NULL and drop the CHECK.",
            explanation:
                "Silent where an earlier statement has validated a `CHECK` that says the same (PostgreSQL 12).",
            bad: "ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
            good: LintExample(
                "ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID;",
                "ALTER TABLE users VALIDATE CONSTRAINT email_there;",
                "ALTER TABLE users ALTER COLUMN email SET NOT NULL;")
        ) { view in
            view.commands { command, index, alteration in
                guard case .setNotNull(let column) = command, !view.isEmptyNew(alteration.table) else { return [] }
                let table = view.state.table(alteration.table)
                if table?.columns[column]?.isNotNull == true { return [] }
                if view.options.serverVersion >= 12, table?.checkedNotNull.contains(column) == true { return [] }
                return [
                    Discovery(
                        "All rows of \(alteration.table.text) are read while nobody can use it.", at: .command(index))
                ]
            }
        },
        LintRule(
            "changing-column-type", .error,
            "A column gets another type: the table and its indexes are written anew.",
            betterWay:
                "Add a column of the new type, let programs write both, fill it in batches, then drop the old one.",
            explanation: """
                Silent where the files tell the old type and the server keeps the table: `varchar(20)` to `varchar(40)` \
                or `text`, `numeric(8,2)` to `numeric(10,2)` and the like. A warning where they do not and the new type is `text`.
                """,
            bad: "ALTER TABLE users ALTER COLUMN id TYPE bigint;",
            good: LintExample(
                "CREATE TABLE users (name varchar(20));", "ALTER TABLE users ALTER COLUMN name TYPE varchar(40);")
        ) { view in
            view.commands { command, index, alteration in
                guard case .changeType(let column, let new, let hasCollation, let isConverted) = command,
                    !view.isEmptyNew(alteration.table)
                else { return [] }
                let old = view.state.table(alteration.table)?.columns[column]?.type
                if let old, !isConverted, TypeChange.keepsTable(from: old, to: new) { return [] }
                // Nearly every column that becomes text was varchar, and of that the server keeps the table.
                if old == nil, !isConverted, !hasCollation, new.isUnlimitedText {
                    return [
                        Discovery(
                            "Unless \(column) is varchar or text now, \(alteration.table.text) is written anew while "
                                + "nobody can read it; no file tells its type.", severity: .warning,
                            at: .command(index))
                    ]
                }
                let change = old.map { "from \($0.text) to \(new.text)" } ?? "to \(new.text)"
                return [
                    Discovery(
                        "\(column) changes \(change): \(alteration.table.text) is written anew while nobody can read it.",
                        at: .command(index))
                ]
            }
        },
        LintRule(
            "changing-collation", .error,
            "A column gets another collation: its indexes are rebuilt while nobody can use the table.",
            betterWay: "Add an index with the new collation concurrently first, or a new column.",
            bad: LintExample(
                "CREATE TABLE users (name text);", "ALTER TABLE users ALTER COLUMN name TYPE text COLLATE \"C\";"),
            good: "CREATE INDEX CONCURRENTLY users_name_c ON users (name COLLATE \"C\");"
        ) { view in
            view.commands { command, index, alteration in
                guard case .changeType(let column, let new, hasCollation: true, _) = command,
                    !view.isEmptyNew(alteration.table),
                    let old = view.state.table(alteration.table)?.columns[column]?.type,
                    TypeChange.keepsTable(from: old, to: new)
                else { return [] }
                return [
                    Discovery(
                        "The indexes of \(column) are rebuilt while nobody can use \(alteration.table.text).",
                        at: .command(index))
                ]
            }
        },
        LintRule(
            "ban-alter-identity", .warning,
            "How a column numbers its rows is changed.",
            betterWay: "Make sure that running programs insert as the column will want it, before and after.",
            bad: "ALTER TABLE users ALTER COLUMN id SET GENERATED ALWAYS;",
            good: "ALTER TABLE users ALTER COLUMN id SET STATISTICS 500;"
        ) { view in
            view.commands { command, index, alteration in
                guard !view.isNew(alteration.table) else { return [] }
                switch command {
                case .addIdentity(let column), .alterIdentity(let column), .dropIdentity(let column):
                    return [
                        Discovery(
                            "Inserts of running programs may fail by the new identity of \(column).",
                            at: .command(index))
                    ]
                default: return []
                }
            }
        },
        LintRule(
            "ban-drop-generated-expression", .warning,
            "A column is generated no longer.",
            betterWay: "Make programs write the column first.",
            bad: "ALTER TABLE users ALTER COLUMN total DROP EXPRESSION;",
            good: "ALTER TABLE users ADD COLUMN sum numeric;"
        ) { view in
            view.commands { command, index, alteration in
                guard case .dropExpression(let column) = command, !view.isNew(alteration.table) else { return [] }
                return [
                    Discovery(
                        "Running programs leave \(column) to the server, and it stays null from now on.",
                        at: .command(index))
                ]
            }
        },
        LintRule(
            "ban-drop-not-null", .warning,
            "A column may be null from now on.",
            betterWay: "Make readers expect it first.",
            isOnByDefault: false,
            bad: "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;",
            good: "ALTER TABLE users ALTER COLUMN email SET DEFAULT '';"
        ) { view in
            view.commands { command, index, alteration in
                guard case .dropNotNull(let column) = command, !view.isNew(alteration.table) else { return [] }
                return [Discovery("Readers of \(column) may not expect null.", at: .command(index))]
            }
        },
        LintRule(
            "ban-drop-default", .warning,
            "A column has no default any more.",
            betterWay: "Make programs write the column first.",
            isOnByDefault: false,
            bad: "ALTER TABLE users ALTER COLUMN plan DROP DEFAULT;",
            good: "ALTER TABLE users ALTER COLUMN plan SET DEFAULT 'free';"
        ) { view in
            view.commands { command, index, alteration in
                guard case .setDefault(let column, nil) = command, !view.isNew(alteration.table) else { return [] }
                return [
                    Discovery("Running programs that leave out \(column) insert null, or fail.", at: .command(index))
                ]
            }
        },
        LintRule(
            "add-json-column", .warning,
            "A column has the type json, which knows no equality: DISTINCT and GROUP BY fail.",
            betterWay: "Use jsonb.",
            bad: "ALTER TABLE users ADD COLUMN options json;",
            good: "ALTER TABLE users ADD COLUMN options jsonb;"
        ) { view in
            view.definedColumns.filter { $0.column.type?.name == "json" && $0.column.type?.schema == nil }.map {
                found in
                Discovery("\(found.column.name) is json: SELECT DISTINCT fails over it.", atByte: found.column.offset)
            }
        },
    ]
}

extension DataType {
    fileprivate var isUnlimitedText: Bool {
        schema == nil && !isArray && modifiers.isEmpty && (name == "text" || name == "varchar")
    }
}

extension StatementView {
    /// The columns of a new table, or that one gets.
    var definedColumns: [(column: ColumnDefinition, table: ObjectName)] {
        switch change {
        case .createTable(let table): table.columns.map { ($0, table.name) }
        case .alterTable(let alteration):
            alteration.commands.compactMap { command in
                if case .addColumn(let column, _) = command { (column, alteration.table) } else { nil }
            }
        default: []
        }
    }
}
