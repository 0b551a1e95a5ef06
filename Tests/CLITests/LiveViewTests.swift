import Swiftway
import SwiftwayCore
import SwiftwayDatabase
import TestSupport
import Testing

@testable import SwiftwayCLI

/// How far a run has come, on a terminal and in a log.
@Suite("Live view") struct LiveViewTests {
    private let start = ContinuousClock.now

    private func running(_ elapsed: Duration, _ activity: SessionActivity? = nil) -> RunningStatement {
        RunningStatement(
            script: "V3__index.sql", migration: 3, migrations: 200, statement: 2, statements: 5, elapsed: elapsed,
            activity: activity)
    }

    @Test func aTerminalHasOneLineThatMoves() {
        var view = LiveView(.terminal(columns: 100), at: start)
        let building = SessionActivity(phase: "building index: scanning table", fraction: 0.437)
        let shown1 = view.show(running(.seconds(12), building), at: start)
        #expect(
            shown1
                == .moving(
                    "[3/200] V3__index.sql, statement 2 of 5, 12s: 43 % building index: scanning table"))
        // Not more often than one can read, until something else was written.
        let shown2 = view.show(running(.seconds(12)), at: start + .milliseconds(50))
        #expect(shown2 == .nothing)
        let wasShown = [view.giveWay(at: start + .milliseconds(60)), view.giveWay(at: start + .milliseconds(60))]
        #expect(wasShown == [true, false])
        let shown3 = view.show(running(.milliseconds(1)), at: start + .milliseconds(60))
        #expect(shown3 == .moving("[3/200] V3__index.sql, statement 2 of 5"))
    }

    @Test func noLineIsLongerThanTheTerminal() {
        var view = LiveView(.terminal(columns: 20), at: start)
        guard case .moving(let text) = view.show(running(.seconds(90)), at: start) else { return #expect(Bool(false)) }
        #expect(text == "[3/200] V3__index.…")
    }

    @Test func aLogHasALineNowAndThen() {
        var view = LiveView(.log, at: start)
        let shown4 = view.show(running(.seconds(29)), at: start + .seconds(29))
        #expect(shown4 == .nothing)
        let waiting = SessionActivity(
            wait: LockWait(mode: "AccessExclusiveLock", object: "orders"),
            blockers: [
                LockHolder(
                    processID: 7, application: "worker", clientAddress: nil, state: "idle in transaction",
                    age: "00:06:00", query: "SELECT 1")
            ])
        let shown5 = view.show(running(.seconds(30), waiting), at: start + .seconds(30))
        #expect(
            shown5
                == .line(
                    "Still running: [3/200] V3__index.sql, statement 2 of 5, 30s: waits for AccessExclusiveLock on "
                        + "orders, held by pid 7 (worker, idle in transaction for 00:06:00)"))
        let shown6 = view.show(running(.seconds(31)), at: start + .seconds(31))
        #expect(shown6 == .nothing)
        // Whatever is written shows that it lives.
        _ = view.giveWay(at: start + .seconds(50))
        let shown7 = view.show(running(.seconds(75)), at: start + .seconds(75))
        #expect(shown7 == .nothing)
        let shown8 = view.show(running(.seconds(80)), at: start + .seconds(80))
        #expect(shown8 != .nothing)
    }

    @Test func nobodyIsTold() {
        var view = LiveView(.nowhere, at: start)
        let shown9 = view.show(running(.seconds(99)), at: start + .seconds(99))
        #expect(shown9 == .nothing)
    }

    /// The program on a real terminal: the line is there while it runs, and gone when it has ended.
    @Test(.timeLimit(.minutes(10)), .enabled(if: Terminal.isAvailable, "script of util-linux"))
    func onATerminal() async throws {
        let shack = try Shack(
            .postgreSQL, ["V1__slow.sql": "CREATE TABLE a (x INT);\nSELECT pg_sleep(1.5);", "V2__b.sql": "SELECT 2;"])
        let plain = try await Terminal.run(shack.program, ["migrate"])
        #expect(plain.contains("\r[1/2] V1__slow.sql, statement 2 of 2"), "\(plain)")
        #expect(plain.contains(", 1.") && plain.contains("\u{1B}[K"), "\(plain)")
        #expect(plain.contains("Successfully applied 2 migrations"))
        #expect(!plain.hasSuffix("statement 1 of 1"))
        let other = try Shack(.postgreSQL, ["V1__slow.sql": "SELECT pg_sleep(1);"])
        let quiet = try await Terminal.run(other.program, ["migrate", "-q"])
        #expect(!quiet.contains("V1__slow.sql, statement"), "\(quiet)")
    }
}
