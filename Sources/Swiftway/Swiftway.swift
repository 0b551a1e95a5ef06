@_exported public import SwiftwayCore
@_exported public import SwiftwayDatabase
@_exported public import SwiftwayEngine

/// Migrates one database by one set of settings.
///
/// ```swift
/// var settings = Settings()
/// settings.connection.url = "sqlite:app.db"
/// settings.scan.locations = ["filesystem:sql"]
/// let report = try await Migrator(settings).migrate()
/// ```
///
/// Every method opens a connection of its own, works on a thread of its own, and closes what it opened. Methods may
/// be called at once, also on one database: the migration lock orders them. When the task is cancelled, what is running
/// is cancelled and rolled back, and ``/SwiftwayCore/MigrationError`` with the code `INTERRUPTED` is thrown.
public struct Migrator: Sendable {
    /// The database, and what is to be done otherwise than Flyway does it by default.
    public var settings: Settings
    /// Where migrations come from; all of them are one history.
    public var sources: [MigrationSource]
    /// Called, on the thread that works, for everything that happens: for logs and progress.
    public var observe: @Sendable (Event) -> Void
    /// What is told besides, of each run anew.
    var watches: [RunWatch] = []

    /// A migrator, which connects to nothing before one of its methods is called.
    /// - Parameters:
    ///   - settings: The database, and what is to be done otherwise than Flyway does it by default.
    ///   - sources: Where migrations come from; without it the folders of the setting `locations`.
    ///   - observe: Called, on the thread that works, for everything that happens.
    public init(
        _ settings: Settings, from sources: [MigrationSource] = [.locations],
        observe: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.settings = settings
        self.sources = sources
        self.observe = observe
    }

    /// Brings the schema to the version that the migrations say.
    /// - Returns: What was applied; nothing where there was nothing to do.
    /// - Throws: ``/SwiftwayCore/MigrationError``; its `report` says what was applied before a migration failed.
    @discardableResult
    public func migrate() async throws(MigrationError) -> MigrateReport {
        try await run(.migrate) { if case .migrate(let report) = $0 { report } else { nil } }
    }

    /// What is applied and what is pending. Changes nothing and takes no lock.
    /// - Returns: The schema's version, and every migration with its state.
    /// - Throws: ``/SwiftwayCore/MigrationError`` where files or history cannot be read. What they say of each other is no
    ///   error here.
    public func info() async throws(MigrationError) -> InfoReport {
        try await run(.info) { if case .info(let report) = $0 { report } else { nil } }
    }

    /// Compares files and history.
    /// - Returns: All findings; none where `succeeded`.
    /// - Throws: ``/SwiftwayCore/MigrationError`` where the comparison itself was not possible.
    public func validate() async throws(MigrationError) -> ValidateReport {
        try await run(.validate) { if case .validate(let report) = $0 { report } else { nil } }
    }

    /// Marks `baselineVersion` as the starting point of a database that was there before. Does nothing where that mark is
    /// there already.
    /// - Returns: The version that was marked.
    /// - Throws: ``/SwiftwayCore/MigrationError``, also where migrations were applied already.
    @discardableResult
    public func baseline() async throws(MigrationError) -> BaselineReport {
        try await run(.baseline) { if case .baseline(let report) = $0 { report } else { nil } }
    }

    /// Makes the history agree with the files again: failed rows go, rows without file are marked, changed ones aligned.
    /// - Returns: What was mended.
    /// - Throws: ``/SwiftwayCore/MigrationError`` where the history cannot be changed.
    @discardableResult
    public func repair() async throws(MigrationError) -> RepairReport {
        try await run(.repair) { if case .repair(let report) = $0 { report } else { nil } }
    }

    /// Drops everything in the managed schemas, and the schemas that `migrate` had created.
    /// - Returns: Which schemas were emptied, and which dropped.
    /// - Throws: ``/SwiftwayCore/MigrationError``, always unless `cleanDisabled` is `false`.
    @discardableResult
    public func clean() async throws(MigrationError) -> CleanReport {
        try await run(.clean) { if case .clean(let report) = $0 { report } else { nil } }
    }

    private func run<Report: Sendable>(
        _ command: DatabaseCommand, _ extract: @escaping @Sendable (CommandReport) -> Report?
    ) async throws(MigrationError) -> Report {
        let interruption = Interruption()
        let observe = observer(of: command)
        return try await onOwnThread(interruption) { [settings, sources] () throws(MigrationError) in
            let stopwatch = Stopwatch()
            let environment = RunEnvironment(
                now: Clock.now(), currentDirectory: FileSystem.workingDirectory, showsURL: false,
                interruption: interruption, sources: sources)
            let outcome = command.run(settings, environment: environment, observe: observe)
            observe(
                .ended(
                    EndedRun(command: command.rawValue, duration: stopwatch.elapsed, error: outcome.result.failure)))
            guard let report = extract(try outcome.result.get()) else {
                throw MigrationError(code: .fault, message: "\(command.rawValue) returned another command's report")
            }
            return report
        }
    }
}
