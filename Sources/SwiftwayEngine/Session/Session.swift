package import SwiftwayCore
package import SwiftwayDatabase

/// One command's view of one database: connection, schemas, history, files. Every command opens one; its steps are in
/// ``open(_:verb:readsFiles:environment:observe:)``.
package final class Session {
    package let settings: Settings
    package let observe: (Event) -> Void
    package let connection: any DatabaseConnection
    let connector: Connector
    package let interruption: Interruption
    /// Of ``connection``, so that it can be interrupted.
    private let interruptionKey: Int
    private let managed: ManagedSchemas
    let history: HistoryStore
    let callbacks: CallbackRunner
    private let files: FoundFiles
    /// When the command was begun, in local time.
    package let now: CivilTime
    /// While the migration lock is held beyond a transaction.
    var lock: MigrationLockKeeper?
    private var resolved: [ResolvedMigration]?
    /// What was made of files and history last, and of which reading of how many rows.
    private var known: (list: StatusList, readings: Int, rows: Int)?
    /// Schemas that were seen to be there.
    private var seenSchemas: Set<String> = []

    /// - Parameters:
    ///   - connection: As ``Connector`` has opened it.
    ///   - files: What was found while it was opened.
    init(
        _ settings: Settings, _ connector: Connector, _ connection: any DatabaseConnection, _ files: FoundFiles,
        environment: RunEnvironment, observe: @escaping (Event) -> Void
    ) throws(MigrationError) {
        self.settings = settings
        self.observe = observe
        self.connector = connector
        self.connection = connection
        self.files = files
        interruption = environment.interruption
        now = environment.now
        resolved = files.resolved
        managed = try ManagedSchemas(settings.schemas, connection)
        let table = QualifiedName(schema: managed.defaultSchema, name: settings.schemas.table)
        history = HistoryStore(
            connection: connection, table: HistoryTable(table), tablespace: settings.schemas.tablespace)
        history.adopt(connection.takeFoundHistory())
        let placeholders = try Placeholders(
            settings: settings.placeholders, defaultSchema: managed.defaultSchema, table: table.name,
            user: connection.user, database: connection.databaseName, timestamp: environment.now.description,
            workingDirectory: files.workingDirectory, environment: settings.connection.environment)
        let resolver = files.resolver(placeholders)
        try files.checkNames(observe)
        let scripts = ScriptRunner(
            settings: settings, connection: connection, resolver: resolver, placeholders: placeholders,
            code: Dictionary(environment.sources.code.map { ($0.script, $0) }, uniquingKeysWith: { first, _ in first }),
            schema: managed.defaultSchema, interruption: interruption, observe: observe)
        callbacks = CallbackRunner(
            scripts: scripts, callbacks: try files.callbacks(resolver, observe), history: history,
            defaultSchema: managed.defaultSchema, observe: observe)
        interruptionKey = interruption.register(connection.canceller)
    }

    deinit {
        interruption.remove(interruptionKey)
    }

    var scripts: ScriptRunner { callbacks.scripts }
    /// The schema of the history table; what migrations see first.
    var defaultSchema: String { managed.defaultSchema }
    /// All managed schemas, the default schema among them.
    var schemas: [String] { managed.all }
    package var workingDirectory: String { files.workingDirectory }

    /// Files with their versions and checksums, sorted. Read once for a command: what it has judged is what it runs.
    func migrations() throws(MigrationError) -> [ResolvedMigration] {
        if let resolved { return resolved }
        let migrations = settings.scan.resolvesFiles ? try scripts.resolver.migrations(files.names) : []
        resolved = migrations
        return migrations
    }

    /// The history, empty where there is no table, which is said aloud.
    func rows() throws(MigrationError) -> [HistoryRow] {
        guard try history.exists() else {
            observe(.historyMissing(table: history.name))
            return []
        }
        return try history.rows()
    }

    /// - Parameter rows: What was read of the history last, perhaps without the last row.
    func statuses(_ rows: [HistoryRow]) throws(MigrationError) -> StatusList {
        if let known, known.readings == history.readings, known.rows == rows.count { return known.list }
        let list = try StatusList(
            resolved: migrations(), history: rows, target: settings.plan.target,
            outOfOrder: settings.plan.outOfOrder, cherryPick: CherryPick(settings.plan.cherryPick))
        known = (list, history.readings, rows.count)
        return list
    }

    func schemaExists(_ schema: String) throws(DatabaseError) -> Bool {
        if seenSchemas.contains(schema) || schema == defaultSchema && history.wasSeen { return true }
        if schema == defaultSchema, let state = history.schemaState { return state != .absent }
        guard try connection.schemaExists(schema) else { return false }
        seenSchemas.insert(schema)
        return true
    }

    /// Asks the database, and wraps what it refuses with a title.
    func ask<Value>(
        _ title: @autoclosure () -> String, _ body: (any DatabaseConnection) throws(DatabaseError) -> Value
    ) throws(MigrationError) -> Value {
        do {
            return try body(connection)
        } catch {
            throw MigrationError.database(title(), error)
        }
    }

    /// Who is written into `installed_by`.
    var installedBy: String { settings.execution.installedBy ?? connection.user }
}
