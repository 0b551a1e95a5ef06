import SwiftwayConfiguration
import SwiftwayCore

/// A world of given files and variables, in `/project` with the home `/home/me` and the installation `/opt/swiftway`.
struct World {
    var files: [String: String] = [:]
    var environment: [String: String] = [:]
    var standardInput: String?

    var sources: ConfigurationSources {
        ConfigurationSources(
            environment: environment, currentDirectory: "/project", homeDirectory: "/home/me",
            installDirectory: "/opt/swiftway",
            readFile: { [files] path in
                files[path].map { text in
                    text == Self.unreadable ? .unreadable(reason: "Permission denied") : .contents(Array(text.utf8))
                } ?? .missing
            },
            readStandardInput: { [standardInput] in standardInput.map { Array($0.utf8) } })
    }

    static let unreadable = "\u{0}unreadable"

    /// - Parameter line: words between blanks.
    func resolve(_ line: String = "migrate") throws(ConfigurationError) -> ResolvedConfiguration {
        try resolve(words: line.split(separator: " ").map(String.init))
    }

    func resolve(words: [String]) throws(ConfigurationError) -> ResolvedConfiguration {
        try ResolvedConfiguration(Invocation(arguments: words, environment: environment), from: sources)
    }

    /// The error of a configuration that is refused.
    func refusal(_ line: String = "migrate") -> ConfigurationError? {
        do {
            _ = try resolve(line)
            return nil
        } catch {
            return error
        }
    }

    static func toml(_ text: String, environment: [String: String] = [:]) -> World {
        World(files: ["/project/flyway.toml": text], environment: environment)
    }

    static func conf(_ text: String, environment: [String: String] = [:]) -> World {
        World(files: ["/project/flyway.conf": text], environment: environment)
    }
}
