import SwiftwayCore

/// The command line, understood.
public struct Invocation: Sendable {
    public enum Request: Sendable, Equatable {
        /// No verb: a short usage.
        case usage
        case help([HelpTopic])
        case run([Verb])
    }

    public enum HelpTopic: Sendable, Equatable {
        case verb(Verb)
        /// The name of a parameter.
        case parameter(String)
        case allParameters
        case completions(Shell)
    }

    public var request: Request
    /// The files that `parse` and `lint` are given; `-` is standard input.
    public var files: [String] = []
    public var output: OutputOptions
    /// In their order; names are not yet compared with the table, because the message about an unknown one depends
    /// on the kind of the configuration files.
    let options: [CommandLineOption]

    /// - Throws: ``ConfigurationError`` in Flyway's order: words that are neither verb nor flag, options of
    ///   environments that name only half, then the values of `-outputType` and `-color`.
    public init(arguments: [String], environment: [String: String] = [:]) throws(ConfigurationError) {
        let words = arguments.filter { !$0.trimmingBlanks().isEmpty }
        var verbs: [Verb] = []
        var topics: [HelpTopic] = []
        var options: [CommandLineOption] = []
        var wantsHelp = words.contains { Verb(rawValue: $0) == .help || Flag.bySpelling[$0]?.isHelp == true }
        var index = words.startIndex
        while index < words.endIndex {
            let word = words[index]
            index += 1
            if let option = CommandLineOption(word) {
                options.append(option)
            } else if let flag = Flag.bySpelling[word] {
                if case .verb(let verb) = flag.effect, verb != .help { verbs.append(verb) }
            } else if !wantsHelp, verbs == [.parse] || verbs == [.lint], !word.hasPrefix("-") || word == "-" {
                // Behind these verbs every word is a file, whatever its name is.
                files.append(word)
            } else if let verb = Verb(rawValue: word) {
                if verb == .help { wantsHelp = true } else { verbs.append(verb) }
            } else if wantsHelp, let topic = Self.topic(word, next: words.dropFirst(index).first) {
                topics.append(topic)
                // The shell stands behind its word.
                if case .completions = topic { index += 1 }
            } else {
                throw Self.invalid(word, next: words.dropFirst(index).first)
            }
        }
        if let half = options.first(where: \.namesHalfAnEnvironmentValue) {
            throw ConfigurationError(
                code: ConfigurationError.Code.error,
                message: "Invalid configuration argument: -\(half.name). "
                    + "Both the environment name and configuration option are required.")
        }
        output = OutputOptions(arguments: words, environment: environment)
        for option in options { try Self.check(option) }
        self.options = options
        if wantsHelp {
            request = .help(verbs.map { .verb($0) } + topics)
        } else {
            request = verbs.isEmpty ? .usage : .run(verbs)
        }
    }

    private static func topic(_ word: String, next: String?) -> HelpTopic? {
        switch word {
        case "parameters": .allParameters
        case "completions": next.flatMap(Shell.init(rawValue:)).map { .completions($0) }
        default: ParameterTable.parameter(named: word).map { .parameter($0.property) }
        }
    }

    private static func check(_ option: CommandLineOption) throws(ConfigurationError) {
        var scratch = OutputOptions()
        do throws(InvalidValue) {
            try scratch.apply(option)
        } catch {
            throw ConfigurationError(
                code: ConfigurationError.Code.error, message: error.message(name: option.name, value: option.value))
        }
    }

    private static func invalid(_ word: String, next: String?) -> ConfigurationError {
        if next == "=" {
            return ConfigurationError(
                code: ConfigurationError.Code.error,
                message: "Invalid configuration argument: \(word). "
                    + "Please check you have not included any spaces in your configuration argument.")
        }
        // PowerShell cuts words at dots.
        let aboutDots =
            next?.hasPrefix(".") == true
            ? "Shell may cause input parameters containing periods (.) to be misinterpreted - "
                + "do you need to wrap your parameter in double quotes?"
            : ""
        return ConfigurationError(
            code: ConfigurationError.Code.error, message: "Invalid flag: \(word)\n\(aboutDots)",
            hint: suggestion(for: word))
    }

    private static func suggestion(for word: String) -> String? {
        if word.hasPrefix("-") {
            let options = ParameterTable.all.filter { $0.isOfUse && $0.places.contains(.commandLine) }
            if options.contains(where: { "-\($0.name)" == word }) {
                return "'\(word)' needs a value: \(word)=…"
            }
            let flags = Flag.all.filter(\.isOfUse).flatMap(\.spellings)
            return didYouMean(nearest(to: word, in: options.map { "-\($0.name)" } + flags))
        }
        return didYouMean(nearest(to: word, in: Verb.allCases.map(\.rawValue)))
    }
}

extension CommandLineOption {
    /// `-environments.x=`: the name of an environment without one of its parameters.
    fileprivate var namesHalfAnEnvironmentValue: Bool {
        name.hasPrefix("environments") && name.split(separator: ".").count == 2
    }
}

extension Flag {
    fileprivate var isHelp: Bool {
        if case .verb(.help) = effect { true } else { false }
    }
}

extension InvalidValue {
    /// - Parameter name: with its namespace, as in `flyway.outOfOrder`.
    func message(name: String, value: String) -> String {
        switch self {
        case .expected(let expectation): "Invalid value for \(name) (\(expectation)): \(value)"
        case .message(let message): message
        }
    }

    /// Flyway gives its own code to values of the wrong type only.
    var code: String {
        switch self {
        case .expected: ConfigurationError.Code.configuration
        case .message: ConfigurationError.Code.error
        }
    }
}
