package import SwiftwayConfiguration

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ConfigurationSources {
    /// What the process finds around itself.
    package static func ofProcess(environment: [String: String], currentDirectory: String) -> ConfigurationSources {
        ConfigurationSources(
            environment: environment, currentDirectory: currentDirectory, homeDirectory: environment["HOME"],
            readFile: { path in
                guard FileSystem.kind(of: path) != nil else { return .missing }
                do throws(FileSystem.Failure) {
                    return .contents(try FileSystem.read(path))
                } catch {
                    return .unreadable(reason: error.reason)
                }
            },
            readStandardInput: {
                // Somebody who asked for it and then types would never see an answer.
                guard isatty(STDIN_FILENO) == 0 else { return nil }
                return try? FileSystem.read(STDIN_FILENO, path: "standard input", expecting: 0)
            })
    }
}
