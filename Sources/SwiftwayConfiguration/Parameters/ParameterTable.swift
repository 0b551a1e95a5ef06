/// A group of parameters that are read together in help and reference.
public struct ParameterGroup: Sendable {
    public let title: String
    public let parameters: [Parameter]
}

/// Every parameter, in groups. The one list of them: nothing else in the program names a parameter.
public enum ParameterTable {
    public static let groups: [ParameterGroup] = [
        connection, schemas, locations, naming, scripts, placeholders, migrate, safety, baseline, validate, check, info,
        clean, output, files, javaAndEditions, retired,
    ]

    public static let all: [Parameter] = groups.flatMap(\.parameters)

    private static let byProperty = Dictionary(uniqueKeysWithValues: all.map { ($0.property, $0) })
    private static let withKeys = all.filter(\.takesKeys)

    /// By variable, `FLYWAY_OUT_OF_ORDER`.
    static let byVariable = Dictionary(
        uniqueKeysWithValues: all.compactMap { parameter in
            parameter.takesKeys ? nil : parameter.variable.map { ($0, parameter) }
        })

    /// A parameter and, where names below it are the user's own, that name.
    struct Match {
        var parameter: Parameter
        var key: String?
    }

    /// - Parameter key: without namespace, `outOfOrder` or `placeholders.name`.
    static func match(_ key: String, in namespace: Parameter.Namespace) -> Match? {
        if let exact = byProperty["\(namespace.rawValue).\(key)"], !exact.takesKeys { return Match(parameter: exact) }
        for parameter in withKeys where parameter.namespace == namespace && key.hasPrefix(parameter.name + ".") {
            let below = String(key.dropFirst(parameter.name.count + 1))
            if !below.isEmpty { return Match(parameter: parameter, key: below) }
        }
        return nil
    }

    /// Maps and their variables, `FLYWAY_PLACEHOLDERS_`.
    static let mapsByVariablePrefix: [(prefix: String, parameter: Parameter)] = all.compactMap { parameter in
        guard parameter.type == .map, let variable = parameter.variable else { return nil }
        return (variable + "_", parameter)
    }

    /// By its name, with or without hyphen or namespace, for `help`.
    public static func parameter(named word: String) -> Parameter? {
        let name = word.hasPrefix("-") ? String(word.dropFirst()) : word
        if let exact = byProperty[name] { return exact }
        for namespace in Parameter.Namespace.allCases {
            if let exact = byProperty["\(namespace.rawValue).\(name)"] { return exact }
        }
        return nil
    }
}
