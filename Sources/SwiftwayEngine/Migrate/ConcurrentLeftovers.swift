import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript
import SwiftwayText

/// What statements with `CONCURRENTLY` leave behind when they do not come to their end, and how it is cleared away.
/// The table of cases stands in PostgreSQL's manual, under `CREATE INDEX`, "Building Indexes Concurrently", and the
/// like.
struct ConcurrentLeftovers {
    private let session: Session
    private var connection: any ConnectionFacts & LongWork & Statements & Transactions { session.connection }

    /// How long dropping a leftover may wait for others; the next run can do it as well.
    private static let patience = Duration.seconds(10)
    /// The same when somebody waits for us to end.
    private static let shortPatience = Duration.milliseconds(300)

    init(_ session: Session) {
        self.session = session
    }

    private func operation(_ statement: ScriptStatement) -> ConcurrentOperation? {
        if case .concurrently(let operation) = statement.action { operation } else { nil }
    }

    // MARK: Before

    /// The invalid indexes that are there before a statement that might leave some.
    func invalidIndexes(_ statement: ScriptStatement) throws(DatabaseError) -> Set<String> {
        guard operation(statement) != nil else { return [] }
        return Set(try connection.indexes(named: nil).map(\.name.description))
    }

    /// An invalid index that is not ours is not ours to drop, and `IF NOT EXISTS` would take it for what was asked for.
    func refuseForeign(_ statement: ScriptStatement) throws(DatabaseError) {
        guard case .createIndex(let index?, let table, _)? = operation(statement) else { return }
        guard let invalid = try candidates(index, of: table).first(where: { !$0.isValid }) else { return }
        throw DatabaseError(
            message: "the index \(invalid.name) is there already, and is invalid: somebody's CREATE INDEX CONCURRENTLY "
                + "did not come to its end",
            sqlState: "42P07",
            hint: "If nobody is building it: DROP INDEX CONCURRENTLY \(invalid.name); then run migrate again.")
    }

    /// The indexes of that name on that table; where the script names no schema, in any.
    private func candidates(_ index: String, of table: ObjectName?) throws(DatabaseError) -> [TableIndex] {
        try connection.indexes(named: index).filter { $0.isOn(table) }
    }

    // MARK: After

    /// - Throws: where the database reported success over an invalid index.
    func verify(_ statement: ScriptStatement, since before: Set<String>) throws(DatabaseError) {
        guard let operation = operation(statement) else { return }
        switch operation {
        case .createIndex, .reindex: break
        case .dropIndex, .detachPartition: return
        }
        guard let left = try leftovers(of: operation, since: before).first else { return }
        throw DatabaseError(message: "the index \(left.name) is invalid although the statement reported success")
    }

    private func leftovers(
        of operation: ConcurrentOperation, since before: Set<String>
    ) throws(DatabaseError) -> [TableIndex] {
        let new = try connection.indexes(named: nil).filter { !before.contains($0.name.description) }
        switch operation {
        case .createIndex(_, let table, _): return new.filter { $0.isOn(table) }
        // The names of what REINDEX builds: <https://www.postgresql.org/docs/current/sql-reindex.html>
        case .reindex:
            return new.filter { $0.name.name.contains(text: "_ccnew") || $0.name.name.contains(text: "_ccold") }
        case .dropIndex, .detachPartition: return []
        }
    }

    /// Drops what a statement has left behind that failed.
    /// - Returns: Whether nothing of it is left.
    func cleanUp(_ statement: ScriptStatement, since before: Set<String>) -> Bool {
        guard let operation = operation(statement) else { return true }
        do {
            return try drop(leftovers(of: operation, since: before))
        } catch {
            return false
        }
    }

    private func drop(_ indexes: [TableIndex]) -> Bool {
        var isClean = true
        for index in indexes {
            do {
                try connection.dropIndexConcurrently(
                    index.name, within: session.interruption.isRequested ? Self.shortPatience : Self.patience)
                session.observe(.droppedLeftover(index: index.name.description))
            } catch {
                isClean = false
                session.observe(.leftoverStays(index: index.name.description, reason: error.message))
            }
        }
        return isClean
    }

    // MARK: In another run

    /// Finds out what became of a statement that an earlier run had begun, and clears away what it left.
    /// - Parameter mustRun: Somebody has said that it is to be run.
    /// - Returns: Whether it is done.
    /// - Throws: where nobody but a person can tell.
    func settle(
        _ statement: ScriptStatement, since before: Set<String>, mustRun: Bool
    ) throws(DatabaseError) -> Bool {
        guard let operation = operation(statement) else {
            if mustRun || statement.isRepeatable(ScriptDialect(connection.kind)) { return false }
            throw inDoubt
        }
        if case .createIndex(let index?, let table, _) = operation { try waitForBuilder(of: index, on: table) }
        let left = try leftovers(of: operation, since: before)
        guard drop(left) else {
            throw DatabaseError(
                message: "what an earlier run of this statement has left behind could not be dropped yet",
                hint: "Run migrate again when those that work with the table have ended.")
        }
        if mustRun { return false }
        switch operation {
        case .createIndex(let index?, let table, _):
            return try candidates(index, of: table).contains { $0.isValid && !before.contains($0.name.description) }
        case .createIndex(nil, _, _):
            // It had not come to its end if something invalid was left; otherwise it has no name to be known by.
            guard left.isEmpty else { return false }
            throw inDoubt
        case .dropIndex(let names):
            for name in names {
                let isThere = try connection.indexes(named: name.name).contains { index in
                    name.schema == nil || index.name.schema == name.schema
                }
                if isThere { return false }
            }
            return true
        case .reindex: return false
        case .detachPartition(let partition?, _):
            return try connection.partitionState(schema: partition.schema, table: partition.name) == .detached
        case .detachPartition(nil, _): throw inDoubt
        }
    }

    private var inDoubt: DatabaseError {
        DatabaseError(
            message: "an earlier run was interrupted while this statement ran: whether it was carried out is not known",
            hint:
                "Look into the database. Then run migrate with -resume=again to run it, or with -resume=next to go on "
                + "behind it.")
    }

    /// The server goes on with what a process asked for that was killed, until it notices that nobody is there.
    private func waitForBuilder(of index: String, on table: ObjectName?) throws(DatabaseError) {
        var seconds = 0
        while !session.interruption.isRequested {
            let invalid = try candidates(index, of: table).filter { !$0.isValid }.map(\.name)
            let abandoned = try connection.indexes(named: nil).map(\.name)
            guard let building = invalid.first(where: { !abandoned.contains($0) }) else { return }
            if seconds % 10 == 0 { session.observe(.waitingForIndex(index: building.description, seconds: seconds)) }
            session.interruption.pause(.seconds(1))
            seconds += 1
        }
        throw DatabaseError(category: .cancelled, message: "interrupted while waiting for the index to be built")
    }

    // MARK: Partitions

    func isDetachPending(_ statement: ScriptStatement) throws(DatabaseError) -> Bool {
        guard case .detachPartition(let partition?, _)? = operation(statement) else { return false }
        return try connection.partitionState(schema: partition.schema, table: partition.name) == .detachPending
    }

    /// An interrupted `DETACH … CONCURRENTLY` cannot be begun again, only be brought to its end.
    func finishDetach(_ statement: ScriptStatement) throws(DatabaseError) -> [StatementResult] {
        guard case .detachPartition(let partition?, let parent?)? = operation(statement) else { return [] }
        return try connection.execute("ALTER TABLE \(parent.sql) DETACH PARTITION \(partition.sql) FINALIZE")
    }
}

extension TableIndex {
    fileprivate func isOn(_ table: ObjectName?) -> Bool {
        guard let table else { return true }
        return self.table.name == table.name && (table.schema == nil || table.schema == self.table.schema)
    }
}

extension ObjectName {
    fileprivate var sql: String {
        [schema, name].compactMap { $0 }.map { quoted(identifier: $0) }.joined(separator: ".")
    }
}
