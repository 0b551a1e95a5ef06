package import SwiftwayCore

extension ScriptConfiguration {
    /// What a file `V1__name.sql.conf` says about the script beside it.
    /// - Parameters:
    ///   - text: the file, in the syntax of `flyway.conf`; keys have no namespace.
    ///   - replacingPlaceholders: replaces `${name}` in a value; throws where there is no such placeholder.
    /// - Throws: ``ConfigurationError`` with Flyway's sentences.
    package init(
        parsing text: String,
        replacingPlaceholders: (String) throws(ConfigurationError) -> String = { (text) throws(ConfigurationError) in
            text
        }
    ) throws(ConfigurationError) {
        self.init()
        var values: [String: String] = [:]
        for property in PropertiesReader.properties(in: text, environment: nil) {
            values[property.key] = try replacingPlaceholders(property.value)
        }
        executeInTransaction = try Self.boolean("executeInTransaction", in: &values)
        placeholderReplacement = try Self.boolean("placeholderReplacement", in: &values)
        if let name = values.removeValue(forKey: "encoding") {
            do throws(InvalidValue) {
                encoding = try TextEncoding(configured: name)
            } catch {
                throw ConfigurationError(message: error.message(name: "encoding", value: name))
            }
        }
        if values.removeValue(forKey: "shouldExecute") != nil {
            throw ConfigurationError(
                code: ConfigurationError.Code.error,
                message: "Upgrade required: shouldExecute is not supported by OSS.",
                hint: "swiftway has no conditional migrations either. To pass over a migration, keep it in a location "
                    + "of its own.",
                exitStatus: ConfigurationError.licenceExitStatus)
        }
        guard values.isEmpty else {
            let names = values.keys.sorted()
            let suggestions = names.compactMap { nearest(to: $0, in: Self.keys) }
            throw ConfigurationError(
                message: UnknownParameters.sentence(names) + "script config files", hint: didYouMean(suggestions.first))
        }
    }

    private static let keys = ["executeInTransaction", "encoding", "placeholderReplacement"]

    private static func boolean(
        _ key: String, in values: inout [String: String]
    ) throws(ConfigurationError) -> Bool? {
        guard let text = values.removeValue(forKey: key) else { return nil }
        guard let value = Bool(anyCase: text) else {
            throw ConfigurationError(message: InvalidValue.expected(Bool.expectation).message(name: key, value: text))
        }
        return value
    }
}
