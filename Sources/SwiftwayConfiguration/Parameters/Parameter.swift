package import SwiftwayCore

/// One parameter: what it is called, what it takes, where it may stand, and what it does. Every spelling of it, the
/// help, the completions and the reference are derived from this one value.
public struct Parameter: Sendable {
    /// Whose setting it is. Own settings never break a file that is shared with Flyway: they have a namespace of
    /// their own, which Flyway ignores.
    public enum Namespace: String, Sendable, CaseIterable {
        case flyway
        case swiftway
    }

    /// Where a parameter may stand.
    public struct Places: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let commandLine = Places(rawValue: 1)
        public static let variable = Places(rawValue: 2)
        public static let conf = Places(rawValue: 4)
        /// The table `[flyway]` (or `[swiftway]`) of `flyway.toml`.
        public static let toml = Places(rawValue: 8)
        /// The tables `[environments.x]` of `flyway.toml`.
        public static let environment = Places(rawValue: 16)

        public static let everywhere: Places = [.commandLine, .variable, .conf, .toml]
        /// A property of the connection: in `flyway.toml` it stands in an environment.
        public static let connection: Places = [.commandLine, .variable, .conf, .environment]
    }

    /// As on the command line, without the hyphen: `outOfOrder`.
    public let name: String
    public let namespace: Namespace
    public let type: ValueType
    /// The default, as one would write it; `nil` where there is none.
    public let fallback: String?
    /// What it does, in one line.
    public let summary: String
    /// More about it, for the documentation; may be empty.
    public let details: String
    public let places: Places
    /// The name of its environment variable where that does not follow from ``name``.
    let irregularVariable: String?
    /// Whether Flyway keeps it in one of its plugins: those are never among the values that it suggests.
    let belongsToPlugin: Bool
    /// What an empty value means.
    public let empty: EmptyValue
    let effect: Effect

    init(
        _ name: String, _ type: ValueType, fallback: String? = nil, namespace: Namespace = .flyway,
        places: Places = .everywhere, variable: String? = nil, plugin: Bool = false,
        empty: EmptyValue? = nil, effect: Effect, summary: String, details: String = ""
    ) {
        self.name = name
        self.namespace = namespace
        self.type = type
        self.fallback = fallback
        self.summary = summary
        self.details = details
        self.places = places
        self.irregularVariable = variable
        self.belongsToPlugin = plugin
        self.empty = empty ?? .standard(for: type, in: namespace)
        self.effect = effect
    }

    /// What a parameter takes.
    public enum ValueType: Sendable, Equatable {
        case boolean
        case integer
        case text
        case secret
        case path
        case version
        case target
        case encoding
        case date
        case duration
        case list
        /// Names of the user's own: `placeholders.name=value`.
        case map
        case choice([String])
        case choices([String])
        /// A group of settings of a feature that does not exist here: everything below it is accepted.
        case namespace
    }

    /// What happens with a value.
    package enum Effect: Sendable {
        case setting(@Sendable (Assignment, inout Settings) throws(InvalidValue) -> Void)
        /// A filter of `info`. Flyway reads them after it has printed the schema's version, so that is where a
        /// mistake in one of them is reported.
        case infoFilter(@Sendable (Assignment, inout InfoFilter) throws(InvalidValue) -> Void)
        /// How the program prints.
        case output(@Sendable (Assignment, inout OutputOptions) throws(InvalidValue) -> Void)
        /// Needed while the configuration is put together: which files, which environment.
        case startup
        /// Accepted without effect; the closure says which values deserve a warning.
        case ignored(warning: @Sendable (Assignment) -> String?)
        /// Refused, because to ignore it would do harm.
        case unsupported(reason: String)
        case retired(Retirement)
    }

    /// A parameter that Flyway had once.
    package struct Retirement: Sendable {
        /// How Flyway words it in the mode of `flyway.toml`.
        package enum Wording: Sendable {
            case removed
            case replaced(by: String)
            case unknown
        }
        package var wording: Wording
        /// What to use in its place.
        package var advice: String
    }

    public var isSecret: Bool { type == .secret }
    public var isIgnored: Bool {
        switch effect {
        case .ignored: true
        case .setting, .infoFilter, .output, .startup, .unsupported, .retired: false
        }
    }
    public var isRetired: Bool {
        switch effect {
        case .retired: true
        case .setting, .infoFilter, .output, .startup, .unsupported, .ignored: false
        }
    }
    public var isUnsupported: Bool {
        switch effect {
        case .unsupported: true
        case .setting, .infoFilter, .output, .startup, .retired, .ignored: false
        }
    }
    /// Whether a person who reads help wants to see it.
    public var isOfUse: Bool { !isIgnored && !isRetired && !isUnsupported }

    /// Whether names below it are the user's own.
    var takesKeys: Bool { type == .map || type == .namespace }
    /// Whether it stands in an environment of `flyway.toml`.
    var belongsToEnvironment: Bool { places.contains(.environment) }
}

/// A value on its way to its parameter.
package struct Assignment: Sendable {
    package var value: ConfigurationValue
    /// The name below a map: `name` in `placeholders.name`.
    package var key: String?

    package var text: String { value.text }
    package var elements: [String] { value.elements }
}

/// Why a value is refused.
package enum InvalidValue: Error, Sendable, Equatable {
    /// What was expected: `should be an integer`.
    case expected(String)
    /// The whole message, where Flyway has one of its own.
    case message(String)
}
