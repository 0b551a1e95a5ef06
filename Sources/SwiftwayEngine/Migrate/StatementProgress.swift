import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// Runs the statements of a migration that has no transaction around it, and keeps a note of which are done: the next
/// run can go on behind them, however this one ends.
///
/// A statement that may stand in a transaction shares one with its note. Of any other the note says beforehand that it
/// is begun, and afterwards that it is done; between the two it is in doubt, which the next run has to settle.
final class StatementProgress {
    private let session: Session
    private let retries: LockRetries
    private let options: TransactionOptions
    private let dialect: ScriptDialect
    private let leftovers: ConcurrentLeftovers
    private let script: String
    /// Statements that an earlier run has done.
    private let skipped: Int
    private var doubt: ResumeDecision.StatementInDoubt
    private var note: UnfinishedMigration
    /// The note as the database has it for certain, also if what is open now is rolled back.
    private(set) var committed: UnfinishedMigration
    private(set) var canNote = true

    private var connection: any DatabaseConnection { session.connection }

    init(
        _ session: Session, _ retries: LockRetries, _ options: TransactionOptions, script: String,
        note: UnfinishedMigration, skipped: Int, doubt: ResumeDecision.StatementInDoubt
    ) {
        self.session = session
        self.retries = retries
        self.options = options
        self.script = script
        self.note = note
        self.skipped = skipped
        self.doubt = doubt
        committed = note
        dialect = ScriptDialect(session.connection.kind)
        leftovers = ConcurrentLeftovers(session)
    }

    /// Writes the first note. Where that is not allowed, the migration runs without any.
    func start() {
        do throws(DatabaseError) {
            try write()
        } catch {
            canNote = false
            session.observe(.noteRefused(reason: error.message))
        }
    }

    /// Sends a statement in the way that suits it.
    /// - Parameter number: Among the statements of the script, from 1.
    /// - Returns: `nil` where it was done before.
    func send(
        _ statement: ScriptStatement, _ number: Int, _ plainly: () throws(DatabaseError) -> [StatementResult]
    ) throws(DatabaseError) -> [StatementResult]? {
        if number <= skipped {
            // What later statements rely on in their session is gone with the session of the earlier run.
            return statement.setsSession(dialect) ? try plainly() : nil
        }
        if number == skipped + 1, doubt != .undone {
            let isDone = try leftovers.settle(statement, since: note.invalidBefore, mustRun: doubt == .toBeRun)
            doubt = .undone
            if isDone {
                try finished(statement)
                return nil
            }
        }
        if number == skipped + 1, endsTransaction(statement), !connection.isInTransaction {
            // The notes of the statements before it became the database's with this COMMIT: it was carried out, and only
            // its own note is missing.
            try finished(statement)
            return nil
        }
        if connection.isInTransaction || isTransactionControl(statement) {
            let results = try plainly()
            try finished(statement)
            return results
        }
        return statement.canShareTransactionWithNote
            ? try sendWithNote(statement, plainly) : try sendBetweenNotes(statement, plainly)
    }

    private func endsTransaction(_ statement: ScriptStatement) -> Bool {
        if case .transaction(let control) = statement.action { control.endsTransaction && skipped > 0 } else { false }
    }

    private func isTransactionControl(_ statement: ScriptStatement) -> Bool {
        if case .transaction = statement.action { true } else { false }
    }

    private func sendWithNote(
        _ statement: ScriptStatement, _ plainly: () throws(DatabaseError) -> [StatementResult]
    ) throws(DatabaseError) -> [StatementResult] {
        var attempt = 1
        while true {
            let began = ContinuousClock.now
            do {
                try connection.begin(options)
                let results = try plainly()
                try finished(statement)
                try connection.commit()
                committed = note
                return results
            } catch {
                try? connection.rollback()
                note = committed
                // Data that was read from a stream cannot be read again.
                guard !statement.readsCopyData, statement.canBeRolledBack,
                    retries.tryAgain(script, after: error, attempt: attempt, began: began)
                else { throw error }
                attempt += 1
            }
        }
    }

    private func sendBetweenNotes(
        _ statement: ScriptStatement, _ plainly: () throws(DatabaseError) -> [StatementResult]
    ) throws(DatabaseError) -> [StatementResult] {
        try leftovers.refuseForeign(statement)
        note.invalidBefore = try leftovers.invalidIndexes(statement)
        note.isInDoubt = true
        try write()
        let results: [StatementResult]
        do {
            results = try leftovers.isDetachPending(statement) ? leftovers.finishDetach(statement) : plainly()
            try leftovers.verify(statement, since: note.invalidBefore)
        } catch {
            // Whoever does not hear the answer does not know it.
            guard error.category != .connectionLost else { throw error }
            let isClean = leftovers.cleanUp(statement, since: note.invalidBefore)
            note.isInDoubt = !isClean
            committed = note
            throw error
        }
        try finished(statement)
        return results
    }

    private func finished(_ statement: ScriptStatement) throws(DatabaseError) {
        note.finished += 1
        note.digest.add(statement.sql)
        note.isInDoubt = false
        note.invalidBefore = []
        try write()
    }

    private func write() throws(DatabaseError) {
        if canNote { try session.history.note(note) }
        if !connection.isInTransaction { committed = note }
    }
}
