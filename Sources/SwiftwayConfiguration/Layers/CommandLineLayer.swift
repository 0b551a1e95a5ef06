/// The options of the command line as entries.
struct CommandLineLayer {
    /// Those that name an environment come last, and so win over those for the environment in use.
    var entries: [Entry] = []
    var warnings: [String] = []

    /// - Throws: ``ConfigurationError`` for a parameter that is given twice. Of options that steer the program
    ///   itself the first counts, as in Flyway.
    init(options: [CommandLineOption], mode: ConfigurationMode) throws(ConfigurationError) {
        var named: [Entry] = []
        var seen: Set<String> = []
        for option in options {
            guard seen.insert(option.name).inserted else {
                if ParameterTable.match(option.name, in: .flyway)?.parameter.isOfProgram == true { continue }
                throw ConfigurationError(message: "The option -\(option.name) is given more than once.")
            }
            let value = ConfigurationValue.text(option.value)
            if option.name.hasPrefix("environments.") {
                guard mode == .toml else {
                    warnings.append("-\(option.name) has no effect: only flyway.toml has environments.")
                    continue
                }
                named.append(Self.environmentEntry(option, value))
                continue
            }
            let own = ParameterTable.match(option.name, in: .swiftway)
            let match = ParameterTable.match(option.name, in: .flyway)
            let scope: Entry.Scope =
                if own != nil {
                    .parameters(.swiftway)
                } else if mode == .toml, match?.parameter.belongsToEnvironment == true {
                    .currentEnvironment
                } else {
                    .parameters(.flyway)
                }
            entries.append(Entry(scope: scope, key: option.name, value: value, origin: .commandLine))
        }
        entries += named
    }

    /// `environments.<name>.<key>` and `environments.<name>.flyway.<key>`; the words have been checked for both parts.
    private static func environmentEntry(_ option: CommandLineOption, _ value: ConfigurationValue) -> Entry {
        let parts = option.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let environment = parts[1]
        if parts.count >= 4, let namespace = Parameter.Namespace(rawValue: parts[2]) {
            return Entry(
                scope: .environmentParameters(environment, namespace), key: parts.dropFirst(3).joined(separator: "."),
                value: value, origin: .commandLine)
        }
        return Entry(
            scope: .environment(environment), key: parts.dropFirst(2).joined(separator: "."), value: value,
            origin: .commandLine)
    }
}

extension Parameter {
    /// Whether it steers the program and not the run.
    fileprivate var isOfProgram: Bool {
        switch effect {
        case .output, .startup, .infoFilter: true
        case .setting: places == .commandLine
        case .ignored, .unsupported, .retired: false
        }
    }
}
