import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// A migration without a transaction around it.
extension MigrateRun {
    /// Each statement for itself. A failure leaves a row that says so, and a note of where to go on.
    mutating func runStatementByStatement(
        _ step: Step, _ stopwatch: Stopwatch
    ) throws(MigrationError) -> Outcome {
        try refuseMovingSession(step)
        // What the server does by itself from here on does not wait for commits that came before.
        try makeDurable()
        let session = session
        return try session.alone { () throws(MigrationError) in
            guard try historyIsUnchanged() else { return .historyChanged }
            trace.begin()
            let progress = try progress(of: step)
            do throws(MigrationError) {
                progress.start()
                try execute(step, inTransaction: false, send: progress.send)
                // The script may have left a transaction of its own open: its work would be lost with the connection.
                if connection.isInTransaction { try commit(step, isDurable: true) }
                try replaceRow(by: row(step.migration, milliseconds: stopwatch.milliseconds), note: nil, progress)
                failedRow = nil
                return .applied
            } catch {
                throw recordingFailure(of: step, stopwatch, progress, failed(step, error, in: .nothing))
            }
        }
    }

    /// Where it begins, after what an earlier run has left.
    private func progress(of step: Step) throws(MigrationError) -> StatementProgress {
        let migration = step.migration
        let unfinished = try session.livingNote()
        // Nobody knows how far code has come: it begins anew.
        let checksum = migration.checksum ?? 0
        let decision =
            step.isOpaque
            ? .start
            : ResumeDecision(
                unfinished, script: migration.storedScript, checksum: checksum,
                failedRank: failedRow?.installedRank, setting: settings.safety.resume,
                prefix: { count in (try? Self.digest(of: step, statements: count)) ?? nil })
        var note = UnfinishedMigration(script: migration.storedScript, checksum: checksum)
        var skipped = 0
        var doubt = ResumeDecision.StatementInDoubt.undone
        switch decision {
        case .start: break
        case .refuse(let message, let advice):
            throw MigrationError(code: Self.failureCode(migration), message: message, report: report, advice: advice)
        case .behind(let count, let knowledge):
            skipped = count
            doubt = knowledge
            note.finished = count
            note.digest = try Self.digest(of: step, statements: count) ?? note.digest
            note.isInDoubt = knowledge == .unknown
            note.invalidBefore = unfinished?.invalidBefore ?? []
            session.observe(
                .resuming(
                    script: migration.file.fileName, statement: count + 1,
                    of: max(count + 1, step.script?.plan?.count ?? 0)))
        }
        note.failedRank = failedRow?.installedRank
        note.installedOn = failedRow == nil ? nil : unfinished?.installedOn
        note.rankBefore = rank ?? 0
        return StatementProgress(
            session, retries, transactionOptions(isLast: true), script: migration.file.fileName, note: note,
            skipped: skipped, doubt: doubt)
    }

    /// Of the first statements of a script; `nil` where it has fewer.
    private static func digest(of step: Step, statements count: Int) throws(MigrationError) -> StatementDigest? {
        var digest = StatementDigest()
        guard count > 0 else { return digest }
        guard let script = step.script, let cursor = try StatementCursor(script) else { return nil }
        while cursor.count < count {
            guard let statement = try cursor.next() else { return nil }
            digest.add(statement.sql)
        }
        return digest
    }

    /// Leaves a row that says that the migration failed, which Flyway understands too, and the note that says how far it
    /// came.
    private func recordingFailure(
        of step: Step, _ stopwatch: Stopwatch, _ progress: StatementProgress, _ failure: MigrationError
    ) -> MigrationError {
        guard failure.databaseError?.category != .connectionLost else { return failure }
        let row = row(step.migration, milliseconds: stopwatch.milliseconds, success: false)
        var note = progress.committed
        note.failedRank = row.installedRank
        do {
            try replaceRow(by: row, note: note, progress)
            return failure
        } catch {
            var failure = failure
            failure.advice = (failure.advice ?? "") + "\nIts failure could not be recorded: \(error.message)"
            return failure
        }
    }

    /// The row of this migration in place of the one that an earlier failure left, and the note with it.
    private func replaceRow(
        by row: HistoryRow, note: UnfinishedMigration?, _ progress: StatementProgress
    ) throws(MigrationError) {
        // What has failed may have left the session as another role.
        try resetSession()
        try begin()
        do {
            if let failedRow { try session.history.remove(failedRow) }
            try session.history.insert(row)
            if progress.canNote {
                var note = note
                if note != nil { note?.installedOn = try session.history.installedOn(rank: row.installedRank) }
                try session.ask("Unable to keep the note on \(session.history.name)") { (_) throws(DatabaseError) in
                    try session.history.note(note)
                }
            }
            try session.ask("Unable to commit the row of \(row.script)") { connection throws(DatabaseError) in
                try connection.commit()
            }
        } catch {
            try? connection.rollback()
            throw error
        }
    }

    /// Behind a pooler every statement outside a transaction may run in another session of the server: what one of them
    /// sets would be missing in the next, and be found by strangers.
    private func refuseMovingSession(_ step: Step) throws(MigrationError) {
        guard connection.isBehindPooler, let script = step.script else { return }
        let dialect = ScriptDialect(connection.kind)
        var reason: String?
        if connection.currentSchema != session.defaultSchema {
            reason =
                "its schema \(quoted(identifier: session.defaultSchema)) is not the one that the session begins with"
        } else if let cursor = try StatementCursor(script) {
            while reason == nil, let statement = try cursor.next() {
                if statement.setsSession(dialect) {
                    reason = "it sets something for its session (\(statement.location))"
                }
            }
        }
        guard let reason else { return }
        throw MigrationError(
            code: Self.failureCode(step.migration),
            message: "\(step.migration.file.displayPath) runs without a transaction and cannot be run through a pooler "
                + "that changes sessions between statements: \(reason).",
            report: report,
            advice: "Nothing of it was run. Connect to the server directly, or through a pool in session mode.")
    }
}
