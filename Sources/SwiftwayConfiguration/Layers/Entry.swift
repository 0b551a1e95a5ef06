/// One value from one source, before its key is looked up.
struct Entry: Sendable {
    /// Which table of `flyway.toml` it stands in, or would stand in.
    enum Scope: Sendable, Hashable {
        case parameters(Parameter.Namespace)
        /// `[environments.x]`
        case environment(String)
        /// `[environments.x.flyway]`
        case environmentParameters(String, Parameter.Namespace)
        /// The environment in use, whatever its name: `FLYWAY_URL`, `-url`.
        case currentEnvironment
    }

    var scope: Scope
    /// Without the table: `outOfOrder`, `placeholders.name`.
    var key: String
    var value: ConfigurationValue
    var origin: Origin

    /// The key as messages have it: `flyway.outOfOrder`, `environments.x.flyway.outOfOrder`.
    var spelling: String {
        switch scope {
        case .parameters(let namespace): "\(namespace.rawValue).\(key)"
        case .environment(let name): "environments.\(name).\(key)"
        case .environmentParameters(let name, let namespace): "environments.\(name).\(namespace.rawValue).\(key)"
        case .currentEnvironment: "flyway.\(key)"
        }
    }

    /// Whose parameters the key is looked up among.
    var namespace: Parameter.Namespace {
        switch scope {
        case .parameters(let namespace), .environmentParameters(_, let namespace): namespace
        case .environment, .currentEnvironment: .flyway
        }
    }
}

/// The two kinds of configuration that Flyway has. They differ in files, in the messages about mistakes and in what
/// the environment may hold.
enum ConfigurationMode: Sendable {
    case toml
    case conf
}
