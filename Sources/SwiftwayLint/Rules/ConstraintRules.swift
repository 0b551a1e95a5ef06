import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

extension LintRule {
    static let constraints: [LintRule] = [
        LintRule(
            "constraint-missing-not-valid", .error,
            "A constraint is checked against all rows while nobody can use the table.",
            betterWay: "Add it with NOT VALID, and VALIDATE CONSTRAINT in a later file.",
            explanation: """
                `VALIDATE CONSTRAINT` in the same transaction gains nothing: the lock of `ADD CONSTRAINT` is kept until \
                its end. The next file has a transaction of its own, unless `group` is set.
                """,
            bad: "ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18);",
            good: LintExample(
                "ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18) NOT VALID;",
                "ALTER TABLE users VALIDATE CONSTRAINT adult;")
        ) { view in
            view.commands { command, index, alteration in
                guard !view.isEmptyNew(alteration.table) else { return [] }
                let table = alteration.table.text
                switch command {
                case .addConstraint(let constraint):
                    guard case .check = constraint.kind, !constraint.isNotValid else { return [] }
                    return [
                        Discovery(
                            "All rows of \(table) are checked while nobody can use it.", atByte: constraint.offset,
                            command: index)
                    ]
                case .addColumn(let column, _):
                    return column.constraints.compactMap { constraint in
                        guard case .check = constraint.kind else { return nil }
                        return Discovery(
                            "All rows of \(table) are checked while nobody can use it.", atByte: constraint.offset,
                            command: index)
                    }
                case .validateConstraint(let name):
                    guard let transaction = view.transaction,
                        let constraint = view.state.table(alteration.table)?.constraints[name],
                        constraint.transaction == transaction, !constraint.isValid
                    else { return [] }
                    return [
                        Discovery(
                            "\(name) was added in this transaction, whose lock on \(table) is kept while all rows are read.",
                            remedy: "Validate it in a file of its own.", at: .command(index))
                    ]
                default: return []
                }
            }
        },
        LintRule(
            "adding-foreign-key-constraint", .error,
            "A foreign key is checked against all rows while nobody can write to either table.",
            betterWay: "Add it with NOT VALID, and VALIDATE CONSTRAINT in a later file.",
            explanation: """
                A reference on a new column without a default has nothing to check: it takes the locks only, and the \
                finding is a warning.
                """,
            bad: "ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);",
            good: LintExample(
                "ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;",
                "ALTER TABLE orders VALIDATE CONSTRAINT orders_user;")
        ) { view in
            view.commands { command, index, alteration in
                guard !view.isEmptyNew(alteration.table) else { return [] }
                switch command {
                case .addConstraint(let constraint):
                    guard case .foreignKey(let other) = constraint.kind, !constraint.isNotValid else { return [] }
                    return [
                        Discovery(
                            "Nobody can write to \(alteration.table.text) and \(other.text) while all rows are checked.",
                            atByte: constraint.offset, command: index)
                    ]
                case .addColumn(let column, _):
                    return column.constraints.compactMap { constraint in
                        guard case .foreignKey(let other) = constraint.kind else { return nil }
                        let isScanned = column.defaultValue.map { !$0.isNull } ?? false
                        return Discovery(
                            isScanned
                                ? "Nobody can use \(alteration.table.text) or write to \(other.text) while all rows are checked."
                                : "\(alteration.table.text) and \(other.text) are locked together.",
                            remedy: isScanned
                                ? nil : "Add the column alone, and the foreign key with NOT VALID in a later file.",
                            severity: isScanned ? nil : .warning, atByte: constraint.offset, command: index)
                    }
                default: return []
                }
            }
        },
        LintRule(
            "disallowed-unique-constraint", .error,
            "A unique constraint builds its index while nobody can use the table.",
            betterWay:
                "CREATE UNIQUE INDEX CONCURRENTLY in a file of its own, then ADD CONSTRAINT ... UNIQUE USING INDEX.",
            bad: "ALTER TABLE users ADD CONSTRAINT users_email UNIQUE (email);",
            good: "ALTER TABLE users ADD CONSTRAINT users_email UNIQUE USING INDEX users_email_index;"
        ) { view in
            view.builtIndexes(.unique) { "The index is built while nobody can use \($0)." }
        },
        LintRule(
            "adding-serial-primary-key-field", .error,
            "A primary key builds its index while nobody can use the table.",
            betterWay:
                "CREATE UNIQUE INDEX CONCURRENTLY in a file of its own, then ADD PRIMARY KEY USING INDEX.",
            bad: "ALTER TABLE users ADD PRIMARY KEY (id);",
            good: "ALTER TABLE users ADD CONSTRAINT users_key PRIMARY KEY USING INDEX users_id_index;"
        ) { view in
            view.builtIndexes(.primaryKey) { "The index of the key is built while nobody can use \($0)." }
        },
        LintRule(
            "primary-key-using-nullable-index", .warning,
            "A primary key is made of an index whose columns may be null: all rows are read while nobody can use the table.",
            betterWay: "Validate a CHECK (column IS NOT NULL) in an earlier file.",
            bad: LintExample(
                "CREATE TABLE users (id bigint);", "CREATE UNIQUE INDEX CONCURRENTLY users_id ON users (id);",
                "ALTER TABLE users ADD PRIMARY KEY USING INDEX users_id;"),
            good: LintExample(
                "CREATE TABLE users (id bigint NOT NULL);", "CREATE UNIQUE INDEX CONCURRENTLY users_id ON users (id);",
                "ALTER TABLE users ADD PRIMARY KEY USING INDEX users_id;")
        ) { view in
            view.addedConstraints { constraint, index, table in
                guard constraint.kind == .primaryKey, let name = constraint.index, let known = view.state.table(table),
                    let definition = view.state.indexes[
                        .init(schema: view.state.resolve(table).schema, name: name)]
                else { return nil }
                let nullable = definition.columns.compactMap { $0 }.first { column in
                    guard let column = known.columns[column], !column.isNotNull else { return false }
                    return true
                }
                guard let nullable, !known.checkedNotNull.contains(nullable) else { return nil }
                return Discovery(
                    "\(nullable) may be null: all rows of \(table.text) are read.", atByte: constraint.offset,
                    command: index)
            }
        },
        LintRule(
            "adding-exclusion-constraint", .error,
            "An exclusion constraint builds its index while nobody can use the table.",
            betterWay: "There is no way online: do it in a quiet hour, or fill a new table.",
            bad: "ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);",
            good: "CREATE TABLE bookings (room int, during tsrange, EXCLUDE USING gist (room WITH =, during WITH &&));"
        ) { view in
            view.builtIndexes(.exclusion) { "The index is built while nobody can use \($0)." }
        },
        LintRule(
            "attach-partition-without-check", .error,
            "A table is attached as a partition: all of its rows are read while nobody can use it.",
            betterWay: "Validate a CHECK that says what the partition's bounds say in an earlier file, then attach.",
            explanation: """
                Silent where the table is new, and where the files have given it a validated `CHECK`. A default partition \
                of the parent is read too.
                """,
            bad: "ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
            good: LintExample(
                "ALTER TABLE events_2024 ADD CONSTRAINT of_2024 CHECK (day >= '2024-01-01' AND day < '2025-01-01') NOT VALID;",
                "ALTER TABLE events_2024 VALIDATE CONSTRAINT of_2024;",
                "ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');")
        ) { view in
            view.commands { command, index, alteration in
                guard case .attachPartition(let partition, _) = command, !view.isEmptyNew(partition) else { return [] }
                let isChecked = view.state.table(partition)?.constraints.values.contains { $0.isCheck && $0.isValid }
                if isChecked == true { return [] }
                return [
                    Discovery("All rows of \(partition.text) are read while nobody can use it.", at: .command(index))
                ]
            }
        },
        LintRule(
            "foreign-key-without-index", .warning,
            "A foreign key has no index on its columns: deleting from the other table reads the whole table each time.",
            betterWay: "Create an index on the columns, concurrently if the table is in use.",
            explanation: "It knows the indexes that the files create, and no others.",
            isOnByDefault: false,
            bad: "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));",
            good: """
                CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
                CREATE INDEX orders_user ON orders (user_id);
                """
        ) { view in
            guard case .createTable(let table) = view.change, table.parent == nil else { return [] }
            let own = table.constraints + table.columns.flatMap(\.constraints)
            let covered = own.filter { $0.kind == .primaryKey || $0.kind == .unique }.compactMap(\.columns.first)
            let indexed = view.file.indexedColumns[view.state.resolve(table.name)] ?? []
            return own.compactMap { constraint in
                guard case .foreignKey(let other) = constraint.kind, let column = constraint.columns.first,
                    !covered.contains(column), !indexed.contains(column)
                else { return nil }
                return Discovery(
                    "Deleting from \(other.text) reads all of \(table.name.text): there is no index on \(column).",
                    atByte: constraint.offset)
            }
        },
    ]
}

extension StatementView {
    /// Constraints that build an index, of a table or of a column that is added.
    fileprivate func builtIndexes(
        _ kind: TableConstraint.Kind, _ message: (String) -> String
    ) -> [Discovery] {
        commands { command, index, alteration in
            guard !isEmptyNew(alteration.table) else { return [] }
            let constraints: [TableConstraint] =
                switch command {
                case .addConstraint(let constraint): [constraint]
                case .addColumn(let column, _): column.constraints
                default: []
                }
            return constraints.filter { $0.kind == kind && $0.index == nil }.map {
                Discovery(message(alteration.table.text), atByte: $0.offset, command: index)
            }
        }
    }
}
