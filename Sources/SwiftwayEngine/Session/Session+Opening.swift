package import SwiftwayCore
import SwiftwayDatabase

/// The steps that every command begins with.
extension Session {
    /// Connects, scans, resolves, and fires the callbacks of the connection.
    /// - Parameter readsFiles: Whether the command is going to ask for ``migrations()``.
    package static func open(
        _ settings: Settings, verb: String, readsFiles: Bool = true, environment: RunEnvironment,
        observe: @escaping (Event) -> Void
    ) throws(MigrationError) -> Session {
        let connector = connector(settings, verb: verb, environment, observe)
        connector.tellWhatIsIgnored()
        guard !settings.naming.sqlMigrationSeparator.isEmpty else {
            throw MigrationError(code: .error, message: "sqlMigrationSeparator cannot be empty!")
        }
        // Connecting takes its time; the files are looked for meanwhile.
        let opening = connector.begin(looking: true)
        let files = try FoundFiles(settings, environment, readsAhead: opening != nil && readsFiles)
        files.tellOverlaps(observe)
        let connection = try connector.connect(opening, looking: true)
        connection.readsResults = settings.execution.outputQueryResults
        observe(
            .connected(
                product: connection.kind.productName, version: connection.productVersion,
                database: connection.databaseName, url: environment.shownURL(settings.connection.url)))
        try files.tell(observe)
        let session = try Session(settings, connector, connection, files, environment: environment, observe: observe)
        try session.callbacks.fire(.beforeConnect)
        try session.callbacks.fire(.afterConnect)
        return session
    }

    private static func connector(
        _ settings: Settings, verb: String, _ environment: RunEnvironment, _ observe: @escaping (Event) -> Void
    ) -> Connector {
        let look = HistoryLook(
            schema: settings.schemas.defaultSchema ?? settings.schemas.schemas.first, table: settings.schemas.table,
            columns: HistoryTable.columns(on: .postgreSQL))
        return Connector(
            settings: settings.connection, applicationName: "swiftway \(verb)",
            patience: settings.execution.lockPatience, historyLook: look, interruption: environment.interruption,
            observe: observe, secrets: environment.secrets)
    }
}

extension ExecutionSettings {
    /// One attempt and `lockRetryCount` further ones, one a second.
    fileprivate var lockPatience: Duration {
        lockRetryCount < 0 ? .seconds(365 * 86_400) : .seconds(lockRetryCount + 1)
    }
}
