import SwiftwayCore

/// What a run has applied, and where the history ends by that.
final class AppliedMigrations {
    private(set) var report = MigrateReport()
    /// Of the last row; `nil` where the history is empty.
    private(set) var rank: Int?
    /// The row of a migration that failed and is being resumed, as long as it is there.
    private(set) var failedRow: HistoryRow?
    /// What has run, as the history calls it.
    private(set) var scripts: Set<String> = []
    private let schema: String
    private let installedBy: String
    private let observe: (Event) -> Void

    init(schema: String, installedBy: String, observe: @escaping (Event) -> Void) {
        self.schema = schema
        self.installedBy = installedBy
        self.observe = observe
    }

    /// Goes on where the history ended when it was looked at.
    func begin(_ plan: ExecutionPlan) {
        rank = plan.lastRank
        failedRow = plan.failedRow
    }

    /// The version before the run.
    func begin(at version: MigrationVersion?) { report.initialSchemaVersion = version?.description }

    /// Takes a migration as applied.
    func add(_ migration: ResolvedMigration, milliseconds: Int) {
        rank = rank.map { $0 + 1 } ?? 1
        failedRow = nil
        scripts.insert(migration.file.script)
        report.migrations.append(Self.entry(migration, milliseconds: milliseconds))
        if let version = migration.version { report.targetSchemaVersion = version.description }
        observe(
            .migrated(
                AppliedMigration(
                    schema: schema, version: migration.version?.description, description: migration.description,
                    script: migration.file.fileName, duration: .milliseconds(milliseconds))))
    }

    /// The history's row of a migration that comes `offset` behind the last one.
    func row(_ migration: ResolvedMigration, offset: Int = 0, milliseconds: Int = 0, success: Bool = true) -> HistoryRow
    {
        HistoryRow(
            installedRank: (rank ?? 0) + 1 + offset, version: migration.version,
            description: migration.storedDescription, type: migration.type, script: migration.storedScript,
            checksum: migration.checksum, installedBy: installedBy, executionTime: milliseconds, success: success)
    }

    /// What was done, and what was not because of the one that failed.
    func report(failing failed: ResolvedMigration, of all: [ResolvedMigration]) -> MigrateReport {
        var report = report
        report.failed = Self.entry(failed)
        report.notReached = all.filter { $0.file != failed.file && !scripts.contains($0.file.script) }
            .map { Self.entry($0) }
        return report
    }

    private static func entry(_ migration: ResolvedMigration, milliseconds: Int = 0) -> MigrateReport.Migration {
        .init(
            category: migration.version == nil ? "Repeatable" : migration.isBaseline ? "Baseline" : "Versioned",
            version: migration.version?.description, description: migration.description, type: migration.type,
            absolutePath: migration.file.absolutePath, executionTime: milliseconds)
    }
}
