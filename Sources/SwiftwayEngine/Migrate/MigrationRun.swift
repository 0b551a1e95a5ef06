import SwiftwayCore
import SwiftwayDatabase

/// The pending migrations of one `migrate`: planned, run step by step, and made safe. What comes next is decided by
/// ``RunMachine``; this carries it out.
struct MigrationRun {
    private let session: Session
    private let watch: StatementWatch
    private let retries: LockRetries
    private let transactions: MigrationTransactions
    private let applied: AppliedMigrations
    /// The plan that is being carried out, with what its steps have in common.
    private var work: MigrationWork?
    /// What is fired at the end, when the lock is given back.
    private var closing: [CallbackEvent] = []
    private var looks: HistoryLooks?
    private var newerSchema: NewerSchema?
    /// Callbacks around the first repeatable migration that have run.
    private var fired: Set<CallbackEvent> = []

    init(session: Session) {
        self.session = session
        watch = StatementWatch(worker: session.connection, observe: session.observe)
        retries = LockRetries(
            budget: session.settings.safety.lockRetryBudget, interruption: session.interruption, watch: watch,
            observe: session.observe)
        transactions = MigrationTransactions(session, retries)
        applied = AppliedMigrations(
            schema: session.defaultSchema, installedBy: session.installedBy, observe: session.observe)
    }

    var report: MigrateReport { applied.report }

    /// The one that failed, and what would have followed it.
    var notRun: [ResolvedMigration] {
        guard let work else { return [] }
        return work.migrations.filter { !applied.scripts.contains($0.file.script) }
    }

    /// - Throws: ``MigrationError`` whose `report` holds what was applied before.
    mutating func run() throws(MigrationError) {
        try session.dropDeadNote()
        let outlook = try look()
        announce(outlook.list)
        try refuseFailed(outlook.list)
        if outlook.pending.isEmpty {
            closing = session.callbacks.has(.afterVersioned) ? [.afterVersioned] : []
        } else {
            // Only now is there something to exclude others from: what they did while we waited is read anew.
            try session.locked { () throws(MigrationError) in try runLocked() }
        }
        for event in closing { try session.callbacks.fire(event) }
    }

    private mutating func runLocked() throws(MigrationError) {
        try session.backUp()
        try beginWatching()
        defer { watch.end() }
        var machine = RunMachine(sharing: session.sharing)
        var action = machine.first
        while true {
            if case .end(let error) = action {
                if let error { throw error }
                if session.settings.plan.target != .next { work?.warnOfNewerSchema(after: .max) }
                return
            }
            action = machine.next(after: carryOut(action))
        }
    }

    // MARK: Actions

    private mutating func carryOut(_ action: RunMachine.Action) -> RunMachine.Event {
        do {
            switch action {
            case .plan(let sharing): return .planned(try plan(sharing))
            case .run(let step, let isRepeated): return .ran(try run(step, isRepeated: isRepeated))
            case .rest(let setback): return .rested(rest(setback))
            case .renewLock: return .renewed(isHeld: isLockHeld())
            case .tell(let failure): return .told(tell(failure))
            case .settle(nil):
                try transactions.makeDurable()
                return .settled(nil)
            case .settle(let error?): return .settled(transactions.makingDurable(after: error))
            case .end(let error): return .settled(error)
            }
        } catch {
            return .broken(error)
        }
    }

    private mutating func plan(_ sharing: Planner.Sharing) throws(MigrationError) -> [ExecutionStep] {
        if looks != nil { session.history.forget() }
        let outlook = try look()
        let rows = try session.history.rows()
        if looks == nil { looks = HistoryLooks(rows) } else { try looks?.add(rows, of: session.history.name) }
        // Somebody else may have migrated while we waited for the lock.
        if applied.scripts.isEmpty { applied.begin(at: outlook.list.current?.version) }
        try refuseFailed(outlook.list)
        let scripts = PreparedScripts(session.scripts)
        let plan = session.plan(
            outlook, scripts, sharing: sharing, hasRepeatablesBehind: !fired.isEmpty)
        applied.begin(plan)
        closing = plan.closing
        work = MigrationWork(
            session: session, plan: plan, scripts: scripts, applied: applied, transactions: transactions, watch: watch,
            retries: retries, current: outlook.list.current?.version, newerSchema: newerSchema)
        session.observe(.planned(steps: plan.lines))
        return plan.steps
    }

    private mutating func run(_ step: ExecutionStep, isRepeated: Bool) throws(MigrationError) -> RunMachine.StepEnd {
        try session.interruption.check()
        guard let work else { return .historyChanged }
        switch step {
        case .callbacks(let events):
            fired.formUnion(events)
            for event in events { try session.callbacks.fire(event) }
            return .applied(to: 0)
        case .pipeline(let range): return try PipelineExecutor(work: work, range: range).run()
        case .savepoints(let range): return try SavepointExecutor(work: work, range: range).run()
        case .transaction(let place):
            return try TransactionExecutor(work: work, place: place, isRepeated: isRepeated).run()
        case .statements(let place, _): return try StatementExecutor(work: work, place: place).run()
        case .group: return try GroupExecutor(work: work).run()
        case .groupOfStatements: return try StatementGroupExecutor(work: work).run()
        case .refuse(let place): throw refusal(of: work.unread(place))
        }
    }

    private func refusal(of offender: PreparedMigration) -> MigrationError {
        if case .unreadable(let error) = offender.planned.work { return error }
        let migration = offender.migration
        // A repeatable one has a blank in the place of the version, as in Flyway.
        let name =
            (migration.version?.description ?? "") + (migration.description.isEmpty ? "" : " \(migration.description)")
        return MigrationError(
            code: offender.failureCode,
            message: "Detected both transactional and non-transactional migrations within the same migration group "
                + "(even though mixed is false). First offending migration: \"\(name)\""
                + (offender.planned.isTransactional ? "" : " [non-transactional]"),
            report: report,
            advice: "Nothing was run. Run migrate without group, or set mixed=true to run the whole group without a "
                + "transaction.")
    }

    private func rest(_ setback: RunMachine.Setback) -> RunMachine.Patience {
        guard let work else { return .interrupted }
        try? session.connection.rollback()
        let isPatient = retries.tryAgain(
            work.plan.migrations[setback.place].migration.file.fileName, after: setback.error.databaseError,
            attempt: setback.attempt, began: setback.began)
        return isPatient ? .tryAgain : retries.isSpent ? .spent : .interrupted
    }

    private func isLockHeld() -> Bool {
        do {
            try session.lock?.renew()
            return true
        } catch {
            return false
        }
    }

    private func tell(_ failure: RunMachine.Failure) -> MigrationError {
        guard let work else { return failure.error }
        return FailureWords(work, work.unread(failure.place), .transaction).tell(failure)
    }

    // MARK: Looking

    private func look() throws(MigrationError) -> MigrationOutlook {
        try MigrationOutlook(session, done: applied.scripts)
    }

    /// From now on somebody may be asked what holds a statement up.
    private func beginWatching() throws(MigrationError) {
        let connection = session.connection
        let safety = session.settings.safety
        guard connection.kind.hasAdvisoryLocks else { return }
        // Behind a pooler it would take one of the connections that others wait for.
        if !connection.isBehindPooler { watch.observer = ObserverConnection(session.connector) }
        try transactions.readSettings()
        guard safety.lockTimeout != .zero else { return }
        // What the owner of the session has set, `afterConnect` too, counts more than our own default.
        var timeout = safety.lockTimeout
        if timeout == nil, transactions.ownSettings["lock_timeout"] == "0" {
            timeout = SafetySettings.defaultLockTimeout
        }
        retries.turnOn(lockTimeout: timeout)
        watch.expect(lockTimeout: timeout)
    }

    private mutating func announce(_ list: StatusList) {
        let schema = session.defaultSchema
        let current = list.current
        let version = current?.version?.description
        applied.begin(at: current?.version)
        // A schema with rows but without a version shows `null`, as Flyway does.
        session.observe(
            .currentVersion(schema: schema, version: version ?? (current == nil ? "<< Empty Schema >>" : "null")))
        if session.settings.plan.outOfOrder { session.observe(.outOfOrderActive(schema: schema)) }
        newerSchema = NewerSchema(list)
        if let newerSchema { session.warn(of: newerSchema, after: []) }
    }

    private func refuseFailed(_ list: StatusList) throws(MigrationError) {
        let failed = list.entries.filter(\.state.isFailed)
        guard let first = failed.first else { return }
        let schema = session.defaultSchema
        let version = first.version?.description
        if failed.count == 1, first.state == .futureFailed, session.ignoresFuture { return }
        let subject =
            version.map { "failed migration to version \($0) !" }
            ?? "failed repeatable migration (\"\(first.description)\") !"
        throw MigrationError(
            code: version == nil ? .failedRepeatableMigration : .failedVersionedMigration,
            message: "Schema \(quoted(identifier: schema)) contains a \(subject)", report: report,
            advice: "Remove what it left half done, then run repair.")
    }
}
