import SwiftwayCore
import SwiftwayText

/// From the entries of all sources to settings: which wins, what it means, and what is wrong with it.
struct ConfigurationResolver {
    let mode: ConfigurationMode
    /// Lowest priority first.
    let entries: [Entry]
    /// Environments that a file names, with or without values.
    let environments: Set<String>
    /// Whether unknown parameters are passed over, because a file belongs to Flyway's desktop tool too.
    let toleratesUnknown: Bool
    let processEnvironment: [String: String]

    private(set) var settings = Settings()
    private(set) var infoFilterError: ConfigurationError?
    private(set) var warnings: [String] = []
    private(set) var informations: [String] = []
    private(set) var decisions: [Decision] = []

    init(
        mode: ConfigurationMode, entries: [Entry], environments: Set<String>, toleratesUnknown: Bool,
        processEnvironment: [String: String]
    ) {
        self.mode = mode
        self.entries = entries
        self.environments = environments
        self.toleratesUnknown = toleratesUnknown
        self.processEnvironment = processEnvironment
    }

    /// A value that won, before it was put into the settings.
    struct Decision {
        var parameter: Parameter
        var assignment: Assignment
        var entry: Entry
    }

    mutating func resolve() throws(ConfigurationError) {
        let name = environmentName
        settings.connection.environment = name
        warnAboutUnknownValuesOfEnvironments()
        let relevant = inPrecedence(for: name)
        let unknown = UnknownParameters(entries: relevant.filter { lookup($0) == nil && isParameter($0) })
        if mode == .toml { try checkUnknown(unknown, environment: name) }
        decide(relevant)
        if mode == .toml { try resolveValues(environment: name) }
        for decision in decisions { try apply(decision) }
        // Values come first in this mode: Flyway looks at what is left over.
        if mode == .conf, !unknown.entries.isEmpty { throw unknown.inConfMode }
    }

    // MARK: Environments

    /// The environment to work with.
    private var environmentName: String {
        guard mode == .toml else { return settings.connection.environment }
        let chosen = entries.last { entry in
            entry.scope == .parameters(.flyway) && entry.key == "environment" && !entry.value.text.isEmpty
        }
        return chosen.map(\.value.text) ?? settings.connection.environment
    }

    private var knownEnvironments: Set<String> {
        var names = environments
        for entry in entries {
            switch entry.scope {
            case .environment(let name), .environmentParameters(let name, _): names.insert(name)
            case .parameters, .currentEnvironment: break
            }
        }
        return names
    }

    /// The sentence about an environment that is nowhere. The one named `default` need not exist, nor one that
    /// options or variables fill.
    private func missingEnvironment(_ name: String) -> String? {
        let known = knownEnvironments
        if name == "-" || name == Settings().connection.environment || known.contains(name)
            || entries.contains(where: { $0.scope == .currentEnvironment })
        {
            return nil
        }
        let sentence = "Environment '\(name)' not found. Check that this environment exists in your configuration."
        let otherCase = known.sorted().first { $0.lowercased() == name.lowercased() }
        return sentence + (otherCase.map { " Did you mean '\($0)'?" } ?? "")
    }

    private mutating func warnAboutUnknownValuesOfEnvironments() {
        var unknown: [String: [String]] = [:]
        for entry in entries {
            guard case .environment(let name) = entry.scope, lookup(entry) == nil else { continue }
            let key = String(entry.key.prefix { $0 != "." })
            if unknown[name]?.contains(key) != true { unknown[name, default: []].append(key) }
        }
        for (name, keys) in unknown.sorted(by: { $0.key < $1.key }) {
            warnings.append("Unknown parameters configured in Environment \(name): \(keys.joined(separator: ","))")
        }
    }

    // MARK: Precedence

    /// The entries that concern an environment, lowest priority first: within one kind of source what stands in the
    /// environment wins.
    private func inPrecedence(for environment: String) -> [Entry] {
        let concerned = entries.filter { entry in
            switch entry.scope {
            case .parameters, .currentEnvironment: true
            case .environment(let name), .environmentParameters(let name, _): name == environment
            }
        }
        return concerned.enumerated().sorted { one, other in
            let (left, right) = (rank(one.element), rank(other.element))
            return left == right ? one.offset < other.offset : left < right
        }.map(\.element)
    }

    private func rank(_ entry: Entry) -> Int {
        let source =
            switch entry.origin {
            case .file, .standardInput: 0
            case .variable: 1
            case .commandLine, .key: 2
            }
        let isInEnvironment =
            switch entry.scope {
            case .parameters, .currentEnvironment: false
            case .environment, .environmentParameters: true
            }
        return source * 2 + (isInEnvironment ? 1 : 0)
    }

    /// One decision for each parameter, and for each name of a map, in the order of the table.
    private mutating func decide(_ entries: [Entry]) {
        var winners: [String: Decision] = [:]
        for entry in entries {
            guard let match = lookup(entry) else { continue }
            let parameter = match.parameter
            // A list without any element does not override.
            if entry.value == .list([]) { continue }
            if entry.value.isBlank, parameter.empty.isPassedOver(in: mode) { continue }
            // Placeholders are compared without regard to case, so of two spellings one must win.
            let key = parameter.name == "placeholders" ? match.key?.lowercased() : match.key
            winners["\(parameter.property) \(key ?? "")"] = Decision(
                parameter: parameter, assignment: Assignment(value: entry.value, key: match.key), entry: entry)
        }
        let byProperty = Dictionary(grouping: winners.values) { $0.parameter.property }
        decisions = ParameterTable.all.flatMap { parameter in
            (byProperty[parameter.property] ?? []).sorted { ($0.assignment.key ?? "") < ($1.assignment.key ?? "") }
        }
    }

    // MARK: Unknown keys

    /// The parameter of an entry, if there is one that may stand in its place.
    private func lookup(_ entry: Entry) -> ParameterTable.Match? {
        guard let match = ParameterTable.match(entry.key, in: entry.namespace), !match.parameter.isRetired else {
            return nil
        }
        let places = match.parameter.places
        let isAllowed =
            switch entry.origin {
            // Which of them belong to flyway.toml only is decided by the mode.
            case .commandLine: places.contains(.commandLine) && (mode == .toml || !isOfTOMLOnly(match.parameter))
            case .variable, .key: true
            case .file, .standardInput:
                switch entry.scope {
                case .parameters: places.contains(mode == .toml ? .toml : .conf)
                case .environment: places.contains(.environment)
                case .environmentParameters: places.contains(.toml) && match.parameter.name != "environment"
                case .currentEnvironment: true
                }
            }
        guard isAllowed else { return nil }
        // An environment holds nothing but the connection.
        if case .environment = entry.scope, !match.parameter.belongsToEnvironment { return nil }
        return match
    }

    private func isOfTOMLOnly(_ parameter: Parameter) -> Bool {
        parameter.places.contains(.toml) && !parameter.places.contains(.conf)
    }

    /// Keys of environments are no parameters: unknown ones are a warning.
    private func isParameter(_ entry: Entry) -> Bool {
        if case .environment = entry.scope { false } else { true }
    }

    private mutating func checkUnknown(
        _ unknown: UnknownParameters, environment: String
    ) throws(ConfigurationError) {
        let others = missingEnvironment(environment).map { [$0] } ?? []
        if !others.isEmpty || (!unknown.entries.isEmpty && !toleratesUnknown) {
            var reported = unknown
            if toleratesUnknown { reported.entries = [] }
            var error = reported.inTOMLMode(with: others)
            // The sentence itself suggests only what differs by case.
            if others.contains(where: { !$0.contains(text: "Did you mean") }) {
                let near = nearest(to: environment, in: knownEnvironments.sorted())
                let hint = [error.hint, didYouMean(near)].compactMap { $0 }.joined(separator: "\n")
                error.hint = hint.isEmpty ? nil : hint
            }
            throw error
        }
        for entry in unknown.entries where entry.origin == .commandLine {
            let suggestion = didYouMean(unknown.nearestSpelling(to: entry)).map { ". \($0)" } ?? ""
            warnings.append("Unknown parameter: -\(entry.key)\(suggestion)")
        }
    }

    // MARK: Values

    private mutating func resolveValues(environment: String) throws(ConfigurationError) {
        var placeholders: [String: String] = [:]
        for decision in decisions where decision.parameter.name == "placeholders" {
            if let key = decision.assignment.key { placeholders[key] = decision.assignment.text }
        }
        let resolver = ValueResolver(
            environmentName: environment, environment: processEnvironment, placeholders: placeholders)
        for index in decisions.indices where !decisions[index].parameter.isIgnored {
            let origin = decisions[index].entry.origin
            do throws(ConfigurationError) {
                decisions[index].assignment.value = try decisions[index].assignment.value.map {
                    (text) throws(ConfigurationError) in try resolver.resolve(text)
                }
            } catch {
                throw error.adding(hint: "It stands in \(decisions[index].entry.spelling), from \(origin).")
            }
        }
    }

    /// Files with secrets often end in one, and no address, user or password does.
    private mutating func leaveOutLineEnd(_ decision: inout Decision) throws(ConfigurationError) {
        let value = try decision.assignment.value.map { (text) throws(ConfigurationError) in
            var text = text
            while let last = text.last, last.isNewline { text.removeLast() }
            return text
        }
        guard value != decision.assignment.value else { return }
        decision.assignment.value = value
        informations.append(
            "\(decision.parameter.property), from \(decision.entry.origin), ends with a line end, which is left out.")
    }

    private mutating func apply(_ decision: Decision) throws(ConfigurationError) {
        var decision = decision
        if case .list = decision.assignment.value, !decision.parameter.takesLists {
            throw ConfigurationError(
                message: "Unable to parse parameter '\(decision.entry.spelling)'.",
                hint: ["One value is expected, not a list.", decision.originHint].compactMap { $0 }.joined(
                    separator: "\n"))
        }
        if decision.parameter.isTextOfConnection { try leaveOutLineEnd(&decision) }
        if decision.assignment.value.isEmpty {
            // It may have become so only now: `${env.NAME}`.
            if decision.parameter.empty.isPassedOver(in: mode) { return }
            if decision.parameter.empty == .refused { throw decision.refusalOfEmpty }
            if decision.parameter.empty == .clears { decision.assignment.value = .list([]) }
        }
        switch decision.parameter.effect {
        case .setting(let assign):
            do throws(InvalidValue) {
                try assign(decision.assignment, &settings)
            } catch {
                throw decision.error(error)
            }
        case .infoFilter(let assign):
            do throws(InvalidValue) {
                try assign(decision.assignment, &settings.info)
            } catch {
                infoFilterError = infoFilterError ?? decision.error(error)
            }
        case .ignored(let warning):
            if let text = warning(decision.assignment) { warnings.append(text) }
        case .unsupported(let reason):
            throw ConfigurationError(
                message: "\(decision.parameter.name) is not supported: \(reason).",
                hint: decision.originHint, exitStatus: ConfigurationError.licenceExitStatus)
        case .output, .startup, .retired: break
        }
    }
}

extension ConfigurationResolver.Decision {
    fileprivate func error(_ invalid: InvalidValue) -> ConfigurationError {
        let value = parameter.isSecret ? "********" : assignment.text
        return ConfigurationError(
            code: invalid.code, message: invalid.message(name: parameter.property, value: value), hint: originHint)
    }

    /// In the words that Flyway has for the separator and for the marks of placeholders.
    fileprivate var refusalOfEmpty: ConfigurationError {
        let advice = parameter.fallback.map { "Leave it out for the default, \($0)." }
        return ConfigurationError(
            message: "\(parameter.name) cannot be empty!",
            hint: [advice, originHint].compactMap { $0 }.joined(separator: "\n"))
    }

    fileprivate var originHint: String? {
        entry.origin == .commandLine ? nil : "\(entry.spelling) comes from \(entry.origin)."
    }
}

extension Parameter {
    /// Whether it is the address, whoever connects, or the like.
    fileprivate var isTextOfConnection: Bool { belongsToEnvironment && (type == .text || type == .secret) }

    fileprivate var takesLists: Bool {
        switch type {
        case .list, .choices, .namespace: true
        case .boolean, .integer, .text, .secret, .path, .version, .target, .encoding, .date, .duration, .map, .choice:
            false
        }
    }
}

extension ConfigurationError {
    fileprivate func adding(hint line: String) -> ConfigurationError {
        var error = self
        error.hint = [hint, line].compactMap { $0 }.joined(separator: "\n")
        return error
    }
}
