import Foundation
import TestSupport

/// The program run by somebody whom the modes of files bind. They do not bind root, which therefore gives that right away
/// for the process (`CAP_DAC_OVERRIDE`).
struct BoundProgram {
    let program: Program

    static let isAvailable = words != nil
    static let whatItNeeds = "as root it needs setpriv, which is Linux's"

    /// What stands before the program's own words; `nil` where there is no way.
    private static let words: [String]? = {
        guard geteuid() == 0 else { return [] }
        guard let path = ["/usr/bin/setpriv", "/bin/setpriv"].first(where: FileManager.default.isExecutableFile) else {
            return nil
        }
        return [path, "--inh-caps=-dac_override,-dac_read_search", "--bounding-set=-dac_override,-dac_read_search"]
    }()

    func run(_ arguments: String...) async throws -> Program.Output {
        let outputs = try TemporaryFolder()
        let words = (Self.words ?? []) + [try Program.path()] + arguments
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.environment = program.environment.merging(["HOME": program.folder.path, "PATH": "/usr/bin:/bin"]) {
            given, _ in given
        }
        process.currentDirectoryURL = program.folder.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: try outputs.write("", to: "output"))
        process.standardError = FileHandle(forWritingAtPath: try outputs.write("", to: "errors"))
        let (ending, continuation) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in continuation.finish() }
        try process.run()
        for await _ in ending {}
        return Program.Output(
            status: process.terminationStatus, text: String(decoding: try outputs.data("output"), as: UTF8.self),
            errors: String(decoding: try outputs.data("errors"), as: UTF8.self))
    }
}
