import Swiftway
import SwiftwayConfiguration

// `environ` is a global variable of the C library; it is read once, before any thread exists.
#if canImport(Glibc)
    @preconcurrency import Glibc
#elseif canImport(Musl)
    @preconcurrency import Musl
#else
    @preconcurrency import Darwin
#endif

/// What the process finds around itself.
enum ProcessWorld {
    static func environment() -> [String: String] {
        var variables: [String: String] = [:]
        let first: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
        guard var entry = first else { return variables }
        while let pointer = entry.pointee {
            let text = String(cString: pointer)
            if let sign = text.firstIndex(of: "=") {
                variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
            }
            entry += 1
        }
        return variables
    }

    static func configurationSources(environment: [String: String], currentDirectory: String) -> ConfigurationSources {
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
