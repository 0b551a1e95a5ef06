import SwiftwayCore

extension ParameterTable {
    static let locations = ParameterGroup(
        title: "Folders",
        parameters: [
            Parameter(
                "locations", .list, fallback: "filesystem:sql",
                effect: .setting { (assignment, settings) in settings.scan.locations = assignment.elements },
                summary: "The folders that hold migrations.",
                details: """
                    Folders are searched with all folders below them. `?`, `*` and `**` stand for one character, \
                    some characters and any number of folders. A path without prefix, or with `classpath:`, is a \
                    folder as well: there is no class path here.
                    """),
            .list(
                "callbackLocations", \.scan.callbackLocations, "The folders that hold callbacks.",
                details: "Where it is set, callbacks are looked for nowhere else."),
            .boolean(
                "failOnMissingLocations", \.scan.failOnMissingLocations, "Fail where a location does not exist.",
                details: "Otherwise it is reported and passed over."),
            .optionalText(
                "workingDirectory", type: .path, \.scan.workingDirectory, places: .commandLine,
                "The folder that relative paths start from.",
                details: """
                    It applies to `configFiles`, `locations`, `callbackLocations` and the folder `sql`, and is the \
                    value of `${flyway:workingDirectory}`. The process itself stays where it is.
                    """),
            .boolean(
                "skipDefaultResolvers", \.scan.resolvesFiles, inverted: true, "Resolve no migrations at all."),
            .boolean("skipDefaultCallbacks", \.scan.resolvesCallbacks, inverted: true, "Run no SQL callbacks."),
        ])

    static let naming = ParameterGroup(
        title: "File names",
        parameters: [
            .text(
                "sqlMigrationPrefix", \.naming.sqlMigrationPrefix, empty: .text, "The prefix of versioned migrations.",
                details: "Empty, it is tried last: `1__x.sql` is version 1, `R__x.sql` stays repeatable."),
            .text(
                "repeatableSqlMigrationPrefix", \.naming.repeatableSqlMigrationPrefix, empty: .text,
                "The prefix of repeatable migrations."),
            .text(
                "baselineMigrationPrefix", \.naming.baselineMigrationPrefix, plugin: true, empty: .text,
                "The prefix of baseline migrations."),
            .text(
                "undoSqlMigrationPrefix", \.naming.undoSqlMigrationPrefix, plugin: true, empty: .text,
                "The prefix of undo migrations.",
                details: "They are recognised, and never run."),
            .text(
                "sqlMigrationSeparator", \.naming.sqlMigrationSeparator, empty: .refused,
                "What stands between version and description."),
            Parameter(
                "sqlMigrationSuffixes", .list,
                fallback: NamingSettings().sqlMigrationSuffixes.joined(separator: ","), empty: .text,
                effect: .setting { (assignment, settings) in
                    let suffixes = assignment.elements
                    settings.naming.sqlMigrationSuffixes = suffixes.isEmpty ? [""] : suffixes
                },
                summary: "The suffixes of migrations.", details: "An empty one is that of every file."),
            .boolean(
                "validateMigrationNaming", \.naming.validateMigrationNaming,
                "Fail where a file's name breaks the rules.",
                details: "Otherwise such files are counted and passed over."),
        ])
}
