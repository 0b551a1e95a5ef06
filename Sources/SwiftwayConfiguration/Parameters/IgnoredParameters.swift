extension ParameterTable {
    /// What belongs to Java, to other databases and to Flyway's paid editions. Files that have it must keep working.
    static let javaAndEditions = ParameterGroup(
        title: "Accepted without effect",
        parameters: [
            .ignored("driver", places: .connection, "The Java class of the driver."),
            .ignored("jarDirs", .list, "Folders of Java archives."),
            .ignored(
                "callbacks", .list, "Java classes of callbacks.", warning: { hasNoEffect("callbacks", $0) }),
            .ignored(
                "migrationResolvers", .list, variable: "FLYWAY_MIGRATION_RESOLVERS",
                "Java classes that resolve migrations.", warning: { hasNoEffect("migrationResolvers", $0) }),
            .ignored(
                "resolvers", .list, places: [.commandLine, .variable, .conf],
                "The earlier name of `migrationResolvers`.", warning: { hasNoEffect("resolvers", $0) }),
            .ignored("configurations", .list, places: [.variable, .conf], "Of Flyway's Gradle plugin."),
            .ignored(
                "communityDBSupportEnabled", .boolean, fallback: "true",
                variable: "FLYWAY_COMMUNITY_DB_SUPPORT_DISABLED", "Whether other databases may be used."),
            .ignored("kerberosConfigFile", .path, "The configuration of Kerberos."),
            .ignored("licenseKey", plugin: true, "The key of a paid edition."),
            .ignored("token", plugin: true, "The token of a Redgate account."),
            .ignored("email", plugin: true, "The address of a Redgate account."),
            .ignored("offlinePermitPath", .path, plugin: true, "A permit to use a paid edition offline."),
            .ignored(
                "publishResult", .boolean, fallback: "false", plugin: true, "Publish results to Flyway's service."),
            .ignored("saveSnapshot", .boolean, fallback: "false", plugin: true, "Save a snapshot after migrating."),
            .ignored("snapshotFilename", .path, plugin: true, "The name of that snapshot."),
        ] + otherFeatures)

    /// Everything below these names is accepted.
    private static let otherFeatures: [Parameter] = [
        ("add", "`add`, which creates an empty migration"), ("auth", "`auth`, which signs in"),
        ("azureKeyVault", "a secret manager"), ("check", "`check`, which writes reports"),
        ("clean", "the modes of `clean` of other databases"), ("dapr", "a secret manager"),
        ("deploy", "`deploy`, which runs a script"), ("diff", "`diff`, which compares databases"),
        ("diffText", "`diffText`, which compares databases"), ("gcsm", "a secret manager"),
        ("generate", "`generate`, which writes migrations"), ("init", "`init`, which creates a project"),
        ("mcp", "the server mode"), ("model", "`model`, which updates a schema model"), ("oracle", "another database"),
        ("prepare", "`prepare`, which writes a script"), ("propertyResolvers", "resolvers of values"),
        ("snapshot", "`snapshot`, which stores a schema"), ("sqlserver", "another database"),
        ("tags", "tags of migrations"), ("vault", "a secret manager"),
    ].map { name, feature in
        .ignored(name, .namespace, places: [.commandLine, .conf, .toml], plugin: true, "Settings of \(feature).")
    }

    /// What Flyway knew once. Its messages differ from those for names that it never knew.
    static let retired = ParameterGroup(
        title: "Removed",
        parameters: [
            .retired(
                "cleanOnValidationError", .removed, since: "11.0", "Run `clean` yourself where that is really meant."),
            .retired(
                "ignoreMissingMigrations", .unknown, since: "9.0", "Use `ignoreMigrationPatterns=*:missing`."),
            .retired(
                "ignoreIgnoredMigrations", .unknown, since: "9.0", "Use `ignoreMigrationPatterns=*:ignored`."),
            .retired(
                "ignorePendingMigrations", .unknown, since: "9.0", "Use `ignoreMigrationPatterns=*:pending`."),
            .retired("ignoreFutureMigrations", .unknown, since: "9.0", "Use `ignoreMigrationPatterns=*:future`."),
            .retired(
                "plugins.clean", .replaced(by: "flyway.sqlserver.clean"), since: "12.0",
                "Use `sqlserver.clean`, for SQL Server."),
            .retired("plugins.vault", .replaced(by: "flyway.vault"), since: "12.0", "Use `vault`."),
            .retired("plugins.dapr", .replaced(by: "flyway.dapr"), since: "12.0", "Use `dapr`."),
            .retired("plugins.gcsm", .replaced(by: "flyway.gcsm"), since: "12.0", "Use `gcsm`."),
        ])
}
