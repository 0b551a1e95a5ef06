import Foundation
import TestSupport

/// Runs the program on a terminal of its own, which `script` of util-linux makes.
enum Terminal {
    static let isAvailable: Bool = {
        #if os(Linux)
            FileManager.default.isExecutableFile(atPath: "/usr/bin/script")
        #else
            false
        #endif
    }()

    /// - Returns: Everything that the terminal was given.
    static func run(_ program: Program, _ arguments: [String]) async throws -> String {
        let command = ([try Program.path()] + arguments).joined(separator: " ")
        let path = program.folder.path(of: "terminal")
        _ = try await program.run("/usr/bin/script", ["-qec", command, path])
        return try String(contentsOfFile: path, encoding: .utf8)
    }
}
