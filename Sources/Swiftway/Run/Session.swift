import Dispatch
import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// One command's view of one database: connection, schemas, history, files. Every command opens one.
final class Session {
    let settings: Settings
    let observe: (Event) -> Void
    let connection: any DatabaseConnection
    /// The schema of the history table; what migrations see first.
    let defaultSchema: String
    /// All managed schemas, the default schema among them.
    let schemas: [String]
    let history: HistoryStore
    let callbacks: CallbackRunner
    private let names: Resolver.Names
    private var resolver: Resolver
    let connector: Connector
    let interruption: Interruption
    /// Of ``connection``, so that it can be interrupted.
    private let interruptionKey: Int
    /// While the migration lock is held beyond a transaction.
    private(set) var lock: MigrationLockKeeper?
    /// When the command was begun, in local time.
    let now: CivilTime
    let workingDirectory: String
    private var resolved: [ResolvedMigration]?
    /// What was made of files and history last, and of which reading of how many rows.
    private var known: (list: StatusList, readings: Int, rows: Int)?
    /// Schemas that were seen to be there.
    private var seenSchemas: Set<String> = []

    /// Connects, scans, and fires `afterConnect`.
    /// - Parameter readsFiles: Whether the command is going to ask for ``migrations()``.
    init(
        _ settings: Settings, verb: String, readsFiles: Bool = true, environment: RunEnvironment,
        observe: @escaping (Event) -> Void
    ) throws(MigrationError) {
        self.settings = settings
        self.observe = observe
        interruption = environment.interruption
        now = environment.now
        connector = Connector(
            settings: settings.connection, applicationName: "swiftway \(verb)",
            patience: settings.execution.lockPatience,
            historyLook: HistoryLook(
                schema: settings.schemas.defaultSchema ?? settings.schemas.schemas.first, table: settings.schemas.table,
                columns: HistoryTable.columns(on: .postgreSQL)),
            interruption: interruption, observe: observe,
            secrets: environment.secrets)
        connector.tellWhatIsIgnored()
        try Self.check(settings)
        let opening = connector.begin(looking: true)
        // Looked for and read meanwhile, and told when the database is.
        workingDirectory = environment.workingDirectory(settings.scan)
        let source = ScriptSource(settings: settings)
        var told: [Event] = []
        var files: [ScannedFile] = []
        var problem: MigrationError?
        do {
            files = try LocationScan(
                settings: settings.scan, sources: environment.sources, workingDirectory: workingDirectory,
                observe: { told.append($0) }
            ).migrationFiles()
        } catch {
            problem = error
        }
        var reading = Resolver(settings, from: source)
        var names = reading.names(of: files, programs: settings.scan.runsPrograms)
        names.migrations += try environment.sources.codeEntries()
        self.names = names
        // A program at beforeConnect or afterConnect may still write files.
        let hasPrograms = !settings.scan.callbackLocations.isEmpty || names.callbacks.contains { $0.language != .sql }
        let readsAhead = opening != nil && readsFiles && settings.scan.resolvesFiles && !hasPrograms
        if readsAhead {
            if reading.isPlainUTF8(ScriptConfiguration()) {
                let checksums = ParallelChecksums.checksums(of: names.migrations.map(\.file), evenFew: true)
                reading.checksums = { _ in checksums }
            }
            // The checksum of a repeatable one may depend on what the connection tells. What is wrong with a file is
            // found again, and told, when it is asked for.
            if !names.hasRepeatable { resolved = try? reading.migrations(names) }
        }
        // Flyway looks at the locations before it connects and again behind it, and tells both times.
        for case .locationDiscarded(let text) in told { observe(.locationDiscarded(text)) }
        connection = try connector.connect(opening, looking: true)
        interruptionKey = interruption.register(connection.canceller)
        connection.readsResults = settings.execution.outputQueryResults
        observe(
            .connected(
                product: connection.kind.productName, version: connection.productVersion,
                database: connection.databaseName, url: environment.shownURL(settings.connection.url)))

        for event in told { observe(event) }
        let scan = LocationScan(
            settings: settings.scan, sources: environment.sources, workingDirectory: workingDirectory, observe: observe)
        if let problem { throw problem }

        schemas = try Self.schemas(settings.schemas, connection)
        defaultSchema = settings.schemas.defaultSchema ?? schemas[0]
        let table = QualifiedName(schema: defaultSchema, name: settings.schemas.table)
        history = HistoryStore(
            connection: connection, table: HistoryTable(table), tablespace: settings.schemas.tablespace)
        history.adopt(connection.takeFoundHistory())

        let placeholders = try Placeholders(
            settings: settings.placeholders, defaultSchema: defaultSchema, table: table.name, user: connection.user,
            database: connection.databaseName, timestamp: environment.now.description,
            workingDirectory: workingDirectory, environment: settings.connection.environment)
        resolver = Resolver(
            settings, from: source,
            replacingPlaceholders: { text, file, language throws(MigrationError) in
                try placeholders.replace(in: text, of: file, language).bytes
            })
        if readsAhead { resolver.checksums = reading.checksums }
        try Self.check(names, settings.naming, observe)

        let scripts = ScriptRunner(
            settings: settings, connection: connection, resolver: resolver, placeholders: placeholders,
            code: Dictionary(environment.sources.code.map { ($0.script, $0) }, uniquingKeysWith: { first, _ in first }),
            schema: defaultSchema, interruption: interruption, observe: observe)
        var callbackNames = names
        if !settings.scan.callbackLocations.isEmpty {
            callbackNames = resolver.names(of: try scan.callbackFiles(), programs: settings.scan.runsPrograms)
        }
        // Programs are callbacks even where skipDefaultCallbacks takes SQL's away; before a connection, SQL is none.
        let found = try resolver.callbacks(callbackNames).filter { callback in
            callback.language != .sql || settings.scan.resolvesCallbacks && callback.event != .beforeConnect
        }
        callbacks = CallbackRunner(
            scripts: scripts, callbacks: found, history: history, defaultSchema: defaultSchema, observe: observe)
        try callbacks.fire(.beforeConnect)
        try callbacks.fire(.afterConnect)
    }

    deinit {
        interruption.remove(interruptionKey)
    }

    var scripts: ScriptRunner { callbacks.scripts }

    /// Files with their versions and checksums, sorted. Read once for a command: what it has judged is what it runs.
    func migrations() throws(MigrationError) -> [ResolvedMigration] {
        if let resolved { return resolved }
        let migrations = settings.scan.resolvesFiles ? try resolver.migrations(names) : []
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

    /// Runs `body` while holding the migration lock.
    func locked<Value>(_ body: () throws(MigrationError) -> Value) throws(MigrationError) -> Value {
        try refuseReadOnly("migrated")
        // Elsewhere each transaction excludes others; see begin(_:).
        guard connection.exclusion == .session, lock == nil else { return try body() }
        return try holding(.worker(connection), body)
    }

    /// - Parameter action: What cannot be done: `migrated`.
    func refuseReadOnly(_ action: String) throws(MigrationError) {
        guard connection.isReadOnly else { return }
        throw MigrationError(
            code: .error, message: "The database is read-only: nothing can be \(action).",
            advice: "Nothing was changed. Is it a standby, or a file without write permission?")
    }

    /// Runs `body`, which has no transaction around it, while no other migrator does the same.
    func alone<Value>(_ body: () throws(MigrationError) -> Value) throws(MigrationError) -> Value {
        guard connection.exclusion == .transaction, lock == nil else { return try body() }
        guard connection.isBehindPooler else { return try holding(.worker(connection), body) }
        return try holding(
            .ownTransaction { [connector] () throws(MigrationError) in
                try Self.explainingPool { () throws(MigrationError) in
                    try connector.connect(within: Self.patienceWithPool)
                }
            }
        ) { () throws(MigrationError) in
            // Now the lock has a connection of the pool to itself: is there another one for the work?
            try Self.explainingPool { () throws(MigrationError) in try askPatiently() }
            return try body()
        }
    }

    private func askPatiently() throws(MigrationError) {
        let watchdog = DispatchWorkItem { [canceller = connection.canceller] in canceller.cancel() }
        DispatchQueue.global().asyncAfter(
            deadline: .now() + .milliseconds(Int(Self.patienceWithPool / .milliseconds(1))), execute: watchdog)
        defer { watchdog.cancel() }
        try ask("No connection of the pool is left for the work") { connection throws(DatabaseError) in
            _ = try connection.query("SELECT 1", [])
        }
    }

    private static func explainingPool<Value>(
        _ body: () throws(MigrationError) -> Value
    ) throws(MigrationError) -> Value {
        do {
            return try body()
        } catch {
            var error = error
            error.advice =
                "Behind a pooler a migration without a transaction needs a second connection, for the lock. Nothing of it "
                + "was run. Connect to the server directly, or give the pool more connections than there are migrators."
            throw error
        }
    }

    /// How long a pooler may take for a second connection.
    private static let patienceWithPool = Duration.seconds(15)

    private func holding<Value>(
        _ place: MigrationLockKeeper.Place, _ body: () throws(MigrationError) -> Value
    ) throws(MigrationError) -> Value {
        let lock = MigrationLockKeeper(place, look: history.table.look(on: connection.kind), polling: polling)
        try lock.acquire()
        self.lock = lock
        defer {
            self.lock = nil
            lock.release()
        }
        // Whoever had it before us may have written.
        history.forget()
        history.adopt(connection.takeFoundHistory())
        history.condition = lock.condition
        defer { history.condition = nil }
        return try body()
    }

    private var polling: LockPolling {
        LockPolling(
            key: MigrationLock.key(for: history.name), retryCount: settings.execution.lockRetryCount,
            interruption: interruption, observe: observe)
    }

    /// What ``begin(_:)`` does besides, for a pipeline.
    var lockStatements: [String] { connection.lockStatements(polling.key) }

    /// Begins a transaction that no other migrator has at the same time, and waits for its turn.
    func begin(
        _ options: TransactionOptions = TransactionOptions(), title: String = "Unable to begin a transaction"
    ) throws(MigrationError) {
        guard connection.isBehindPooler, lock == nil else {
            return try ask(title) { connection throws(DatabaseError) in
                try connection.begin(options)
            }
        }
        let key = polling.key
        try polling.wait(on: connection) { [connection] () throws(DatabaseError) in
            try connection.tryBegin(options, lock: key)
        }
    }

    /// Runs `body` in a transaction that no other migrator has at the same time.
    /// - Parameter title: What could not be done, where the transaction cannot be begun or committed.
    func exclusively<Value>(
        _ title: String? = nil, _ body: () throws(MigrationError) -> Value
    ) throws(MigrationError) -> Value {
        try begin(title: title ?? "Unable to begin a transaction")
        // Between two transactions others may have written.
        if connection.exclusion == .transaction { history.forget() }
        do {
            let value = try body()
            try ask(title ?? "Unable to commit") { connection throws(DatabaseError) in try connection.commit() }
            return value
        } catch {
            try? connection.rollback()
            throw error
        }
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

    // MARK: Checks

    private static func check(_ settings: Settings) throws(MigrationError) {
        guard !settings.naming.sqlMigrationSeparator.isEmpty else {
            throw MigrationError(code: .error, message: "sqlMigrationSeparator cannot be empty!")
        }
    }

    private static func check(
        _ names: Resolver.Names, _ naming: NamingSettings, _ observe: (Event) -> Void
    ) throws(MigrationError) {
        guard !names.complaints.isEmpty else { return }
        guard naming.validateMigrationNaming else {
            observe(.namesIgnored(count: names.complaints.count))
            return
        }
        throw MigrationError(
            code: .error,
            message: "Invalid SQL filenames found:\n" + names.complaints.joined(separator: "\n"),
            advice: "Nothing was changed.")
    }

    /// `defaultSchema` first if it is not among the schemas; the connection's own where nothing is configured.
    private static func schemas(
        _ settings: SchemaSettings, _ connection: any DatabaseConnection
    ) throws(MigrationError) -> [String] {
        var schemas = settings.schemas
        if let defaultSchema = settings.defaultSchema, !schemas.contains(defaultSchema) {
            schemas.insert(defaultSchema, at: 0)
        }
        if schemas.isEmpty {
            guard let current = connection.currentSchema, !current.isEmpty else {
                throw MigrationError(
                    code: .error,
                    message: "Unable to determine current schema as search_path is empty. Set the current schema in "
                        + "currentSchema parameter of the JDBC URL or in Flyway's schemas property.")
            }
            schemas = [current]
        }
        return schemas
    }
}

extension Resolver.Names {
    fileprivate var hasRepeatable: Bool {
        migrations.contains { entry in
            switch entry.name {
            case .repeatable: true
            case .versioned, .baseline, .callback, .invalid, .other: false
            }
        }
    }
}

extension ExecutionSettings {
    /// One attempt and `lockRetryCount` further ones, one a second.
    fileprivate var lockPatience: Duration {
        lockRetryCount < 0 ? .seconds(365 * 86_400) : .seconds(lockRetryCount + 1)
    }
}
