/// The process's environment as entries.
struct VariableLayer {
    var entries: [Entry] = []
    var warnings: [String] = []

    /// Variables that no parameter has are passed over: they may belong to Flyway's launcher.
    init(environment: [String: String], mode: ConfigurationMode) {
        // Where no variable is ours, the table of their names, which takes a while to make, is not needed.
        for name in environment.keys.filter(Self.isOurs).sorted() {
            guard let value = environment[name], let (parameter, key) = Self.parameter(of: name) else { continue }
            let scope: Entry.Scope =
                mode == .toml && parameter.belongsToEnvironment
                ? .currentEnvironment : .parameters(parameter.namespace)
            entries.append(
                Entry(
                    scope: scope, key: key.map { "\(parameter.name).\($0)" } ?? parameter.name, value: .text(value),
                    origin: .variable(name)))
        }
        if mode == .toml { addLowercase(environment) }
    }

    private static let prefixes = Parameter.Namespace.allCases.map { "\($0.rawValue.uppercased())_" }

    /// Whether a parameter may have that variable.
    static func isOurs(_ variable: String) -> Bool { prefixes.contains { variable.hasPrefix($0) } }

    private static func parameter(of variable: String) -> (Parameter, key: String?)? {
        if let parameter = ParameterTable.byVariable[variable] { return (parameter, nil) }
        for (prefix, parameter) in ParameterTable.mapsByVariablePrefix
        where variable.hasPrefix(prefix) && variable.count > prefix.count {
            let key = variable.dropFirst(prefix.count).lowercased()
            // The one driver parameter that Flyway spells for the variable: it has a capital letter.
            return (parameter, parameter.name == "jdbcProperties" && key == "accesstoken" ? "accessToken" : key)
        }
        return nil
    }

    /// The later form: the path in `flyway.toml` with `_` in place of dots. It comes behind the others and so wins.
    private mutating func addLowercase(_ environment: [String: String]) {
        for name in environment.keys.sorted() where name.hasPrefix("flyway_") || name.hasPrefix("environments_") {
            guard let value = environment[name], let entry = Self.lowercaseEntry(name, value) else { continue }
            if let older = entries.first(where: { $0.scope == entry.scope && $0.key == entry.key }) {
                warnings.append(
                    "Using both new Environment variable \(name) and old Environment variable "
                        + "\(older.origin.variableName ?? ""). Please remove \(older.origin.variableName ?? "").")
            }
            entries.append(entry)
        }
    }

    private static func lowercaseEntry(_ name: String, _ value: String) -> Entry? {
        let parts = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        let scope: Entry.Scope
        let key: String
        if parts[0] == "flyway" {
            key = parts.dropFirst().joined(separator: ".")
            let match = ParameterTable.match(key, in: .flyway)
            scope =
                match?.parameter.belongsToEnvironment == true ? .currentEnvironment : .parameters(.flyway)
        } else {
            guard parts.count >= 3 else { return nil }
            if parts[2] == "flyway", parts.count >= 4 {
                scope = .environmentParameters(parts[1], .flyway)
                key = parts.dropFirst(3).joined(separator: ".")
            } else {
                scope = .environment(parts[1])
                key = parts.dropFirst(2).joined(separator: ".")
            }
        }
        return Entry(scope: scope, key: key, value: .text(value), origin: .variable(name))
    }
}

extension Origin {
    fileprivate var variableName: String? {
        switch self {
        case .variable(let name): name
        case .file, .standardInput, .commandLine, .key: nil
        }
    }
}
