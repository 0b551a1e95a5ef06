public import SwiftwayCore

/// What is to be done and how, from all sources together.
public struct ResolvedConfiguration: Sendable {
    public var settings: Settings
    public var output: OutputOptions
    public var verbs: [Verb]
    /// To be printed as warnings before anything is done.
    public var warnings: [String]
    /// To be printed as information before anything is done.
    public var informations: [String]
    /// A mistake in a filter of `info`, to be raised by `info` once it has printed the schema's version.
    public var infoFilterError: ConfigurationError?
    /// Everything that is not at its default, in the order of the table.
    public var provenance: [Provenance]

    /// A value and where it comes from.
    public struct Provenance: Sendable, Equatable, CustomStringConvertible {
        /// `flyway.outOfOrder`, `flyway.placeholders.name`
        public var property: String
        /// As written, or stars where it must not be printed.
        public var value: String
        public var origin: Origin

        public var description: String { "\(property) -> \(value) (\(origin))" }
    }

    /// Reads files and variables as the command line asks for, and joins them: the command line wins over variables,
    /// variables over files, later files over earlier ones.
    /// - Throws: ``ConfigurationError`` for the first thing that is wrong.
    public init(_ invocation: Invocation, from world: ConfigurationSources) throws(ConfigurationError) {
        let workingDirectory = invocation.options.first { $0.name == "workingDirectory" && !$0.value.isEmpty }?.value
        let files = try ConfigurationFiles(
            options: invocation.options, workingDirectory: workingDirectory, from: world)
        var warnings = files.warnings
        var informations: [String] = []
        var entries: [Entry] = []
        var environments: Set<String> = []
        var hasForeignKeys = false
        switch files.mode {
        case .conf:
            let encoding = try Self.configFileEncoding(invocation.options, world.environment)
            for source in files.sources {
                let layer = ConfLayer(source, encoding: encoding, environment: world.environment)
                entries += layer.entries
                warnings += layer.warnings
                if source.isStandardInput, !layer.entries.isEmpty {
                    informations.append("Loaded configuration from standard input")
                }
            }
        case .toml:
            for source in files.sources {
                let layer = try TOMLLayer(source)
                entries += layer.entries
                environments.formUnion(layer.environments)
                hasForeignKeys = hasForeignKeys || layer.hasForeignKeys
            }
        }
        let variables = VariableLayer(environment: world.environment, mode: files.mode)
        let commandLine = try CommandLineLayer(options: invocation.options, mode: files.mode)
        entries += variables.entries + commandLine.entries
        warnings += variables.warnings + commandLine.warnings

        var resolver = ConfigurationResolver(
            mode: files.mode, entries: entries, environments: environments, toleratesUnknown: hasForeignKeys,
            processEnvironment: world.environment)
        try resolver.resolve()

        settings = resolver.settings
        output = invocation.output
        verbs = if case .run(let verbs) = invocation.request { verbs } else { [] }
        self.warnings = warnings + resolver.warnings
        self.informations = informations + resolver.informations
        infoFilterError = resolver.infoFilterError
        provenance = resolver.decisions.map { Provenance($0, showsAddresses: invocation.output.showsAddresses) }
    }

    /// The variable wins over the option: here, and nowhere else, Flyway asks it first.
    private static func configFileEncoding(
        _ options: [CommandLineOption], _ environment: [String: String]
    ) throws(ConfigurationError) -> TextEncoding {
        let option = options.first { $0.name == "configFileEncoding" }?.value
        let named = [environment["FLYWAY_CONFIG_FILE_ENCODING"], option].compactMap { $0 }.first { !$0.isEmpty }
        guard let name = named else { return .utf8 }
        do throws(InvalidValue) {
            return try TextEncoding(configured: name)
        } catch {
            throw ConfigurationError(message: error.message(name: "flyway.configFileEncoding", value: name))
        }
    }
}

extension ResolvedConfiguration.Provenance {
    init(_ decision: ConfigurationResolver.Decision, showsAddresses: Bool) {
        property = decision.parameter.property + (decision.assignment.key.map { ".\($0)" } ?? "")
        origin = decision.entry.origin
        let isAddress = decision.parameter.name == "url"
        let mayBePrinted =
            isAddress ? showsAddresses : !decision.parameter.mayHoldSecret(name: decision.assignment.key)
        let text = decision.assignment.text
        value = mayBePrinted ? (isAddress ? printable(address: text) : text) : Secret("").description
    }
}
