import SwiftwayCore

extension ParameterTable {
    static let migrate = ParameterGroup(
        title: "Migrating",
        parameters: [
            Parameter(
                "target", .target, fallback: "latest",
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    let text = assignment.text.trimmingBlanks()
                    guard let target = Target(text) else {
                        throw .version(text.hasSuffix("?") ? String(text.dropLast()) : text)
                    }
                    settings.plan.target = target
                },
                summary: "How far to migrate.",
                details: """
                    A version; `latest`; `current` (no versioned migration); or `next` (one migration). With `?` \
                    behind it a version need not exist.
                    """),
            .boolean(
                "outOfOrder", \.plan.outOfOrder, "Run migrations that are older than the newest one applied."),
            .list(
                "cherryPick", \.plan.cherryPick, plugin: true, "Run these versions or descriptions, and no others."),
            .boolean("group", \.execution.group, "Run all pending migrations in one transaction."),
            .boolean(
                "skipExecutingMigrations", \.execution.skipExecutingMigrations,
                "Record migrations as applied without running them."),
            .optionalText(
                "installedBy", \.execution.installedBy, "The name that the history records.",
                details: "Without it the database's user."),
            .boolean("validateOnMigrate", \.plan.validateOnMigrate, "Validate before migrating."),
            .integer(
                "lockRetryCount", \.execution.lockRetryCount, "How often to try again to get the migration lock.",
                details: "Once a second; a negative number means without end."),
            .boolean(
                "postgresql.transactional.lock", \.execution.postgresqlTransactionalLock, plugin: true,
                "Whether Flyway's lock on PostgreSQL lasts as long as a transaction.",
                details: "The lock taken here lets `CREATE INDEX CONCURRENTLY` through with both values."),
            .ignored(
                "failOnMissingTarget", .boolean, fallback: "false", places: [.commandLine, .conf, .toml],
                "Of earlier versions; a target without `?` must exist anyway."),
            Parameter(
                "dryRunOutput", .path, variable: "FLYWAY_DRYRUN_OUTPUT", empty: .passedOver,
                effect: .unsupported(reason: "there are no dry runs, and without one the database would be changed"),
                summary: "Write statements to a file in place of running them.",
                details: "Part of Flyway's paid editions; refused here, because to ignore it would do harm."),
            .ignored(
                "errorOverrides", .list, "Treat errors of the database as something else.",
                warning: { hasNoEffect("errorOverrides", $0) }),
        ])

    static let baseline = ParameterGroup(
        title: "Baseline",
        parameters: [
            Parameter(
                "baselineVersion", .version, fallback: BaselineSettings().baselineVersion.description,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    settings.baseline.baselineVersion = try MigrationVersion(configured: assignment.text)
                },
                summary: "The version that an existing database is said to have."),
            .text(
                "baselineDescription", \.baseline.baselineDescription, empty: .text, "The description of that entry."),
            .boolean(
                "baselineOnMigrate", \.baseline.baselineOnMigrate,
                "Baseline a schema that has tables but no history, in place of failing."),
        ])

    static let validate = ParameterGroup(
        title: "Validating",
        parameters: [
            Parameter(
                "ignoreMigrationPatterns", .list, fallback: "*:future", empty: .clears,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    var patterns: [IgnorePattern] = []
                    for text in assignment.elements {
                        do throws(IgnorePattern.InvalidPattern) {
                            patterns.append(try IgnorePattern(text))
                        } catch {
                            throw .message(error.message)
                        }
                    }
                    settings.plan.ignoreMigrationPatterns = patterns
                },
                summary: "What validation passes over.",
                details: """
                    Each entry is `type:state`. Types are `*`, `versioned` and `repeatable`; states `*`, `missing`, \
                    `pending`, `ignored` and `future`. `-ignoreMigrationPatterns=` passes over nothing.
                    """)
        ])

    static let clean = ParameterGroup(
        title: "Cleaning",
        parameters: [
            .boolean("cleanDisabled", \.cleanDisabled, "Refuse `clean`."),
            .boolean(
                "cleanCascade", \.cleanCascade, namespace: .swiftway,
                "Let `clean` drop what other schemas have made of these.",
                details: """
                    A view, a foreign key, a column with its data: without it `clean` names them and drops nothing. \
                    PostgreSQL only.
                    """),
        ])

    /// What is said where a parameter that asks for something is passed over.
    static func hasNoEffect(_ name: String, _ assignment: Assignment) -> String? {
        let asks = !assignment.text.isEmpty && assignment.text.lowercased() != "false"
        return asks ? "\(name) is not supported and has no effect." : nil
    }
}

extension MigrationVersion {
    init(configured text: String) throws(InvalidValue) {
        guard let version = MigrationVersion(text) else { throw .version(text) }
        self = version
    }
}

extension InvalidValue {
    static func version(_ text: String) -> InvalidValue {
        .message("Version may only contain 0..9 and . (dot). Invalid version: \(text)")
    }
}
