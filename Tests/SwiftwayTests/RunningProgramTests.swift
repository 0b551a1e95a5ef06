import TestSupport
import Testing

@testable import Swiftway

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
