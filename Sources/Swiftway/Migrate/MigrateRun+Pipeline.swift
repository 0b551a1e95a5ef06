import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// Transactional migrations without a pause: BEGIN, statements, history row and COMMIT of one after the other are sent
/// while the server still works on those before.
extension MigrateRun {
    func canBePipelined(_ step: Step) -> Bool {
        connection.kind.hasAdvisoryLocks && !hasNoPipeline && step.isTransactional && !step.isOpaque
            && step.mode == .transaction && step.traits.canBePipelined && !callbacks.accompaniesMigrations
            && failedRow == nil
    }

    mutating func runPipeline() throws(MigrationError) -> Outcome {
        var attempt = 1
        while true {
            let start = queue.position
            do throws(PipelineStop) {
                return try attemptPipeline() ? .applied : try withoutPipeline()
            } catch {
                switch error {
                case .error(let error): throw error
                case .notAlone(let step):
                    // It waits for its turn, and looks at the history again.
                    queue.goBack(to: step)
                    return try runAlone(step)
                case .failed(let step, let error) where error.code == .lockLost:
                    // Either that, or something in it has changed the session or given the lock back: then it runs alone,
                    // and is cleaned up behind.
                    do { try session.lock?.renew() } catch { throw failed(step, error, in: .transaction) }
                    queue.goBack(to: step)
                    return try runAlone(step, announces: false)
                case .failed(let step, let error):
                    // Another one than before has its own count of attempts.
                    if step.number - 1 > start { attempt = 1 }
                    guard stepsBack(step, after: error, attempt: attempt, began: watch.began) else {
                        throw failed(step, error, in: .transaction)
                    }
                    attempt += 1
                    queue.goBack(to: step)
                }
            }
        }
    }

    /// Why a pipeline has ended.
    private enum PipelineStop: Error {
        case failed(Step, MigrationError)
        /// Somebody else migrates, or has done so since the history was looked at.
        case notAlone(Step)
        /// Of no migration: a file that cannot be read, a lock that is lost.
        case error(MigrationError)
    }

    private mutating func withoutPipeline() throws(PipelineStop) -> Outcome {
        hasNoPipeline = true
        do {
            guard let step = try nextStep() else { return .applied }
            return try runAlone(step)
        } catch {
            throw .error(error)
        }
    }

    /// - Returns: `false` where the client library has no pipelines.
    private mutating func attemptPipeline() throws(PipelineStop) -> Bool {
        let pipeline: MigrationPipeline
        // Without these no row comes to be: that the lock is held, and that the session is what the next migration expects.
        let conditions: [String]
        // What ends a transaction is not sent this way.
        trace.begin()
        do {
            let own = try session.ask("Unable to put the session back") { connection throws(DatabaseError) in
                try connection.sessionCondition(
                    defaultSchema: session.defaultSchema, after: connection.sessionStatements(pipelineOptions))
            }
            conditions = [session.history.condition, own].compactMap { $0 }
            let statements = try session.ask("Unable to start a pipeline") { connection throws(DatabaseError) in
                try connection.startPipeline()
            }
            guard let statements else {
                try restoreSettings()
                return false
            }
            pipeline = MigrationPipeline(statements)
        } catch {
            throw .error(error)
        }
        session.history.forget()
        do throws(PipelineStop) {
            try sendAll(into: pipeline, if: conditions.isEmpty ? nil : conditions.joined(separator: " AND "))
            pipeline.statements.finish()
            return true
        } catch {
            pipeline.statements.finish()
            // Where that is not possible there is no session any more.
            try? connection.rollback()
            try? restoreSettings()
            throw error
        }
    }

    private mutating func sendAll(
        into pipeline: MigrationPipeline, if condition: String?
    ) throws(PipelineStop) {
        var progress = Progress(insert: session.history.table.insert(if: condition, isTimed: true))
        // What was sent before it is worth more than what is wrong with the next one.
        var stop: PipelineStop?
        var last: Step?
        while true {
            let step: Step?
            do {
                step = try nextToSend()
            } catch {
                stop = .error(error)
                break
            }
            guard let step else { break }
            last = step
            if let unreadable = try send(step, into: pipeline, &progress) {
                stop = .failed(step, unreadable)
                break
            }
            queue.advance()
            repeat { announce(pipeline.atWork, &progress) } while try takeIfThere(from: pipeline, &progress)
        }
        if stop == nil, let last { try leave(behind: last, pipeline, &progress) }
        pipeline.statements.end()
        while !pipeline.isEmpty { try take(from: pipeline, &progress) }
        if let stop { throw stop }
    }

    /// What would be a wait of its own behind the pipeline: the settings are the session's again, and behind the last
    /// migration nobody needs the lock any more.
    private mutating func leave(
        behind step: Step, _ pipeline: MigrationPipeline, _ progress: inout Progress
    ) throws(PipelineStop) {
        guard !connection.isBehindPooler else { return }
        for sql in connection.restoreStatements(ownSettings) { try put(sql, as: .own, of: step, pipeline, &progress) }
        if queue.next == nil, let release = session.lock?.releaseStatement {
            try put(release, as: .release, of: step, pipeline, &progress)
        }
    }

    /// Those of all its transactions but the last: set once, and not at each of them.
    private var pipelineOptions: TransactionOptions { transactionOptions(isLast: false) }

    private func restoreSettings() throws(MigrationError) {
        if !connection.isBehindPooler { try changeSettings(connection.restoreStatements(ownSettings)) }
    }

    private func changeSettings(_ statements: [String]) throws(MigrationError) {
        guard !statements.isEmpty else { return }
        try session.ask("Unable to change the session's settings") { connection throws(DatabaseError) in
            _ = try connection.query(statements.joined(separator: ";"), [])
        }
    }

    /// Where the answers are.
    private struct Progress {
        /// The statement that writes a row, the same for all of them.
        let insert: String
        /// The number of the migration that was announced last.
        var announced = 0
        /// The same of the statement.
        var statement = 0
        /// Migrations that were sent and are not recorded yet.
        var unrecorded = 0
        /// Of the migration whose row was answered last.
        var milliseconds = 0
    }

    private mutating func nextToSend() throws(MigrationError) -> Step? {
        guard let next = queue.next, !needsCallbacksBefore(next), let step = try nextStep(), canBePipelined(step) else {
            return nil
        }
        try session.interruption.check()
        try fireBeforeRepeatables(next)
        return step
    }

    // MARK: Sending

    /// - Returns: Why the rest of the script cannot be read, which then stands behind what was sent of it.
    private mutating func send(
        _ step: Step, into pipeline: MigrationPipeline, _ progress: inout Progress
    ) throws(PipelineStop) -> MigrationError? {
        let options = transactionOptions(isLast: step.isLast)
        for sql in beginStatements(options) { try put(sql, as: .own, of: step, pipeline, &progress) }
        for sql in guardStatements(offset: progress.unrecorded) {
            try put(sql, as: .exclusion, of: step, pipeline, &progress)
        }
        if let script = step.script {
            let reader = StatementReader(script)
            while let (statement, number) = reader.next() {
                try put(
                    statement.sql, as: .statement(statement, number: number), of: step, pipeline, &progress)
            }
            if let failure = reader.failure { return failure }
            if !leavesSession(step) {
                for sql in leaveStatements(options) { try put(sql, as: .own, of: step, pipeline, &progress) }
            }
        }
        let row = row(step.migration, offset: progress.unrecorded)
        let values = session.history.table.insertTimedValues(row)
        try put(progress.insert, values, as: .row(row), of: step, pipeline, &progress)
        progress.unrecorded += 1
        try put("COMMIT", as: .commit(isDurable: options.isDurable), of: step, pipeline, &progress)
        try flush(pipeline, step)
        return nil
    }

    private func beginStatements(_ options: TransactionOptions) -> [String] {
        guard !connection.isBehindPooler else {
            return connection.beginStatements(options)
                + connection.resetStatements(defaultSchema: session.defaultSchema, inTransaction: true)
        }
        let script = connection.scriptStatements
        guard options.isDurable, !pipelineOptions.isDurable else { return ["BEGIN"] + script }
        let own = ownSettings.filter { $0.key == "synchronous_commit" }
        return ["BEGIN"] + connection.restoreStatements(own) + script
    }

    /// Where no session's lock excludes others, each transaction takes it, and must find the history as it was planned.
    private func guardStatements(offset: Int) -> [String] {
        guard connection.exclusion == .transaction else { return [] }
        let expected = offset == 0 ? rank : (rank ?? 0) + offset
        return session.lockStatements + [session.history.table.refuseChange(since: expected)]
    }

    private func leaveStatements(_ options: TransactionOptions) -> [String] {
        connection.leaveStatements(defaultSchema: session.defaultSchema)
            + (connection.isBehindPooler ? [] : connection.sessionStatements(options))
    }

    /// Whether nothing in it is known to change the session, and the condition of its row sees to what is not known.
    private func leavesSession(_ step: Step) -> Bool {
        step.traits.leavesSession && !connection.isBehindPooler && connection.scriptStatements.isEmpty
    }

    private mutating func put(
        _ sql: String, _ values: [BoundValue] = [], as item: MigrationPipeline.Item, of step: Step,
        _ pipeline: MigrationPipeline, _ progress: inout Progress
    ) throws(PipelineStop) {
        if pipeline.isFull {
            try flush(pipeline, step)
            while pipeline.isFull { try take(from: pipeline, &progress) }
        }
        do {
            // Otherwise the answers to what came before would wait for this one, and nobody would know which of them is
            // at work.
            if case .statement = item, !pipeline.endsWithOwn { try pipeline.statements.requestAnswers() }
            try pipeline.send(sql, values, as: item, of: step)
        } catch {
            throw .failed(pipeline.front?.step ?? step, failure(of: step, item, error))
        }
    }

    private func flush(_ pipeline: MigrationPipeline, _ step: Step) throws(PipelineStop) {
        do {
            try pipeline.statements.flush()
        } catch {
            throw .failed(pipeline.front?.step ?? step, failure(of: step, .own, error))
        }
    }

    // MARK: Answers

    /// Says what is at work now, before anything that it says itself is taken in.
    private func announce(_ front: (step: Step, item: MigrationPipeline.Item)?, _ progress: inout Progress) {
        guard let (step, item) = front, !item.isExclusion else { return }
        if progress.announced != step.number {
            progress.announced = step.number
            progress.statement = 0
            guard let script = step.script else {
                session.observe(.skippingExecution(step.label))
                return
            }
            session.observe(.migrating(step.label))
            watch.begin(
                script: step.migration.file.fileName, migration: step.number, of: queue.count,
                statements: script.plan?.count)
        }
        if case .statement(let statement, let number) = item, progress.statement != number {
            progress.statement = number
            session.observe(.executing(sql: statement.sql))
            watch.begin(statement: number)
        }
    }

    private mutating func takeIfThere(
        from pipeline: MigrationPipeline, _ progress: inout Progress
    ) throws(PipelineStop) -> Bool {
        guard pipeline.statements.hasAnswer() else { return false }
        try take(from: pipeline, &progress)
        return true
    }

    private mutating func take(
        from pipeline: MigrationPipeline, _ progress: inout Progress
    ) throws(PipelineStop) {
        announce(pipeline.atWork, &progress)
        guard let front = pipeline.front else { return }
        let step = front.step
        do {
            let (item, result) = try pipeline.take()
            switch item {
            case .own, .exclusion: break
            case .release: session.lock?.released(result)
            case .statement(let statement, _):
                if let script = step.script { session.scripts.answered(statement, by: [result], of: script) }
            case .row: progress.milliseconds = result.rows.first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0
            case .commit(let isDurable):
                record(step.migration, milliseconds: progress.milliseconds)
                progress.unrecorded -= 1
                hasUnflushedCommits = !isDurable
            }
        } catch {
            // 22012: the division that stands for a lock that somebody else has.
            if error.item.isExclusion, error.error.sqlState == "22012" { throw .notAlone(step) }
            throw .failed(step, failure(of: step, error.item, error.error))
        }
    }

    private func failure(
        of step: Step, _ item: MigrationPipeline.Item, _ error: DatabaseError
    ) -> MigrationError {
        switch item {
        case .own, .exclusion, .release:
            return .database("Unable to begin or end \(step.migration.file.displayPath)", error)
        case .commit: return .database("Unable to commit \(step.migration.file.displayPath)", error)
        case .row(let row): return session.history.insertFailure(row, error)
        case .statement(let statement, _):
            guard let script = step.script else { return .database("Unable to run a statement", error) }
            return session.scripts.failure(
                of: statement, in: script, error, code: Self.failureCode(step.migration))
        }
    }
}

/// The statements of a script up to its end, or to where it cannot be read.
private final class StatementReader {
    private var cursor: StatementCursor?
    private(set) var failure: MigrationError?

    init(_ script: ScriptRunner.Prepared) {
        do { cursor = try StatementCursor(script) } catch { failure = error }
    }

    func next() -> (statement: ScriptStatement, number: Int)? {
        guard let cursor, failure == nil else { return nil }
        do {
            return try cursor.next().map { ($0, cursor.count) }
        } catch {
            failure = error
            return nil
        }
    }
}
