import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

extension LintRule {
    static let rows: [LintRule] = [
        LintRule(
            "backfill-with-ddl", .error,
            "Many rows are changed while the table is locked by an earlier statement of the transaction.",
            betterWay: "Put the UPDATE into a file of its own, and change rows in batches.",
            bad: "ALTER TABLE users ADD COLUMN plan text;\nUPDATE users SET plan = 'free';",
            good: "ALTER TABLE users ADD COLUMN plan text;\nALTER TABLE users ALTER COLUMN plan SET DEFAULT 'free';"
        ) { view in
            guard case .write(let change) = view.change, change.isUnbounded, view.keepsLocked(change.table) else {
                return []
            }
            return [
                Discovery(
                    "\(change.table.text) stays locked against everybody by an earlier statement while all rows are changed."
                )
            ]
        },
        LintRule(
            "unbounded-dml", .error,
            "All rows of a table are changed by one statement.",
            betterWay: "Change them in batches, in a file that runs without a transaction.",
            explanation: """
                Every row stays locked until the end, and the table grows by as much. Where the only condition is \
                `IS NULL`, as in a backfill, the finding is a warning.
                """,
            databases: [.postgreSQL, .sqlite],
            bad: "DELETE FROM sessions;",
            good: "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE ended < now() LIMIT 1000);"
        ) { view in
            guard case .write(let change) = view.change, change.isUnbounded, !view.isNew(change.table),
                !view.keepsLocked(change.table)
            else { return [] }
            let isDelete = change.kind == .delete
            return [
                Discovery(
                    change.extent == .backfill
                        ? "\(change.kind.rawValue) of perhaps all rows of \(change.table.text) at once."
                        : isDelete
                            ? "All rows of \(change.table.text) are deleted."
                            : "All rows of \(change.table.text) are changed at once.",
                    severity: change.extent == .backfill ? .warning : nil)
            ]
        },
        LintRule(
            "ban-duplicate-column-assignments", .error,
            "An UPDATE sets a column twice, and fails.",
            betterWay: "Set it once.",
            bad: "UPDATE users SET name = 'a', name = 'b' WHERE id = 1;",
            good: "UPDATE users SET name = 'a', mail = 'b' WHERE id = 1;"
        ) { view in
            guard case .write(let change) = view.change else { return [] }
            var seen: Set<String> = []
            return change.assigned.filter { !seen.insert($0.column).inserted }.map {
                Discovery("\($0.column) is set twice.", at: .byte($0.offset))
            }
        },
    ]
}

extension DataChange {
    fileprivate var isUnbounded: Bool { (kind == .update || kind == .delete) && extent != .some }
}

extension StatementView {
    /// Whether an earlier statement of the transaction keeps others from reading the table.
    fileprivate func keepsLocked(_ table: ObjectName) -> Bool {
        transaction != nil && work.locked[state.resolve(table)] == .accessExclusive
    }
}
