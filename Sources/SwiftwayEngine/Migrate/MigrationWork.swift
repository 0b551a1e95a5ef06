import SwiftwayCore
import SwiftwayDatabase

/// What the steps of one plan have in common: where they run, what was applied, and who looks after the statements.
struct MigrationWork {
    let session: Session
    let plan: ExecutionPlan
    let scripts: PreparedScripts
    let applied: AppliedMigrations
    let transactions: MigrationTransactions
    let watch: StatementWatch
    let retries: LockRetries
    /// The version of the schema when the plan was made.
    let current: MigrationVersion?
    /// What is to be said in front of each migration.
    let newerSchema: NewerSchema?

    var settings: Settings { session.settings }
    var connection: any DatabaseConnection { session.connection }
    var callbacks: CallbackRunner { session.callbacks }
    var migrations: [ResolvedMigration] { plan.migrations.map(\.migration) }

    /// The migration whose turn has come, with its script.
    func prepared(_ place: Int) throws(MigrationError) -> PreparedMigration {
        var prepared = unread(place)
        if case .recorded = prepared.planned.work { return prepared }
        prepared.script = try scripts.script(of: prepared.migration, at: place)
        return prepared
    }

    /// The same where its script is of no more interest.
    func unread(_ place: Int) -> PreparedMigration {
        let planned = plan.migrations[place]
        return PreparedMigration(
            planned: planned, place: place, label: label(of: planned), isLast: place == plan.migrations.count - 1)
    }

    private func label(of planned: PlannedMigration) -> MigrationLabel {
        let migration = planned.migration
        return MigrationLabel(
            schema: session.defaultSchema, version: migration.version?.description,
            description: migration.description, script: migration.file.fileName,
            isOutOfOrder: migration.version.map { version in current.map { version < $0 } ?? false } ?? false,
            isTransactional: planned.isTransactional)
    }

    /// Takes it as applied.
    func add(_ migration: PreparedMigration, milliseconds: Int) {
        applied.add(migration.migration, milliseconds: milliseconds)
        scripts.forget(migration.place)
    }

    func report(failing migration: ResolvedMigration) -> MigrateReport {
        applied.report(failing: migration, of: migrations)
    }

    func setback(_ migration: PreparedMigration, _ error: MigrationError, began: ContinuousClock.Instant)
        -> RunMachine.Setback
    {
        RunMachine.Setback(
            place: migration.place, error: error, began: began,
            canBeTriedAgain: canBeTriedAgain(migration, after: error))
    }

    /// Whether nothing would stay of the failed attempt, and others were in its way.
    func canBeTriedAgain(_ migration: PreparedMigration, after error: MigrationError) -> Bool {
        error.databaseError?.category == .locked && retries.isOn && migration.planned.canBeRolledBack
            && callbacks.canBeRolledBack
    }

    /// Runs its script with the callbacks that come with each migration.
    /// - Parameters:
    ///   - inTransaction: Whether a transaction was opened for it, alone or with its group.
    ///   - announces: Whether nobody was told of it yet.
    ///   - send: Sends each statement; plainly unless somebody knows better.
    func execute(
        _ migration: PreparedMigration, inTransaction: Bool, announces: Bool = true,
        send: ScriptRunner.Send = { (_, _, plainly) throws(DatabaseError) in try plainly() }
    ) throws(MigrationError) {
        let isLast = migration.isLast || settings.execution.group
        let options = inTransaction ? transactions.options(isLast: isLast) : nil
        try transactions.resetSession(keeping: options)
        guard let script = migration.script else {
            announce(migration)
            return
        }
        try session.ask("Unable to take the role of scripts") { connection throws(DatabaseError) in
            try connection.enterScript()
        }
        try callbacks.fireInside(.beforeEachMigrate)
        if announces { announce(migration) }
        watch(migration, script)
        try session.scripts.run(
            script, inTransaction: inTransaction, code: migration.failureCode,
            options: transactions.options(isLast: true), watch: watch, trace: transactions.trace, send: send,
            around: { moment throws(MigrationError) in
                switch moment {
                case .before: try callbacks.fireInside(.beforeEachMigrateStatement)
                case .after: try callbacks.fireInside(.afterEachMigrateStatement)
                case .failed:
                    if !connection.kind.failureAbortsTransaction {
                        try callbacks.fireInside(.afterEachMigrateStatementError)
                    }
                }
            })
        try callbacks.fireInside(.afterEachMigrate)
        try transactions.leaveSession(keeping: options)
        // What it has run, or a function of it, may have given the lock back.
        try session.lock?.renew()
    }

    /// Says that it begins.
    func announce(_ migration: PreparedMigration) {
        if migration.place > 0, !settings.execution.group { warnOfNewerSchema(after: migration.place) }
        session.observe(
            migration.script == nil ? .skippingExecution(migration.label) : .migrating(migration.label))
    }

    /// What the look at the history says that Flyway takes behind each migration.
    /// - Parameter count: How many migrations of the plan are behind it.
    func warnOfNewerSchema(after count: Int) {
        guard let newerSchema else { return }
        session.warn(of: newerSchema, after: migrations.prefix(count).map(\.version))
    }

    func watch(_ migration: PreparedMigration, _ script: ScriptRunner.Prepared) {
        watch.begin(
            script: migration.migration.file.fileName, migration: migration.number, of: plan.migrations.count,
            statements: script.plan?.count)
    }
}
