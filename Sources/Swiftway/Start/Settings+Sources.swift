import SwiftwayConfiguration
public import SwiftwayCore

extension Settings {
    /// Where settings are read from, besides the environment's variables.
    public enum Origin: Sendable, Equatable {
        /// Nowhere else.
        case environment
        /// Those that the command line finds: `flyway.conf`, `flyway.toml` and the user's own.
        case found
        /// These, the later over the earlier; all `.conf` or all `.toml`.
        case at([String])
    }

    /// What configuration files, environment variables and values of the program's own say together, as the command
    /// line has it: values win over variables, variables over files.
    ///
    /// ```swift
    /// let settings = try Settings(from: .at(["flyway.conf"]), values: ["locations": "filesystem:Resources/sql"])
    /// ```
    /// - Parameters:
    ///   - origin: Relative paths start at the process's folder.
    ///   - environment: `FLYWAY_URL` and the like; `nil` is the process's own.
    ///   - values: By the names that parameters have on the command line: `url`, `placeholders.owner`.
    ///   - warn: Called with what has no effect, so that it can be logged.
    /// - Throws: ``/SwiftwayCore/MigrationError`` with the code `CONFIGURATION` for a name that does not exist, a value that means
    ///   nothing or a file that cannot be read; `ERROR` where Flyway has that code.
    public init(
        from origin: Origin, environment: [String: String]? = nil, values: [String: String] = [:],
        warn: (String) -> Void = { _ in }
    ) throws(MigrationError) {
        var words = ["info"]
        var world = ConfigurationSources.ofProcess(
            environment: environment ?? ProcessEnvironment.variables, currentDirectory: FileSystem.workingDirectory)
        // What is piped into a server is none of its configuration.
        world.readStandardInput = { nil }
        switch origin {
        case .environment: world.readFile = { _ in .missing }
        case .found: break
        case .at(let paths):
            words.append("-configFiles=\(paths.joined(separator: ","))")
            let wanted = Set(paths.map { FileSystem.absolute($0, in: world.currentDirectory) })
            if let missing = wanted.sorted().first(where: { FileSystem.kind(of: $0) != .file }) {
                throw MigrationError(code: .configuration, message: "There is no configuration file \(missing).")
            }
            let read = world.readFile
            world.readFile = { wanted.contains($0) ? read($0) : .missing }
        }
        words += values.sorted { $0.key < $1.key }.map { "-\($0.key)=\($0.value)" }
        do throws(ConfigurationError) {
            let invocation = try Invocation(arguments: words, environment: world.environment)
            let resolved = try ResolvedConfiguration(invocation, from: world)
            resolved.warnings.forEach(warn)
            self = resolved.settings
        } catch {
            throw MigrationError(error)
        }
    }
}
