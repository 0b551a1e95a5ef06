import FoundationEssentials
import SwiftwayCore
import SwiftwayEmbedding

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Turns a folder of scripts into Swift source, for `SwiftwayPlugin`. Names that could never be run, versions that two
/// files claim, and programs end the build.
///
///     SwiftwayEmbedder folder output.swift [flyway.conf]
@main struct SwiftwayEmbedder {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst().map { String($0) }
        guard arguments.count == 2 || arguments.count == 3 else {
            end(["usage: SwiftwayEmbedder folder output.swift [flyway.conf]"])
        }
        do {
            let naming = try arguments.count == 3 ? NamingSettings(ofFile: arguments[2]) : NamingSettings()
            let folder = try ScriptFolder(arguments[0])
            let problems = folder.problems(naming)
            guard problems.isEmpty else { end(problems) }
            try Data(folder.source(naming).utf8).write(to: URL(fileURLWithPath: arguments[1]))
        } catch {
            end(["error: \(arguments[0]) cannot be embedded: \(error)"])
        }
    }

    /// - Parameter lines: `file: error: …`, which SwiftPM and Xcode show as they show the compiler's.
    private static func end(_ lines: [String]) -> Never {
        let text = Array(lines.map { $0 + "\n" }.joined().utf8)
        _ = write(STDERR_FILENO, text, text.count)
        exit(1)
    }
}
