import SwiftwayCore
import SwiftwayDatabase

/// Transactional migrations without a pause: BEGIN, statements, history row and COMMIT of one after the other are sent
/// while the server still works on those before.
struct PipelineExecutor {
    let work: MigrationWork
    let range: Range<Int>

    private var session: Session { work.session }
    private var connection: any DatabaseConnection { work.connection }

    func run() throws(MigrationError) -> RunMachine.StepEnd {
        // What ends a transaction is not sent this way.
        work.transactions.trace.begin()
        let shared = work.transactions.options(isLast: false)
        let own = try session.ask("Unable to put the session back") { connection throws(DatabaseError) in
            try connection.sessionCondition(
                defaultSchema: session.defaultSchema, after: connection.sessionStatements(shared))
        }
        // Without these no row comes to be: that the lock is held, and that the session is what the next migration expects.
        let conditions = [session.history.condition, own].compactMap { $0 }
        let statements = try session.ask("Unable to start a pipeline") { connection throws(DatabaseError) in
            try connection.startPipeline()
        }
        guard let statements else {
            try restoreSettings()
            return .noPipelines
        }
        session.history.forget()
        var traffic = PipelineTraffic(
            work: work, pipeline: MigrationPipeline(statements), shared: shared,
            condition: conditions.isEmpty ? nil : conditions.joined(separator: " AND "))
        do throws(PipelineStop) {
            try traffic.run(range)
            statements.finish()
            return .applied(to: range.upperBound)
        } catch {
            statements.finish()
            // Where that is not possible there is no session any more.
            try? connection.rollback()
            try? restoreSettings()
            switch error {
            case .notAlone(let migration): return .mustBeAlone(migration.place, wasAnnounced: false)
            case .failed(let migration, let error):
                return .failed(work.setback(migration, error, began: work.watch.began))
            case .error(let error): throw error
            }
        }
    }

    private func restoreSettings() throws(MigrationError) {
        guard !connection.isBehindPooler else { return }
        let statements = connection.restoreStatements(work.transactions.ownSettings)
        guard !statements.isEmpty else { return }
        try session.ask("Unable to change the session's settings") { connection throws(DatabaseError) in
            _ = try connection.query(statements.joined(separator: ";"), [])
        }
    }
}

/// Why a pipeline has ended.
enum PipelineStop: Error {
    case failed(PreparedMigration, MigrationError)
    /// Somebody else migrates, or has done so since the history was looked at.
    case notAlone(PreparedMigration)
    /// Of no migration: a file that cannot be read, a request to stop.
    case error(MigrationError)
}
