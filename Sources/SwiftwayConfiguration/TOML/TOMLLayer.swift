import SwiftwayCore

/// A `flyway.toml` as entries.
struct TOMLLayer {
    var entries: [Entry] = []
    /// Names of all environments, also of those without a value.
    var environments: Set<String> = []
    /// Keys of the document that belong to other tools. Flyway's desktop tool writes them, together with parameters
    /// that the command line does not know.
    var hasForeignKeys = false

    private let path: String
    private let lines: TOMLLines

    /// - Throws: ``ConfigurationError`` where it is not TOML, or a table stands where none can be.
    init(_ source: ConfigurationFiles.Source) throws(ConfigurationError) {
        path = source.path
        guard let utf8 = TextDecoder.utf8(source.contents, from: .utf8) else {
            throw Self.unreadable(source.path, "It is not in UTF-8.")
        }
        let text = String(decoding: utf8, as: UTF8.self)
        var reader = TOMLReader(text)
        let document: TOMLNode
        do throws(TOMLNode.Malformed) {
            document = try reader.document()
        } catch {
            throw Self.unreadable(source.path, "Line \(error.line), column \(error.column): \(error.reason)")
        }
        lines = reader.lines
        guard case .table(let root) = document else { return }
        for (key, node) in root {
            if key == "environments" {
                try addEnvironments(node)
            } else if let namespace = Parameter.Namespace(rawValue: key) {
                try add(node, at: [key], scope: .parameters(namespace))
            } else {
                hasForeignKeys = true
            }
        }
    }

    private static func unreadable(_ path: String, _ reason: String) -> ConfigurationError {
        ConfigurationError(
            code: ConfigurationError.Code.error, message: "Unable to load config file: \(path)", hint: reason)
    }

    private mutating func addEnvironments(_ node: TOMLNode) throws(ConfigurationError) {
        guard case .table(let environments) = node else { throw misplaced(["environments"], "a table is expected") }
        for (name, node) in environments {
            self.environments.insert(name)
            guard case .table(let values) = node else {
                throw misplaced(["environments", name], "a table is expected")
            }
            for (key, node) in values {
                let place = ["environments", name, key]
                if let namespace = Parameter.Namespace(rawValue: key) {
                    try add(node, at: place, scope: .environmentParameters(name, namespace))
                } else {
                    try add(node, key: key, at: place, scope: .environment(name))
                }
            }
        }
    }

    /// The values of a table of parameters.
    private mutating func add(_ node: TOMLNode, at place: [String], scope: Entry.Scope) throws(ConfigurationError) {
        guard case .table(let values) = node else { throw misplaced(place, "a table is expected") }
        for (key, node) in values { try add(node, key: key, at: place + [key], scope: scope) }
    }

    private mutating func add(
        _ node: TOMLNode, key: String, at place: [String], scope: Entry.Scope
    ) throws(ConfigurationError) {
        switch node {
        case .text(let text): entries.append(entry(scope, key, .text(text), place))
        case .table(let values):
            for (below, node) in values { try add(node, key: "\(key).\(below)", at: place + [below], scope: scope) }
        case .list(let nodes):
            var elements: [String] = []
            for node in nodes {
                // Lists of lists or tables belong to features that do not exist here.
                if case .text(let text) = node { elements.append(text) }
            }
            entries.append(entry(scope, key, .list(elements), place))
        }
    }

    private func entry(_ scope: Entry.Scope, _ key: String, _ value: ConfigurationValue, _ place: [String]) -> Entry {
        Entry(scope: scope, key: key, value: value, origin: .file(path: path, line: lines[place]))
    }

    private func misplaced(_ place: [String], _ expectation: String) -> ConfigurationError {
        ConfigurationError(
            message: "Unable to parse parameter '\(place.joined(separator: "."))'.",
            hint: "In \(Origin.file(path: path, line: lines[place])) \(expectation).")
    }
}
