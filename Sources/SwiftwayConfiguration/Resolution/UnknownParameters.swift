import SwiftwayCore
import SwiftwayText

/// Messages about keys that no parameter has. Flyway words them differently in its two modes.
struct UnknownParameters {
    var entries: [Entry]

    /// `Unknown configuration property: a. Please check your `, in the plural for several.
    static func sentence(_ names: [String]) -> String {
        "Unknown configuration \(names.count == 1 ? "property" : "properties"): "
            + "\(names.joined(separator: ",")). Please check your "
    }

    /// The message where the configuration is of `flyway.conf`.
    var inConfMode: ConfigurationError {
        ConfigurationError(
            message: Self.sentence(names) + "conf files or commandline parameters", hint: hint(beside: []))
    }

    /// The message where the configuration is of `flyway.toml`; sentences that belong into the same message come
    /// behind it.
    func inTOMLMode(with others: [String] = []) -> ConfigurationError {
        var message = "Failed to configure parameters:\n"
        var suggested: [String] = []
        var isRecoverable = others.isEmpty
        for name in names {
            switch retirement(of: name)?.wording {
            case .removed:
                message += "\tRemoved: '\(name)' has been removed and is no longer supported.\n"
            case .replaced(let successor):
                message += "\tDeprecated: '\(name)' has been replaced by '\(successor)'.\n"
            case .unknown, nil:
                isRecoverable = false
                let values = possibleValues(for: name)
                suggested += values
                message +=
                    values.isEmpty
                    ? "\tUnknown: '\(name)'. Check the parameter spelling and ensure Flyway is up to date.\n"
                    : "\tUnknown: '\(name)'. Possible values: \(values.joined(separator: ", "))?\n"
            }
        }
        for other in others { message += other + "\n" }
        return ConfigurationError(
            code: isRecoverable ? ConfigurationError.Code.recoverable : ConfigurationError.Code.configuration,
            message: message, hint: hint(beside: suggested))
    }

    /// Spellings without repetition, in the order of the alphabet. Of nested tables that nobody knows the first two
    /// steps are named.
    private var names: [String] { Set(entries.map(Self.name)).sorted() }

    private static func name(of entry: Entry) -> String {
        guard case .file(let path, _) = entry.origin, path.hasSuffix(".toml") else { return entry.spelling }
        var shortened = entry
        shortened.key = entry.key.split(separator: ".").prefix(2).joined(separator: ".")
        return shortened.spelling
    }

    private func retirement(of name: String) -> Parameter.Retirement? {
        guard let parameter = ParameterTable.parameter(named: name) else { return nil }
        return if case .retired(let retirement) = parameter.effect { retirement } else { nil }
    }

    /// What was probably meant, where from, and what to use in place of what is gone.
    private func hint(beside suggested: [String]) -> String? {
        var lines: [String] = []
        for name in names {
            guard let entry = entries.first(where: { Self.name(of: $0) == name }) else { continue }
            if let retirement = retirement(of: name) {
                lines.append(retirement.advice.plain)
            } else if let match = ParameterTable.match(entry.key, in: entry.namespace) {
                // There is such a parameter, but not in this place.
                lines.append("\(match.parameter.name) is set by \(match.parameter.whereItStands).")
            } else if let near = nearestSpelling(to: entry), !suggested.contains(near) {
                lines.append("Did you mean '\(near)'?")
            }
            if entry.origin != .commandLine { lines.append("\(name) comes from \(entry.origin).") }
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// In the spelling of its source.
    func nearestSpelling(to entry: Entry) -> String? {
        let isOption = entry.origin == .commandLine
        let candidates = ParameterTable.all.filter { parameter in
            parameter.isOfUse
                && (isOption ? parameter.places.contains(.commandLine) : parameter.namespace == entry.namespace)
        }
        var corrected = entry
        if let dot = entry.key.firstIndex(of: "."),
            let map = nearest(to: String(entry.key[..<dot]), in: candidates.filter(\.takesKeys).map(\.name))
        {
            corrected.key = map + entry.key[dot...]
        } else if let near = nearest(to: entry.key, in: candidates.filter { !$0.takesKeys }.map(\.name)) {
            corrected.key = near
        } else {
            return nil
        }
        return isOption ? "-\(corrected.key)" : corrected.spelling
    }

    // MARK: Flyway's near misses

    /// The names that Flyway suggests: of its core's parameters those whose letters, in their order, cover at least a
    /// quarter of the unknown name, and of these the best.
    private func possibleValues(for name: String) -> [String] {
        guard let table = name.firstRange(ofText: "flyway."), let dot = name.lastIndex(of: ".") else { return [] }
        let prefix = name[..<table.upperBound]
        let unknown = String(name[name.index(after: dot)...])
        let own = Self.coverage(of: unknown, by: unknown)
        var best: (score: Int, names: [String]) = (0, [])
        for candidate in Self.core where candidate != unknown {
            let score = Self.coverage(of: unknown, by: candidate)
            guard score * 4 >= own else { continue }
            if score > best.score {
                best = (score, [candidate])
            } else if score == best.score {
                best.names.append(candidate)
            }
        }
        return best.names.map { prefix + $0 }
    }

    private static let core = ParameterTable.all.filter { parameter in
        parameter.namespace == .flyway && !parameter.belongsToPlugin && !parameter.places.isDisjoint(with: [.toml])
    }.map(\.name)

    /// One point for each letter of `candidate` found in `unknown` behind the letter before, and two more where it
    /// is right behind it. A letter that is not found ends the count.
    private static func coverage(of unknown: String, by candidate: String) -> Int {
        let letters = Array(unknown.lowercased())
        var score = 0
        var position = 0
        var previous: Int?
        for letter in candidate.lowercased() {
            guard let found = letters[position...].firstIndex(of: letter) else { break }
            score += previous == found - 1 ? 3 : 1
            previous = found
            position = found + 1
        }
        return score
    }
}

extension Parameter {
    /// `-url=…, FLYWAY_URL or flyway.url in flyway.conf`
    fileprivate var whereItStands: String {
        let all = spellings.map { place, spelling in
            place.hasPrefix("flyway.") ? "\(spelling) in \(place)" : spelling
        }
        guard all.count > 1, let last = all.last else { return all.first ?? "" }
        return all.dropLast().joined(separator: ", ") + " or " + last
    }
}
