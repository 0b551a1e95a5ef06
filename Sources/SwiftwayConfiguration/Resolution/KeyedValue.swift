package import SwiftwayCore

/// The value of a parameter that the program has found under a key of its own configuration.
package struct KeyedValue: Sendable {
    package var parameter: Parameter
    /// The name below a map: `owner` of `placeholders`.
    package var name: String?
    package var value: ConfigurationValue
    /// The whole key, for messages.
    package var key: String

    package init(_ parameter: Parameter, name: String? = nil, value: ConfigurationValue, key: String) {
        self.parameter = parameter
        self.name = name
        self.value = value
        self.key = key
    }
}

extension ResolvedConfiguration {
    /// Judges the values as those of any other source: as they are written, without `${…}` in them.
    /// - Parameter warn: Called with what has no effect.
    /// - Throws: ``ConfigurationError`` for the first value that means nothing.
    package static func settings(
        of values: [KeyedValue], warn: (String) -> Void
    ) throws(ConfigurationError) -> Settings {
        let entries = values.map { value in
            Entry(
                scope: .parameters(value.parameter.namespace),
                key: value.parameter.name + (value.name.map { ".\($0)" } ?? ""), value: value.value,
                origin: .key(value.key))
        }
        var resolver = ConfigurationResolver(
            mode: .conf, entries: entries, environments: [], toleratesUnknown: false, processEnvironment: [:])
        try resolver.resolve()
        if let error = resolver.infoFilterError { throw error }
        resolver.warnings.forEach(warn)
        return resolver.settings
    }
}

extension Parameter {
    /// Whether it says anything about a run: to be asked for wherever settings come from.
    package var concernsRuns: Bool {
        switch effect {
        case .setting, .infoFilter, .unsupported: true
        case .output, .startup, .ignored, .retired: false
        }
    }

    /// Whether values are kept out of whatever is written.
    /// - Parameter name: The name below a map.
    package func mayHoldSecret(name: String? = nil) -> Bool {
        if isSecret || self.name == "url" || self.name == "jdbcProperties" { return true }
        // By bytes: searching a string for a string would set up more than all the rest of the configuration takes.
        let property = Array((self.property + (name.map { ".\($0)" } ?? "")).lowercased().utf8)
        return ["password", "secret", "token", "key"].contains { word in
            property.indices.contains { property[$0...].starts(with: word.utf8) }
        }
    }
}
