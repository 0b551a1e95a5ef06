import SwiftwayCore

extension ParameterTable {
    static let info = ParameterGroup(
        title: "Filters of info",
        parameters: [
            date("infoSinceDate", \.infoSinceDate, "Only migrations applied at that time or later."),
            date("infoUntilDate", \.infoUntilDate, "Only migrations applied at that time or before."),
            version("infoSinceVersion", \.infoSinceVersion, "Only that version and later ones."),
            version("infoUntilVersion", \.infoUntilVersion, "Only that version and earlier ones."),
            Parameter(
                "infoOfState", .choices(MigrationState.allCases.map { $0.rawValue.lowercased() }),
                places: .commandLine,
                effect: .infoFilter { (assignment, filter) throws(InvalidValue) in
                    var states: [MigrationState] = []
                    for name in assignment.elements {
                        guard let state = MigrationState(rawValue: name.uppercased()) else {
                            let names = MigrationState.allCases.map { $0.rawValue.lowercased() }
                            throw .message(
                                "'\(name)' is an invalid value for the infoOfState option. Use "
                                    + names.map { "'\($0)'" }.joined(separator: ", ") + ".")
                        }
                        states.append(state)
                    }
                    filter.infoOfState = states
                },
                summary: "Only migrations in these states.",
                details: MigrationState.allCases.map { "`\($0.rawValue.lowercased())`" }.joined(separator: ", ") + "."
            ),
        ])

    private static func date(
        _ name: String, _ field: any WritableKeyPath<InfoFilter, CivilTime?> & Sendable, _ summary: String
    ) -> Parameter {
        Parameter(
            name, .date, places: .commandLine,
            effect: .infoFilter { (assignment, filter) throws(InvalidValue) in
                guard let time = CivilTime(dayFirst: assignment.text) else {
                    throw .message(
                        "'\(assignment.text)' is an invalid value for the \(name) option. "
                            + "The expected format is 'dd/mm/yyyy hh:mm', like '13/10/2020 16:30'. "
                            + "See the Flyway documentation for help: \(Links.parameter(name))")
                }
                filter[keyPath: field] = time
            },
            summary: summary, details: "Local time, as `dd/mm/yyyy hh:mm`.")
    }

    private static func version(
        _ name: String, _ field: any WritableKeyPath<InfoFilter, MigrationVersion?> & Sendable, _ summary: String
    ) -> Parameter {
        Parameter(
            name, .version, places: .commandLine, empty: .passedOver,
            effect: .infoFilter { (assignment, filter) throws(InvalidValue) in
                filter[keyPath: field] = try MigrationVersion(configured: assignment.text)
            },
            summary: summary)
    }
}
