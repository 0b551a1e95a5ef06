import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// What goes through one pipeline, in both directions.
struct PipelineTraffic {
    private let work: MigrationWork
    private let pipeline: MigrationPipeline
    /// Those of all its transactions but the last: set once, and not at each of them.
    private let shared: TransactionOptions
    /// The statement that writes a row, the same for all of them.
    private let insert: String
    /// The number of the migration that was announced last.
    private var announced = 0
    /// The same of the statement.
    private var statement = 0
    /// Migrations that were sent and are not recorded yet.
    private var unrecorded = 0
    /// Of the migration whose row was answered last.
    private var milliseconds = 0

    private var session: Session { work.session }
    private var connection: any DatabaseConnection { work.connection }
    private var transactions: MigrationTransactions { work.transactions }

    init(work: MigrationWork, pipeline: MigrationPipeline, shared: TransactionOptions, condition: String?) {
        self.work = work
        self.pipeline = pipeline
        self.shared = shared
        insert = work.session.history.table.insert(if: condition, isTimed: true)
    }

    mutating func run(_ range: Range<Int>) throws(PipelineStop) {
        // What was sent before it is worth more than what is wrong with the next one.
        var stop: PipelineStop?
        var last: PreparedMigration?
        for place in range {
            let migration: PreparedMigration
            do {
                try session.interruption.check()
                migration = try work.prepared(place)
            } catch {
                stop = .error(error)
                break
            }
            last = migration
            if let unreadable = try send(migration) {
                stop = .failed(migration, unreadable)
                break
            }
            repeat { announce(pipeline.atWork) } while try takeIfThere()
        }
        if stop == nil, let last { try leave(behind: last) }
        pipeline.statements.end()
        while !pipeline.isEmpty { try take() }
        if let stop { throw stop }
    }

    // MARK: Sending

    /// - Returns: Why the rest of the script cannot be read, which then stands behind what was sent of it.
    private mutating func send(_ migration: PreparedMigration) throws(PipelineStop) -> MigrationError? {
        let options = transactions.options(isLast: migration.isLast)
        for sql in beginStatements(options) { try put(sql, as: .own, of: migration) }
        for sql in guardStatements() { try put(sql, as: .exclusion, of: migration) }
        if let script = migration.script {
            let reader = StatementReader(script)
            while let (statement, number) = reader.next() {
                try put(statement.sql, as: .statement(statement, number: number), of: migration)
            }
            if let failure = reader.failure { return failure }
            if !leavesSession(migration) {
                for sql in leaveStatements(options) { try put(sql, as: .own, of: migration) }
            }
        }
        let row = work.applied.row(migration.migration, offset: unrecorded)
        try put(insert, session.history.table.insertTimedValues(row), as: .row(row), of: migration)
        unrecorded += 1
        try put("COMMIT", as: .commit(isDurable: options.isDurable), of: migration)
        try flush(migration)
        return nil
    }

    /// What would be a wait of its own behind the pipeline: the settings are the session's again, and behind the last
    /// migration nobody needs the lock any more.
    private mutating func leave(behind migration: PreparedMigration) throws(PipelineStop) {
        guard !connection.isBehindPooler else { return }
        for sql in connection.restoreStatements(transactions.ownSettings) { try put(sql, as: .own, of: migration) }
        if migration.isLast, let release = session.lock?.releaseStatement {
            try put(release, as: .release, of: migration)
        }
    }

    private func beginStatements(_ options: TransactionOptions) -> [String] {
        guard !connection.isBehindPooler else {
            return connection.beginStatements(options)
                + connection.resetStatements(defaultSchema: session.defaultSchema, inTransaction: true)
        }
        let script = connection.scriptStatements
        guard options.isDurable, !shared.isDurable else { return ["BEGIN"] + script }
        let own = transactions.ownSettings.filter { $0.key == "synchronous_commit" }
        return ["BEGIN"] + connection.restoreStatements(own) + script
    }

    /// Where no session's lock excludes others, each transaction takes it, and must find the history as it was planned.
    private func guardStatements() -> [String] {
        guard connection.exclusion == .transaction else { return [] }
        let rank = work.applied.rank
        let expected = unrecorded == 0 ? rank : (rank ?? 0) + unrecorded
        return session.lockStatements + [session.history.table.refuseChange(since: expected)]
    }

    private func leaveStatements(_ options: TransactionOptions) -> [String] {
        connection.leaveStatements(defaultSchema: session.defaultSchema)
            + (connection.isBehindPooler ? [] : connection.sessionStatements(options))
    }

    /// Whether nothing in it is known to change the session, and the condition of its row sees to what is not known.
    private func leavesSession(_ migration: PreparedMigration) -> Bool {
        migration.planned.script?.traits.leavesSession ?? true && !connection.isBehindPooler
            && connection.scriptStatements.isEmpty
    }

    private mutating func put(
        _ sql: String, _ values: [BoundValue] = [], as item: MigrationPipeline.Item, of migration: PreparedMigration
    ) throws(PipelineStop) {
        if pipeline.isFull {
            try flush(migration)
            while pipeline.isFull { try take() }
        }
        do {
            // Otherwise the answers to what came before would wait for this one, and nobody would know which of them is
            // at work.
            if case .statement = item, !pipeline.endsWithOwn { try pipeline.statements.requestAnswers() }
            try pipeline.send(sql, values, as: item, of: migration)
        } catch {
            throw .failed(pipeline.front?.migration ?? migration, failure(of: migration, item, error))
        }
    }

    private func flush(_ migration: PreparedMigration) throws(PipelineStop) {
        do {
            try pipeline.statements.flush()
        } catch {
            throw .failed(pipeline.front?.migration ?? migration, failure(of: migration, .own, error))
        }
    }

    // MARK: Answers

    /// Says what is at work now, before anything that it says itself is taken in.
    private mutating func announce(_ front: (migration: PreparedMigration, item: MigrationPipeline.Item)?) {
        guard let (migration, item) = front, !item.isExclusion else { return }
        if announced != migration.number {
            announced = migration.number
            statement = 0
            work.announce(migration)
            guard let script = migration.script else { return }
            work.watch(migration, script)
        }
        if case .statement(let atWork, let number) = item, statement != number {
            statement = number
            session.observe(.executing(sql: atWork.sql))
            work.watch.begin(statement: number)
        }
    }

    private mutating func takeIfThere() throws(PipelineStop) -> Bool {
        guard pipeline.statements.hasAnswer() else { return false }
        try take()
        return true
    }

    private mutating func take() throws(PipelineStop) {
        announce(pipeline.atWork)
        guard let migration = pipeline.front?.migration else { return }
        do {
            let (item, result) = try pipeline.take()
            switch item {
            case .own, .exclusion: break
            case .release: session.lock?.released(result)
            case .statement(let statement, _):
                if let script = migration.script { session.scripts.answered(statement, by: [result], of: script) }
            case .row: milliseconds = result.rows.first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0
            case .commit(let isDurable):
                work.add(migration, milliseconds: milliseconds)
                unrecorded -= 1
                transactions.committed(isDurable: isDurable)
            }
        } catch {
            // 22012: the division that stands for a lock that somebody else has.
            if error.item.isExclusion, error.error.sqlState == "22012" { throw .notAlone(migration) }
            throw .failed(migration, failure(of: migration, error.item, error.error))
        }
    }

    private func failure(
        of migration: PreparedMigration, _ item: MigrationPipeline.Item, _ error: DatabaseError
    ) -> MigrationError {
        let path = migration.migration.file.displayPath
        switch item {
        case .own, .exclusion, .release: return .database("Unable to begin or end \(path)", error)
        case .commit: return .database("Unable to commit \(path)", error)
        case .row(let row): return session.history.insertFailure(row, error)
        case .statement(let statement, _):
            guard let script = migration.script else { return .database("Unable to run a statement", error) }
            return session.scripts.failure(of: statement, in: script, error, code: migration.failureCode)
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
