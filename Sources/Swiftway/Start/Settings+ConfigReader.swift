#if Configuration
    public import Configuration
    import SwiftwayConfiguration
    public import SwiftwayCore

    extension Settings {
        /// What a reader of swift-configuration says: every parameter under the key that it has in `flyway.conf`, as in
        /// `flyway.url`, `flyway.baselineOnMigrate`, `swiftway.lockTimeout`. With `EnvironmentVariablesProvider` these are
        /// the variables that the command line reads: `FLYWAY_URL`, `FLYWAY_BASELINE_ON_MIGRATE`,
        /// `SWIFTWAY_LOCK_TIMEOUT`.
        ///
        /// ```swift
        /// let config = ConfigReader(provider: EnvironmentVariablesProvider())
        /// let settings = try Settings(from: config, placeholders: ["owner"])
        /// ```
        ///
        /// Values may be text, numbers, truth values and lists. Whatever may hold a password is read as a secret.
        /// - Parameters:
        ///   - config: Scoped, where the keys stand below another one: `config.scoped(to: "database")`.
        ///   - placeholders: The names to look for below `flyway.placeholders`: a reader cannot be asked for them.
        ///   - jdbcProperties: The same below `flyway.jdbcProperties`.
        ///   - warn: Called with what has no effect, so that it can be logged.
        /// - Throws: ``/SwiftwayCore/MigrationError`` with the code `CONFIGURATION` for a value that means nothing; it
        ///   names the key.
        public init(
            from config: ConfigReader, placeholders: [String] = [], jdbcProperties: [String] = [],
            warn: (String) -> Void = { _ in }
        ) throws(MigrationError) {
            // All of one moment, where values may change meanwhile.
            let reading = ConfigReading(config.snapshot())
            let names = ["placeholders": placeholders, "jdbcProperties": jdbcProperties]
            var values: [KeyedValue] = []
            do throws(ConfigurationError) {
                for parameter in ParameterTable.all where parameter.concernsRuns {
                    guard parameter.type == .map || parameter.type == .namespace else {
                        if let value = try reading.value(of: parameter) { values.append(value) }
                        continue
                    }
                    for name in names[parameter.name] ?? [] {
                        if let value = try reading.value(of: parameter, name: name) { values.append(value) }
                    }
                }
                self = try ResolvedConfiguration.settings(of: values, warn: warn)
            } catch {
                var failure = MigrationError(error)
                // Flyway has the code ERROR for some of them.
                failure.code = .configuration
                throw failure
            }
        }
    }

    /// Asks a reader for the values of parameters.
    private struct ConfigReading {
        private let config: ConfigSnapshotReader

        init(_ config: ConfigSnapshotReader) { self.config = config }

        func value(of parameter: Parameter, name: String? = nil) throws(ConfigurationError) -> KeyedValue? {
            let property = parameter.property + (name.map { ".\($0)" } ?? "")
            // A name below a map may have dots of its own, which separate nothing.
            let key = ConfigKey(parameter.property.split(separator: ".").map(String.init) + (name.map { [$0] } ?? []))
            let isSecret = parameter.mayHoldSecret(name: name)
            return try value(key, property: property, isSecret: isSecret).map {
                KeyedValue(parameter, name: name, value: $0, key: property)
            }
        }

        private func value(
            _ key: ConfigKey, property: String, isSecret: Bool
        ) throws(ConfigurationError) -> ConfigurationValue? {
            // As text first, so that what is text means here what it means everywhere else.
            do {
                return .text(try config.requiredString(forKey: key, isSecret: isSecret))
            } catch {
                // Nothing but a shortcut: the type of the error is not public.
                if "\(error)".hasPrefix("Missing required") { return nil }
            }
            if let flag = config.bool(forKey: key, isSecret: isSecret) { return .text(String(flag)) }
            if let number = config.int(forKey: key, isSecret: isSecret) { return .text(String(number)) }
            if let number = config.double(forKey: key, isSecret: isSecret) { return .text(String(number)) }
            if let list = config.stringArray(forKey: key, isSecret: isSecret) { return .list(list) }
            guard !isOfOtherType(key) else {
                throw ConfigurationError(
                    message: "The value of \(property) is of a type that no parameter has.",
                    hint: "Text, numbers, truth values and lists of texts are taken.")
            }
            return nil
        }

        private func isOfOtherType(_ key: ConfigKey) -> Bool {
            config.bytes(forKey: key, isSecret: true) != nil || config.intArray(forKey: key, isSecret: true) != nil
                || config.doubleArray(forKey: key, isSecret: true) != nil
                || config.boolArray(forKey: key, isSecret: true) != nil
        }
    }
#endif
