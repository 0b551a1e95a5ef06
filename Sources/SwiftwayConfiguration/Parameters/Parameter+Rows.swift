import SwiftwayCore

/// A place in the settings.
typealias Field<Value> = any WritableKeyPath<Settings, Value> & Sendable

/// Rows of the table. The defaults of what lands in a field of ``Settings`` are read from there.
extension Parameter {
    private static let defaults = Settings()

    /// - Parameter inverted: `true` where the field says the opposite: `skipDefaultResolvers`.
    static func boolean(
        _ name: String, _ field: Field<Bool>, inverted: Bool = false,
        namespace: Namespace = .flyway, places: Places = .everywhere, plugin: Bool = false, _ summary: String,
        details: String = ""
    ) -> Parameter {
        Parameter(
            name, .boolean, fallback: String(defaults[keyPath: field] != inverted), namespace: namespace,
            places: places, plugin: plugin,
            effect: .setting { (assignment, settings) throws(InvalidValue) in
                guard let value = Bool(anyCase: assignment.text) else { throw .expected(Bool.expectation) }
                settings[keyPath: field] = value != inverted
            },
            summary: summary, details: details)
    }

    static func integer(
        _ name: String, _ field: Field<Int>, places: Places = .everywhere,
        _ summary: String, details: String = ""
    ) -> Parameter {
        Parameter(
            name, .integer, fallback: String(defaults[keyPath: field]), places: places,
            effect: .setting { (assignment, settings) throws(InvalidValue) in
                // The range of Java's int, which is what Flyway takes.
                guard let value = Int32(assignment.text) else { throw .expected("should be an integer") }
                settings[keyPath: field] = Int(value)
            },
            summary: summary, details: details)
    }

    static func text(
        _ name: String, _ field: Field<String>, plugin: Bool = false, empty: EmptyValue,
        _ summary: String, details: String = ""
    ) -> Parameter {
        Parameter(
            name, .text, fallback: defaults[keyPath: field], plugin: plugin, empty: empty,
            effect: .setting { (assignment, settings) in settings[keyPath: field] = assignment.text },
            summary: summary, details: details)
    }

    /// Text without a default; empty text unsets it, or is passed over.
    static func optionalText(
        _ name: String, type: ValueType = .text, _ field: Field<String?>,
        fallback: String? = nil, namespace: Namespace = .flyway, places: Places = .everywhere,
        empty: EmptyValue = .unset, _ summary: String, details: String = ""
    ) -> Parameter {
        Parameter(
            name, type, fallback: fallback, namespace: namespace, places: places, empty: empty,
            effect: .setting { (assignment, settings) in
                settings[keyPath: field] = assignment.text.isEmpty ? nil : assignment.text
            },
            summary: summary, details: details)
    }

    static func list(
        _ name: String, _ field: Field<[String]>, places: Places = .everywhere,
        plugin: Bool = false, _ summary: String, details: String = ""
    ) -> Parameter {
        let fallback = defaults[keyPath: field].joined(separator: ",")
        return Parameter(
            name, .list, fallback: fallback.isEmpty ? nil : fallback, places: places, plugin: plugin,
            effect: .setting { (assignment, settings) in settings[keyPath: field] = assignment.elements },
            summary: summary, details: details)
    }

    /// A parameter of Flyway that means nothing here.
    static func ignored(
        _ name: String, _ type: ValueType = .text, fallback: String? = nil, places: Places = .everywhere,
        variable: String? = nil, plugin: Bool = false, _ summary: String, details: String = "",
        warning: @escaping @Sendable (Assignment) -> String? = { _ in nil }
    ) -> Parameter {
        Parameter(
            name, type, fallback: fallback, places: places, variable: variable, plugin: plugin,
            empty: .passedOver, effect: .ignored(warning: warning), summary: summary, details: details)
    }

    static func retired(_ name: String, _ wording: Retirement.Wording, since: String, _ advice: String) -> Parameter {
        Parameter(
            name, .text, plugin: true, empty: .passedOver,
            effect: .retired(Retirement(wording: wording, advice: advice)),
            summary: "Removed in Flyway \(since).", details: advice)
    }
}

extension Bool {
    static let expectation = "should be either true or false"

    /// `true` or `false` in any case; `nil` for anything else.
    init?(anyCase text: String) {
        guard let value = Bool(text.lowercased()) else { return nil }
        self = value
    }
}
