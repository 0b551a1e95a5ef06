/// What a run does next, whatever has happened: the one place where failure, trying again, lost locks and interruption
/// are decided. It does nothing itself, and knows neither database nor clock.
///
/// Somebody carries out each ``Action`` and says how it went by an ``Event``. The order of things:
///
///     planning ─▶ running ─▶ … ─▶ settling ─▶ ended
///        ▲          │  ▲
///        │          ▼  │
///        └──────  resting, renewing, telling
package struct RunMachine: Sendable {
    /// What has to be done now.
    package enum Action: Sendable {
        /// Look at the history again and plan.
        case plan(Planner.Sharing)
        /// - Parameter isRepeated: Whether its first migration was announced before.
        case run(ExecutionStep, isRepeated: Bool)
        /// Roll back what a lock was in the way of, and wait a while, unless there is no patience left.
        case rest(Setback)
        /// Make sure that the migration lock is still ours.
        case renewLock
        /// Clean up behind the migration that failed, and say what state things are in.
        case tell(Failure)
        /// Make safe on disk what was committed, also where the run ends with an error.
        case settle(MigrationError?)
        case end(MigrationError?)
    }

    /// How that went.
    package enum Event: Sendable {
        case planned([ExecutionStep])
        case ran(StepEnd)
        case rested(Patience)
        case renewed(isHeld: Bool)
        case told(MigrationError)
        /// - Parameter error: What the run ends with, the worries about the disk added.
        case settled(MigrationError?)
        /// Something else than a migration has failed: a callback, a question to the database, a request to stop.
        case broken(MigrationError)
    }

    /// What a pause has led to.
    package enum Patience: Sendable {
        case tryAgain, spent, interrupted
    }

    /// How a step has ended.
    package enum StepEnd: Sendable {
        /// - Parameter place: Of the first migration that is not applied yet.
        case applied(to: Int)
        /// Somebody else has migrated since the plan was made.
        case historyChanged
        /// The client library has no pipelines.
        case noPipelines
        /// Several in one transaction went wrong, and took what had been well with them.
        case takenBack
        /// A migration cannot be run together with others: somebody else migrates, or it leaves foreign keys that only its
        /// own commit can judge.
        /// - Parameter wasAnnounced: Whether it had been begun.
        case mustBeAlone(Int, wasAnnounced: Bool)
        case failed(Setback)
        /// The same, where everything was said and recorded already.
        case told(MigrationError)
    }

    /// A migration that did not come to its end.
    package struct Setback: Sendable {
        /// Of the migration.
        package var place: Int
        package var error: MigrationError
        /// When the attempt began.
        package var began: ContinuousClock.Instant
        /// Whether nothing stays of the attempt, and it was a lock that was in the way.
        package var canBeTriedAgain: Bool
        /// Which attempt at the same migration it was, from 1.
        package var attempt = 1

        package init(place: Int, error: MigrationError, began: ContinuousClock.Instant, canBeTriedAgain: Bool) {
            self.place = place
            self.error = error
            self.began = began
            self.canBeTriedAgain = canBeTriedAgain
        }
    }

    /// What a run ends with.
    package struct Failure: Sendable {
        package var place: Int
        package var error: MigrationError
        /// Whether a lock was in the way for longer than there was patience.
        package var isOutOfPatience: Bool

        package init(place: Int, error: MigrationError, isOutOfPatience: Bool = false) {
            self.place = place
            self.error = error
            self.isOutOfPatience = isOutOfPatience
        }
    }

    private enum State: Sendable {
        case planning
        case running(ExecutionStep, attempt: Int)
        case resting(ExecutionStep, Setback)
        case renewing(ExecutionStep, Setback)
        case telling
        case settling
        case ended
    }

    private var state = State.planning
    private var sharing: Planner.Sharing
    /// The steps behind the one that runs, the next one last.
    private var coming: [ExecutionStep] = []

    package init(sharing: Planner.Sharing) {
        self.sharing = sharing
    }

    /// The first thing to do.
    package var first: Action { .plan(sharing) }

    package mutating func next(after event: Event) -> Action {
        switch (state, event) {
        case (.planning, .planned(let steps)):
            coming = steps.reversed()
            return advance()
        case (.running(let step, let attempt), .ran(let end)): return next(after: end, of: step, attempt)
        case (.resting(let step, let setback), .rested(let patience)):
            guard patience == .tryAgain else { return tell(setback, isOutOfPatience: patience == .spent) }
            return run(step.rest(from: setback.place) ?? step, attempt: setback.attempt + 1, isRepeated: true)
        case (.renewing(let step, let setback), .renewed(let isHeld)):
            return isHeld ? runAlone(setback.place, of: step, isRepeated: true) : tell(setback)
        case (.telling, .told(let error)): return settle(error)
        case (.settling, .settled(let error)): return end(error)
        case (.settling, .broken(let error)): return end(error)
        case (_, .broken(let error)): return settle(error)
        default: return end(MigrationError(code: .fault, message: "A run went on in an order that it cannot have."))
        }
    }

    private mutating func next(after end: StepEnd, of step: ExecutionStep, _ attempt: Int) -> Action {
        switch end {
        case .applied(let place):
            guard let rest = step.rest(from: place) else { return advance() }
            return run(rest, isRepeated: false)
        case .historyChanged: return plan()
        case .noPipelines, .takenBack:
            sharing = .nothing
            return plan()
        case .mustBeAlone(let place, let wasAnnounced): return runAlone(place, of: step, isRepeated: wasAnnounced)
        case .told(let error): return settle(error)
        case .failed(var setback):
            // Another migration than before has its own count.
            setback.attempt = setback.place == step.migrations.lowerBound || step.isWhole ? attempt : 1
            if setback.canBeTriedAgain {
                state = .resting(step, setback)
                return .rest(setback)
            }
            // Either the lock is lost, or something has changed the session or given the lock back: then the migration runs
            // alone, and is cleaned up behind.
            if setback.error.code == .lockLost, case .pipeline = step {
                state = .renewing(step, setback)
                return .renewLock
            }
            return tell(setback)
        }
    }

    // MARK: Transitions

    private mutating func plan() -> Action {
        state = .planning
        return .plan(sharing)
    }

    private mutating func advance() -> Action {
        guard let step = coming.popLast() else { return settle(nil) }
        return run(step, isRepeated: false)
    }

    private mutating func run(_ step: ExecutionStep, attempt: Int = 1, isRepeated: Bool) -> Action {
        state = .running(step, attempt: attempt)
        return .run(step, isRepeated: isRepeated)
    }

    private mutating func runAlone(_ place: Int, of step: ExecutionStep, isRepeated: Bool) -> Action {
        if let rest = step.rest(from: place + 1) { coming.append(rest) }
        return run(.transaction(place), isRepeated: isRepeated)
    }

    private mutating func tell(_ setback: Setback, isOutOfPatience: Bool = false) -> Action {
        state = .telling
        return .tell(Failure(place: setback.place, error: setback.error, isOutOfPatience: isOutOfPatience))
    }

    private mutating func settle(_ error: MigrationError?) -> Action {
        state = .settling
        return .settle(error)
    }

    private mutating func end(_ error: MigrationError?) -> Action {
        state = .ended
        return .end(error)
    }
}

extension ExecutionStep {
    /// Whether a failure of one takes all of it back.
    fileprivate var isWhole: Bool {
        if case .group = self { true } else { false }
    }
}
