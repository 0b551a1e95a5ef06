import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// A migration without a transaction around it: each statement for itself. A failure leaves a row that says so, and a note
/// of where to go on.
struct StatementExecutor {
    let work: MigrationWork
    let place: Int

    private var session: Session { work.session }
    private var connection: any DatabaseConnection { work.connection }

    func run() throws(MigrationError) -> RunMachine.StepEnd {
        let migration = try work.prepared(place)
        try refuseMovingSession(migration)
        // What the server does by itself from here on does not wait for commits that came before.
        try work.transactions.makeDurable()
        return try session.alone { () throws(MigrationError) in
            guard try work.transactions.historyIsUnchanged(since: work.applied) else { return .historyChanged }
            return try run(migration)
        }
    }

    private func run(_ migration: PreparedMigration) throws(MigrationError) -> RunMachine.StepEnd {
        let stopwatch = Stopwatch()
        work.transactions.trace.begin()
        let progress = try progress(of: migration)
        do throws(MigrationError) {
            progress.start()
            try work.execute(migration, inTransaction: false, send: progress.send)
            // The script may have left a transaction of its own open: its work would be lost with the connection.
            if connection.isInTransaction {
                try work.transactions.commit(migration.migration.file.displayPath, isDurable: true)
            }
            let row = work.applied.row(migration.migration, milliseconds: stopwatch.milliseconds)
            try replaceRow(by: row, note: nil, progress)
        } catch {
            let failure = RunMachine.Failure(place: place, error: error)
            let told = FailureWords(work, migration, .nothing).tell(failure)
            return .told(recordingFailure(of: migration, stopwatch, progress, told))
        }
        work.add(migration, milliseconds: stopwatch.milliseconds)
        return .applied(to: place + 1)
    }

    /// Where it begins, after what an earlier run has left.
    private func progress(of prepared: PreparedMigration) throws(MigrationError) -> StatementProgress {
        let migration = prepared.migration
        let unfinished = try session.livingNote()
        // Nobody knows how far code has come: it begins anew.
        let checksum = migration.checksum ?? 0
        let decision =
            prepared.planned.isOpaque
            ? .start
            : ResumeDecision(
                unfinished, script: migration.storedScript, checksum: checksum,
                failedRank: work.applied.failedRow?.installedRank, setting: session.settings.safety.resume,
                prefix: { count in (try? Self.digest(of: prepared, statements: count)) ?? nil })
        var note = UnfinishedMigration(script: migration.storedScript, checksum: checksum)
        var skipped = 0
        var doubt = ResumeDecision.StatementInDoubt.undone
        switch decision {
        case .start: break
        case .refuse(let message, let advice):
            throw MigrationError(
                code: prepared.failureCode, message: message, report: work.applied.report, advice: advice)
        case .behind(let count, let knowledge):
            skipped = count
            doubt = knowledge
            note.finished = count
            note.digest = try Self.digest(of: prepared, statements: count) ?? note.digest
            note.isInDoubt = knowledge == .unknown
            note.invalidBefore = unfinished?.invalidBefore ?? []
            session.observe(
                .resuming(
                    script: migration.file.fileName, statement: count + 1,
                    of: max(count + 1, prepared.script?.plan?.count ?? 0)))
        }
        note.failedRank = work.applied.failedRow?.installedRank
        note.installedOn = work.applied.failedRow == nil ? nil : unfinished?.installedOn
        note.rankBefore = work.applied.rank ?? 0
        return StatementProgress(
            session, work.retries, work.transactions.options(isLast: true), script: migration.file.fileName, note: note,
            skipped: skipped, doubt: doubt)
    }

    /// Of the first statements of a script; `nil` where it has fewer.
    private static func digest(of prepared: PreparedMigration, statements count: Int) throws(MigrationError)
        -> StatementDigest?
    {
        var digest = StatementDigest()
        guard count > 0 else { return digest }
        guard let script = prepared.script, let cursor = try StatementCursor(script) else { return nil }
        while cursor.count < count {
            guard let statement = try cursor.next() else { return nil }
            digest.add(statement.sql)
        }
        return digest
    }

    /// Leaves a row that says that the migration failed, which Flyway understands too, and the note that says how far it
    /// came.
    private func recordingFailure(
        of prepared: PreparedMigration, _ stopwatch: Stopwatch, _ progress: StatementProgress, _ failure: MigrationError
    ) -> MigrationError {
        guard failure.databaseError?.category != .connectionLost else { return failure }
        let row = work.applied.row(prepared.migration, milliseconds: stopwatch.milliseconds, success: false)
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
        try work.transactions.resetSession()
        try work.transactions.begin()
        do {
            if let failedRow = work.applied.failedRow { try session.history.remove(failedRow) }
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
    private func refuseMovingSession(_ prepared: PreparedMigration) throws(MigrationError) {
        guard connection.isBehindPooler, let script = prepared.script else { return }
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
            code: prepared.failureCode,
            message:
                "\(prepared.migration.file.displayPath) runs without a transaction and cannot be run through a pooler "
                + "that changes sessions between statements: \(reason).",
            report: work.applied.report,
            advice: "Nothing of it was run. Connect to the server directly, or through a pool in session mode.")
    }
}
