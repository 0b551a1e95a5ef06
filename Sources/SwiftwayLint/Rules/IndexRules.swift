import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

extension LintRule {
    /// Refused by the server; the linter asks for it by name.
    static let concurrentlyInTransaction = LintRule(
        "ban-concurrent-index-creation-in-transaction", .error,
        "A statement with `CONCURRENTLY` stands where a transaction is open, and fails.",
        betterWay: "Put it into a file of its own, which swiftway runs without a transaction.",
        explanation: """
            swiftway runs a file without a transaction if none of its statements can run in one. A file that mixes both \
            kinds is refused unless `mixed` is set, and `executeInTransaction=true` or a `BEGIN` of the file's own opens \
            a transaction in any case. In `DO` it never can run.
            """,
        bad: "BEGIN;\nCREATE INDEX CONCURRENTLY users_email ON users (email);\nCOMMIT;",
        good: "CREATE INDEX CONCURRENTLY users_email ON users (email);"
    ) { view in
        if view.codeOffset != nil {
            return view.change.isConcurrent ? [Discovery("CONCURRENTLY cannot run in a DO.")] : []
        }
        guard view.isFirst, view.transaction != nil, case .concurrently = view.statement.action else { return [] }
        let place = view.file.mode == .refused ? "beside statements that need one" : "in a transaction"
        return [Discovery("\(view.statement.verbWithConcurrently) cannot run \(place).")]
    }

    static let indexes: [LintRule] = [
        LintRule(
            "require-concurrent-index-creation", .error,
            "An index is built while nobody can write to its table.",
            betterWay: "CREATE INDEX CONCURRENTLY, in a file of its own.",
            explanation: """
                `CREATE INDEX` takes a SHARE lock for as long as the build takes. Silent for tables that are new, and \
                for `ON ONLY` a partitioned table, which builds nothing.
                """,
            bad: "CREATE INDEX users_email ON users (email);",
            good: "CREATE INDEX CONCURRENTLY users_email ON users (email);"
        ) { view in
            guard case .createIndex(let index) = view.change, !index.concurrently, !index.isOnly,
                !view.isEmptyNew(index.table)
            else { return [] }
            let isPartitioned = view.state.table(index.table)?.isPartitioned ?? false
            return [
                Discovery(
                    "Nobody can write to \(index.table.text) while this index is built.",
                    remedy: isPartitioned
                        ? "CREATE INDEX ON ONLY the partitioned table, CREATE INDEX CONCURRENTLY on each partition in a "
                            + "file of its own, then ALTER INDEX ... ATTACH PARTITION." : nil)
            ]
        },
        LintRule(
            "require-concurrent-index-deletion", .error,
            "Dropping an index locks its table against everybody.",
            betterWay: "DROP INDEX CONCURRENTLY, in a file of its own.",
            bad: "DROP INDEX users_email;",
            good: "DROP INDEX CONCURRENTLY users_email;"
        ) { view in
            guard case .drop(let removal) = view.change, removal.kind == .index, !removal.concurrently else {
                return []
            }
            let names = removal.names.filter { name in
                guard let table = view.state.table(ofIndex: name) else { return true }
                return !view.isNew(table)
            }
            guard let name = names.first else { return [] }
            return [
                Discovery(
                    "DROP INDEX \(name.text) waits for all readers and writers of the table, and all wait for it.")
            ]
        },
        LintRule(
            "require-concurrent-reindex", .error,
            "An index is rebuilt while nobody can write to its table or read by the index.",
            betterWay: "REINDEX ... CONCURRENTLY, in a file of its own.",
            bad: "REINDEX TABLE users;",
            good: "REINDEX TABLE CONCURRENTLY users;"
        ) { view in
            guard case .reindex(let target, let name, concurrently: false) = view.change else { return [] }
            if target == .table, let name, view.isNew(name) { return [] }
            if target == .index, let name, let table = view.state.table(ofIndex: name), view.isNew(table) { return [] }
            return [Discovery("REINDEX \(target.rawValue) blocks writers, and readers that use the index.")]
        },
        LintRule(
            "require-concurrent-partition-detach", .error,
            "Detaching a partition locks the partitioned table against everybody.",
            betterWay: "DETACH PARTITION ... CONCURRENTLY (PostgreSQL 14 and newer), in a file of its own.",
            explanation: "An interrupted `DETACH PARTITION ... CONCURRENTLY` is ended with `FINALIZE`.",
            bad: "ALTER TABLE measurements DETACH PARTITION measurements_2020;",
            good: "ALTER TABLE measurements DETACH PARTITION measurements_2020 CONCURRENTLY;"
        ) { view in
            view.commands { command, index, alteration in
                guard case .detachPartition(let partition, concurrently: false) = command,
                    !view.isNew(alteration.table)
                else { return [] }
                return [
                    Discovery(
                        "DETACH PARTITION \(partition.text) locks \(alteration.table.text) against reading and writing.",
                        remedy: view.options.serverVersion < 14
                            ? "PostgreSQL 14 learned CONCURRENTLY; before, do it in a quiet hour." : nil,
                        at: .command(index))
                ]
            }
        },
        concurrentlyInTransaction,
        LintRule(
            "concurrently-on-partitioned-table", .error,
            "An index is to be built concurrently on a partitioned table, and fails.",
            betterWay:
                "CREATE INDEX ON ONLY the partitioned table, CREATE INDEX CONCURRENTLY on each partition, then ALTER INDEX ... ATTACH PARTITION.",
            bad: LintExample(
                "CREATE TABLE events (day date NOT NULL, kind text) PARTITION BY RANGE (day);",
                "CREATE INDEX CONCURRENTLY events_kind ON events (kind);"),
            good: LintExample(
                "CREATE TABLE events (day date NOT NULL, kind text) PARTITION BY RANGE (day);",
                "CREATE INDEX events_kind ON ONLY events (kind);")
        ) { view in
            guard case .createIndex(let index) = view.change, index.concurrently, !index.isOnly,
                view.state.table(index.table)?.isPartitioned == true
            else { return [] }
            return [Discovery("\(index.table.text) is partitioned: PostgreSQL builds no index on it concurrently.")]
        },
        LintRule(
            "concurrent-if-not-exists", .warning,
            "`IF NOT EXISTS` reports success over an index that a failed build has left invalid.",
            betterWay: "Leave IF NOT EXISTS out: swiftway resumes the file behind the statements that are done.",
            explanation: """
                swiftway itself drops the invalid index and builds it again, so that this rule is of use to files that \
                other programs run too.
                """,
            isOnByDefault: false,
            bad: "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);",
            good: "CREATE INDEX CONCURRENTLY users_email ON users (email);"
        ) { view in
            guard case .createIndex(let index) = view.change, index.concurrently, index.ifNotExists else { return [] }
            return [Discovery("Where an invalid index has this name, IF NOT EXISTS is content with it.")]
        },
        LintRule(
            "unnamed-concurrent-index", .warning,
            "An index that is built concurrently has no name.",
            betterWay: "Give it a name, so that what a failed build leaves behind can be recognised.",
            bad: "CREATE INDEX CONCURRENTLY ON users (email);",
            good: "CREATE INDEX CONCURRENTLY users_email ON users (email);"
        ) { view in
            guard case .createIndex(let index) = view.change, index.concurrently, index.name == nil else { return [] }
            return [Discovery("The server gives this index a name: a failed build could not be told from it.")]
        },
        LintRule(
            "index-over-3-columns", .warning,
            "An index has more than three columns.",
            betterWay: "Index fewer columns, those first that select most.",
            isOnByDefault: false,
            bad: "CREATE INDEX CONCURRENTLY users_all ON users (a, b, c, d);",
            good: "CREATE INDEX CONCURRENTLY users_all ON users (a, b);"
        ) { view in
            guard case .createIndex(let index) = view.change, !index.isUnique, index.columns.count > 3 else {
                return []
            }
            return [Discovery("An index of \(index.columns.count) columns is large and rarely used to its end.")]
        },
    ]
}

extension ScriptStatement {
    var verbWithConcurrently: String {
        guard case .concurrently(let operation) = action else { return "This statement" }
        return switch operation {
        case .createIndex: "CREATE INDEX CONCURRENTLY"
        case .dropIndex: "DROP INDEX CONCURRENTLY"
        case .reindex: "REINDEX CONCURRENTLY"
        case .detachPartition: "DETACH PARTITION ... CONCURRENTLY"
        }
    }
}

extension SchemaChange {
    fileprivate var isConcurrent: Bool {
        switch self {
        case .createIndex(let index): index.concurrently
        case .drop(let removal): removal.concurrently
        case .reindex(_, _, let concurrently): concurrently
        default: false
        }
    }
}
