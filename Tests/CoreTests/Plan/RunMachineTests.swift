import SwiftwayCore
import SwiftwayDatabase
import Testing

/// What a run does next, event by event, without a database.
@Suite struct RunMachineTests {
    /// Plays events and notes the actions in words.
    private struct Play {
        var machine: RunMachine
        var actions: [String]

        init(_ steps: [ExecutionStep], sharing: Planner.Sharing = .pipeline) {
            machine = RunMachine(sharing: sharing)
            actions = [RunMachineTests.words(machine.first)]
            self(.planned(steps))
        }

        mutating func callAsFunction(_ event: RunMachine.Event) {
            actions.append(RunMachineTests.words(machine.next(after: event)))
        }

        mutating func ran(_ end: RunMachine.StepEnd) { self(.ran(end)) }
    }

    private static func words(_ action: RunMachine.Action) -> String {
        switch action {
        case .plan(let sharing): "plan \(sharing)"
        case .run(let step, let isRepeated): "run \(step)\(isRepeated ? " again" : "")"
        case .rest(let setback): "rest \(setback.attempt)"
        case .renewLock: "renew"
        case .tell(let failure): "tell \(failure.place)\(failure.isOutOfPatience ? " out of patience" : "")"
        case .settle(let error): "settle\(error.map { " \($0.code.name)" } ?? "")"
        case .end(let error): "end\(error.map { " \($0.code.name)" } ?? "")"
        }
    }

    private static func setback(
        _ place: Int, _ code: MigrationError.Code = .error, canBeTriedAgain: Bool = false
    ) -> RunMachine.Setback {
        RunMachine.Setback(
            place: place, error: MigrationError(code: code, message: "m"), began: .now,
            canBeTriedAgain: canBeTriedAgain)
    }

    private static let told = MigrationError(code: .failedVersionedMigration, message: "told")

    @Test func oneStepAfterTheOther() {
        var play = Play([.pipeline(0..<2), .callbacks([.beforeRepeatables]), .transaction(2)])
        play.ran(.applied(to: 2))
        play.ran(.applied(to: 0))
        play.ran(.applied(to: 3))
        play(.settled(nil))
        #expect(
            play.actions == [
                "plan pipeline", "run pipeline(Range(0..<2))",
                "run callbacks([SwiftwayCore.CallbackEvent.beforeRepeatables])",
                "run transaction(2)", "settle", "end",
            ])
    }

    @Test func nothingToDo() {
        var play = Play([])
        play(.settled(nil))
        #expect(play.actions == ["plan pipeline", "settle", "end"])
    }

    /// A batch of savepoints ends after a while, and goes on.
    @Test func restOfABatch() {
        var play = Play([.savepoints(0..<9)], sharing: .savepoints)
        play.ran(.applied(to: 4))
        play.ran(.applied(to: 9))
        #expect(
            play.actions == [
                "plan savepoints", "run savepoints(Range(0..<9))", "run savepoints(Range(4..<9))", "settle",
            ])
    }

    @Test func somebodyElseHasMigrated() {
        var play = Play([.transaction(0)])
        play.ran(.historyChanged)
        play(.planned([]))
        #expect(play.actions == ["plan pipeline", "run transaction(0)", "plan pipeline", "settle"])
    }

    @Test(arguments: [RunMachine.StepEnd.noPipelines, .takenBack]) func eachByItself(end: RunMachine.StepEnd) {
        var play = Play([.pipeline(0..<2)])
        play.ran(end)
        play(.planned([.transaction(0), .transaction(1)]))
        #expect(play.actions.dropFirst(2) == ["plan nothing", "run transaction(0)"])
    }

    @Test func oneOutOfABatch() {
        var play = Play([.pipeline(0..<4), .statements(4, resumes: false)])
        play.ran(.mustBeAlone(1, wasAnnounced: true))
        play.ran(.applied(to: 2))
        play.ran(.applied(to: 4))
        #expect(
            play.actions.dropFirst(2) == [
                "run transaction(1) again", "run pipeline(Range(2..<4))", "run statements(4, resumes: false)",
            ])
    }

    /// Those that were applied before it are not run again, and another one has its own count.
    @Test func aLockIsInTheWay() {
        var play = Play([.pipeline(0..<3)])
        play.ran(.failed(Self.setback(1, canBeTriedAgain: true)))
        play(.rested(.tryAgain))
        play.ran(.failed(Self.setback(1, canBeTriedAgain: true)))
        play(.rested(.tryAgain))
        play.ran(.failed(Self.setback(2, canBeTriedAgain: true)))
        play(.rested(.spent))
        play(.told(Self.told))
        play(.settled(Self.told))
        #expect(
            play.actions.dropFirst(2) == [
                "rest 1", "run pipeline(Range(1..<3)) again", "rest 2", "run pipeline(Range(1..<3)) again", "rest 1",
                "tell 2 out of patience", "settle FAILED_VERSIONED_MIGRATION", "end FAILED_VERSIONED_MIGRATION",
            ])
    }

    /// All of a group is taken back, whichever of them fails.
    @Test func aGroupIsTriedAgainWhole() {
        var play = Play([.group(0..<3)])
        play.ran(.failed(Self.setback(1, canBeTriedAgain: true)))
        play(.rested(.tryAgain))
        play.ran(.failed(Self.setback(2, canBeTriedAgain: true)))
        play(.rested(.interrupted))
        #expect(
            play.actions.dropFirst(2) == ["rest 1", "run group(Range(0..<3)) again", "rest 2", "tell 2"])
    }

    @Test func aFailureIsToldBeforeTheRunEnds() {
        var play = Play([.transaction(0), .transaction(1)])
        play.ran(.failed(Self.setback(0)))
        play(.told(Self.told))
        play(.settled(Self.told))
        #expect(
            play.actions.dropFirst(2) == [
                "tell 0", "settle FAILED_VERSIONED_MIGRATION", "end FAILED_VERSIONED_MIGRATION",
            ])
    }

    @Test(arguments: [true, false]) func theLockMayBeLost(isHeld: Bool) {
        var play = Play([.pipeline(0..<3)])
        play.ran(.failed(Self.setback(1, .lockLost)))
        play(.renewed(isHeld: isHeld))
        #expect(play.actions.dropFirst(2) == ["renew", isHeld ? "run transaction(1) again" : "tell 1"])
    }

    @Test func theLockIsLostBesidesAPipeline() {
        var play = Play([.transaction(0)])
        play.ran(.failed(Self.setback(0, .lockLost)))
        #expect(play.actions.last == "tell 0")
    }

    /// What was said and recorded where it happened is not said twice.
    @Test func whatWasToldIsNotToldAgain() {
        var play = Play([.statements(0, resumes: false)])
        play.ran(.told(Self.told))
        #expect(play.actions.last == "settle FAILED_VERSIONED_MIGRATION")
    }

    @Test func whatElseBreaks() {
        let error = MigrationError(code: .interrupted, message: "stop")
        for events in [[], [RunMachine.Event.ran(.applied(to: 1))], [.ran(.historyChanged)]] {
            var play = Play([.transaction(0), .transaction(1)])
            for event in events { play(event) }
            play(.broken(error))
            play(.settled(error))
            #expect(play.actions.suffix(2) == ["settle INTERRUPTED", "end INTERRUPTED"])
        }
    }

    /// Whatever happens in whatever order, a run ends: with an error where the order cannot be.
    @Test func noOrderGoesOnForEver() {
        var play = Play([.transaction(0)])
        play(.rested(.tryAgain))
        #expect(play.actions.last == "end FAULT")
    }
}
