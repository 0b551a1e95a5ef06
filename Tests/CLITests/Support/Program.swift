import Foundation
import TestSupport

/// The built program, run as a process in a folder of its own: nothing of this machine's user reaches it.
struct Program: Sendable {
    /// Its working directory and its home.
    let folder: TemporaryFolder
    /// Besides what every process needs.
    var environment: [String: String] = [:]

    init(_ files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
    }

    struct Output: Sendable {
        /// The exit status, or 128 and the number of the signal that ended it.
        var status: Int32
        var text: String
        var errors: String

        var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    }

    /// Beside the test bundle, whatever the scratch folder and the configuration are; `SWIFTWAY_PROGRAM` names another.
    static func path() throws -> String {
        if let path = ProcessInfo.processInfo.environment["SWIFTWAY_PROGRAM"] { return path }
        #if os(macOS)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        #else
            let bundle = Bundle.main.executableURL
        #endif
        guard let path = bundle?.deletingLastPathComponent().appendingPathComponent("swiftway").path,
            FileManager.default.isExecutableFile(atPath: path)
        else { throw ProgramError(description: "There is no swiftway beside \(bundle?.path ?? "the tests")") }
        return path
    }

    func run(_ arguments: String..., input: String? = nil) async throws -> Output {
        try await run(arguments, input: input)
    }

    /// - Parameters:
    ///   - killedAfter: When it gets a `kill -9`, as if the machine had lost its power, if it still runs then.
    ///   - markedBy: A file that is given the number of its process before it starts.
    func run(
        _ arguments: [String], input: String? = nil, killedAfter: Duration? = nil, markedBy mark: String? = nil
    ) async throws -> Output {
        let path = try Self.path()
        if let mark {
            return try await run("/bin/sh", ["-c", #"echo $$ >"$1"; shift; exec "$@""#, "sh", mark, path] + arguments)
        }
        return try await run(path, arguments, input: input, killedAfter: killedAfter)
    }

    /// Runs another program in its place.
    func run(
        _ path: String, _ arguments: [String], input: String? = nil, killedAfter: Duration? = nil
    ) async throws -> Output {
        let outputs = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        if let killedAfter {
            // A shell, whose clock does not depend on how busy the tests are. The number of a child that it has not
            // waited for belongs to nobody else.
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            let script = #"seconds=$1; shift; "$@" & sleep "$seconds"; kill -9 $! 2>/dev/null; wait $!"#
            process.arguments = ["-c", script, "sh", "\(killedAfter / .seconds(1))", path] + arguments
        }
        process.environment = variables
        process.currentDirectoryURL = folder.url
        process.standardInput = FileHandle.nullDevice
        // Files, so that it never waits for a reader. Foundation keeps a process that has ended, and what it was given
        // with it: without closing them, a run of all tests has more files open than Foundation can start a process
        // with.
        var files: [FileHandle] = []
        defer { for file in files { try? file.close() } }
        if let input {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: try outputs.write(input, to: "input")))
            files.append(file)
            process.standardInput = file
        }
        for (name, stream) in [("output", \Process.standardOutput), ("errors", \Process.standardError)] {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: try outputs.write("", to: name)))
            files.append(file)
            process[keyPath: stream] = file
        }
        let (ending, continuation) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in continuation.finish() }
        try process.run()
        for await _ in ending {}
        // A shell says in its own status that a signal ended its child, a process in its reason.
        let status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        return Output(
            status: status, text: try Self.text(outputs, "output"), errors: try Self.text(outputs, "errors"))
    }

    private var variables: [String: String] {
        var variables = environment
        for name in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TZ"] where variables[name] == nil {
            variables[name] = ProcessInfo.processInfo.environment[name]
        }
        variables["HOME"] = variables["HOME"] ?? folder.path
        return variables
    }

    private static func text(_ folder: TemporaryFolder, _ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.url.appendingPathComponent(name)), as: UTF8.self)
    }
}

struct ProgramError: Error, CustomStringConvertible {
    var description: String
}
