import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// A change as a rule sees it: with all that was before it.
struct StatementView {
    let change: SchemaChange
    let statement: ScriptStatement
    /// The byte of `DO` at which the statement in its body begins that makes the change; `nil` outside of such code.
    let codeOffset: Int?
    /// Whether no other change of the same statement was shown before.
    let isFirst: Bool
    let options: LintOptions
    let state: SchemaState
    /// The number of the transaction it runs in; `nil` for one of its own.
    let transaction: Int?
    let work: TransactionWork
    let file: FileView

    var dialect: ScriptDialect { state.dialect }

    /// The table is in nobody's way: this file made it, or one that is deployed together with it.
    func isNew(_ name: ObjectName) -> Bool {
        guard let table = state.table(name) else { return isNewObject(name) }
        if table.isTemporary { return true }
        guard let origin = table.file else { return false }
        return origin == file.number || file.newNumbers.contains(origin)
    }

    /// New, and without many rows that a scan or a rewrite would take its time over.
    func isEmptyNew(_ name: ObjectName) -> Bool {
        guard isNew(name) else { return false }
        // A materialized view.
        guard let table = state.table(name) else { return true }
        // Nobody else sees a table before its transaction has ended.
        if let own = table.transaction, own == transaction { return true }
        return table.filledIn == nil
    }

    func isNewObject(_ name: ObjectName) -> Bool {
        guard let origin = state.objects[state.resolve(name)] else { return false }
        return origin == file.number || file.newNumbers.contains(origin)
    }

    /// The parts of `ALTER TABLE`, of an existing table.
    func commands(
        of otherKinds: [ObjectKind] = [], _ body: (TableCommand, Int, TableAlteration) -> [Discovery]
    ) -> [Discovery] {
        guard case .alterTable(let alteration) = change,
            alteration.kind == .table || alteration.kind == .foreignTable || otherKinds.contains(alteration.kind)
        else { return [] }
        return alteration.commands.enumerated().flatMap { body($1, $0, alteration) }
    }

    /// The columns that `ALTER TABLE` adds to a table that may be full.
    func addedColumns(_ body: (ColumnDefinition, Int, ObjectName) -> Discovery?) -> [Discovery] {
        commands { command, index, alteration in
            guard case .addColumn(let column, _) = command, !isEmptyNew(alteration.table) else { return [] }
            return body(column, index, alteration.table).map { [$0] } ?? []
        }
    }

    /// The constraints that `ALTER TABLE` adds to a table that may be full.
    func addedConstraints(_ body: (TableConstraint, Int, ObjectName) -> Discovery?) -> [Discovery] {
        commands { command, index, alteration in
            guard case .addConstraint(let constraint) = command, !isEmptyNew(alteration.table) else { return [] }
            return body(constraint, index, alteration.table).map { [$0] } ?? []
        }
    }

    /// The tables that a statement locks, and how strongly. Those of reading and writing rows are left out.
    var locks: [(table: ObjectName, level: LockLevel)] {
        switch change {
        case .alterTable(let alteration) where alteration.kind == .table:
            return locks(of: alteration)
        case .createIndex(let index): return [(index.table, index.concurrently ? .shareUpdateExclusive : .share)]
        case .createTrigger(let trigger): return [(trigger.table, .shareRowExclusive)]
        case .createTable(let table): return table.parent.map { [($0, .accessExclusive)] } ?? []
        case .drop(let removal):
            switch removal.kind {
            case .table: return removal.names.map { ($0, .accessExclusive) }
            case .index where !removal.concurrently:
                return removal.names.compactMap { state.table(ofIndex: $0) }.map { ($0, .accessExclusive) }
            default: return []
            }
        case .rename(let renaming):
            switch renaming.kind {
            case .table: return [(renaming.object, .accessExclusive)]
            case .column, .constraint: return renaming.owner == .table ? [(renaming.object, .accessExclusive)] : []
            default: return []
            }
        case .move(.table, let name, _): return [(name, .accessExclusive)]
        case .truncate(let tables, _): return tables.map { ($0, .accessExclusive) }
        case .lock(let tables, let level): return tables.map { ($0, level) }
        case .cluster(let table?): return [(table, .accessExclusive)]
        default: return []
        }
    }

    private func locks(of alteration: TableAlteration) -> [(table: ObjectName, level: LockLevel)] {
        var level = LockLevel.shareUpdateExclusive
        var others: [(table: ObjectName, level: LockLevel)] = []
        for command in alteration.commands {
            switch command {
            case .harmless, .validateConstraint: break
            case .detachPartition(_, concurrently: true): break
            case .attachPartition(let partition, _): others.append((partition, .accessExclusive))
            case .triggers: level = max(level, .shareRowExclusive)
            case .addConstraint(let constraint):
                guard case .foreignKey(let other) = constraint.kind else {
                    level = .accessExclusive
                    break
                }
                level = max(level, .shareRowExclusive)
                others.append((other, .shareRowExclusive))
            default: level = .accessExclusive
            }
        }
        return [(alteration.table, level)] + others
    }
}

/// What the statements before have done in the same transaction.
final class TransactionWork {
    /// Existing tables that stay locked, with the strongest lock.
    var locked: [ObjectName: LockLevel] = [:]
    /// The first of them that is locked against everybody.
    var firstAccessExclusive: ObjectName?
    var enumValues: [EnumValue] = []
    /// Tables that were scanned by a part of `ALTER TABLE`.
    var scanned: Set<ObjectName> = []
}

/// What a rule may know of the file as a whole.
final class FileView {
    var number: Int
    var role: LintScript.Role
    /// The numbers of the files that were deployed nowhere yet.
    var newNumbers: Set<Int>
    /// How the runner will run it.
    var mode: Mode
    /// The tables, views and the like that it creates, with the last statement that does.
    var created: [ObjectName: Int] = [:]
    /// The views among them.
    var views: [ObjectName: Int] = [:]
    /// Whether it is one whole `BEGIN` … `COMMIT`, which the runner takes for its own transaction.
    var isOneTransaction = false
    /// The names that tables have after `RENAME TO`, with the statement.
    var renamedTo: [ObjectName: Int] = [:]
    /// The names of tables that it drops, with the statement.
    var dropped: [ObjectName: Int] = [:]
    /// The number of the statement, from 0.
    var statement = 0
    /// Whether a BEGIN of the script is open.
    var hasBegun = false
    /// Whether a COMMIT or ROLLBACK of the script came before.
    var hasEnded = false
    /// The last statement that ends a transaction.
    var lastEnd = -1
    /// The constraints that it adds, by name.
    var addedConstraints: Set<String> = []
    /// The indexes and triggers that it creates, by name, with the statement.
    var indexes: [String: Int] = [:]
    var triggers: [String: Int] = [:]
    /// The first columns of the indexes that it creates.
    var indexedColumns: [ObjectName: Set<String>] = [:]
    var limitsLocks = false
    var limitsStatements = false

    enum Mode: Sendable, Equatable {
        case transaction
        /// SQLite's pragma is taken out of it.
        case transactionWithoutForeignKeys
        case statementByStatement
        /// The runner refuses it.
        case refused
    }

    init(_ number: Int, _ role: LintScript.Role, newNumbers: Set<Int>, mode: Mode) {
        self.number = number
        self.role = role
        self.newNumbers = newNumbers
        self.mode = mode
    }

    func isCreatedLater(_ name: ObjectName) -> Bool { (created[name] ?? -1) > statement }
    func isViewCreatedLater(_ name: ObjectName) -> Bool { (views[name] ?? -1) > statement }
    func isRenamedToLater(_ name: ObjectName) -> Bool { (renamedTo[name] ?? -1) > statement }
    /// Whether a COMMIT or ROLLBACK follows.
    var endsLater: Bool { lastEnd > statement }
    func isCreated(_ name: ObjectName) -> Bool { created[name] != nil }
}
