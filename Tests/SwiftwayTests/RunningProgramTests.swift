import Foundation
import TestSupport
import Testing

@testable import SwiftwayEngine

/// Programs that are fed and read.
@Suite("Running programs", .fewAtOnce) struct RunningProgramTests {
    /// More than pipes hold.
    private static let much = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }

    @Test func takeAndGiveMoreThanAPipeHolds() throws {
        let result = try Program(command: ["cat"], input: Self.much, errors: .collected).run(Interruption())
        #expect(result.status == 0)
        #expect(result.output == Self.much)
        #expect(result.errors == [])
    }

    /// Writing to a program that has ended is no signal that would end this one.
    @Test func needNotReadTheirInput() throws {
        let result = try Program(
            command: ["sh", "-c", "exec 0<&-; echo out; echo err >&2; exit 3"], input: Self.much, errors: .collected
        )
        .run(Interruption())
        #expect(result.status == 3)
        #expect(result.output == Array("out\n".utf8))
        #expect(result.errors == Array("err\n".utf8))
    }

    /// The first one waits for what the second one does, and both write more than a pipe holds.
    @Test func runAtTheSameTime() throws {
        let folder = try TemporaryFolder()
        let fifo = folder.path(of: "fifo")
        let programs = [
            Program(command: ["sh", "-c", #"mkfifo "$0"; head -c 300000 /dev/zero; cat "$0""#, fifo]),
            Program(command: [
                "sh", "-c", #"until [ -p "$0" ]; do sleep 0.01; done; head -c 300000 /dev/zero; echo done >"$0""#, fifo,
            ]),
        ]
        let results = try Program.run(programs, Interruption())
        #expect(results.map(\.output.count) == [300_005, 300_000])
    }

    @Test func endWhereOneCannotBeStarted() throws {
        let programs = [Program(command: ["sleep", "60"]), Program(command: ["/none"])]
        let start = ContinuousClock.now
        #expect(throws: Program.Failure.self) { _ = try Program.run(programs, Interruption()) }
        #expect(ContinuousClock.now - start < .seconds(30))
    }
}

/// A program is ended with all that it has started.
@Suite("Ended programs", .fewAtOnce) struct EndedProgramTests {
    /// What runs when it is interrupted, and whether it still writes a while after ``Program/run(_:)`` has returned.
    private func expectSilence(_ script: String, isKilled: Bool = false, line: Int = #line) async throws {
        let folder = try TemporaryFolder()
        let mark = folder.path(of: "mark")
        let interruption = Interruption()
        // On a thread of its own: the pool has one for each core, and the program blocks it.
        async let running = Self.run(Program(command: ["sh", "-c", script, mark], errors: .inherited), interruption)
        while !FileManager.default.fileExists(atPath: mark) { try await Task.sleep(for: .milliseconds(5)) }
        let start = ContinuousClock.now
        let asking = Task {
            while !Task.isCancelled {
                interruption.interrupt()
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        let result = try await running.get()
        asking.cancel()
        #expect(result.status == (isKilled ? 137 : 143), "line \(line)")
        #expect(ContinuousClock.now - start < .seconds(10), "line \(line)")
        let size = try FileSystem.read(mark).count
        try await Task.sleep(for: .milliseconds(300))
        #expect(try FileSystem.read(mark).count == size, "line \(line)")
    }

    private static func run(
        _ program: Program, _ interruption: Interruption
    ) async -> Result<Program.Result, any Error> {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: Result { try program.run(interruption) }) }
        }
    }

    private static let writing = #"while :; do echo x >>"$0"; sleep 0.02; done"#

    @Test func alone() async throws { try await expectSilence(Self.writing) }

    @Test func withTheirChildren() async throws {
        try await expectSilence("(\(Self.writing)) & (\(Self.writing)) & wait")
        // Those that have nothing to do with its output any more, and those of children that have ended.
        try await expectSilence("(\(Self.writing)) >/dev/null 2>&1 & sleep 100")
        try await expectSilence("( (\(Self.writing)) & ) ; sleep 100")
        try await expectSilence("exec >&-; (\(Self.writing)) & wait")
    }

    @Test func thatDoNotListen() async throws {
        try await expectSilence("trap '' TERM; \(Self.writing)", isKilled: true)
        try await expectSilence("(trap '' TERM; \(Self.writing)) & wait")
        try await expectSilence("(trap '' TERM; \(Self.writing)) >/dev/null 2>&1 & sleep 100")
        try await expectSilence(#"echo x >"$0"; kill -STOP $$"#)
    }

    /// What has left the group holds the output, and is not waited for.
    @Test func withoutThoseThatLeft() async throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/setsid") else { return }
        try await expectSilence(
            #"setsid sleep 5 & echo x >"$0"; trap '' TERM; while :; do sleep 0.02; done"#, isKilled: true)
    }

    /// Who was told to ignore how children end would take every failure for success.
    @Test func tellHowTheyEnd() throws {
        let result = try Program(command: ["sh", "-c", "sh -c 'kill -PIPE $$'; echo $?"]).run(Interruption())
        #expect(String(decoding: result.output, as: UTF8.self).hasSuffix("141\n"))
    }
}
