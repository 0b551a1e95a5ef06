/// A migration as a report of a command tells of it.
package struct MigrationOutcome: Sendable, Equatable {
    package enum Result: Sendable, Equatable {
        /// By this command.
        case applied(milliseconds: Int)
        /// In this command.
        case failed
        /// It comes behind the one that failed, or was rolled back with it.
        case notReached
        /// `info` has found it so.
        case listed(MigrationState)
    }

    /// `nil` for repeatables.
    package var version: String?
    package var description: String
    package var type: MigrationType
    /// Empty where there is no file.
    package var absolutePath: String
    /// As in the history's column `script`.
    package var script: String
    package var result: Result
    /// When it was applied, as the history has it.
    package var installedOn: CivilTime?
    /// Milliseconds, as the history has it.
    package var executionTime: Int?

    package init(_ migration: MigrateReport.Migration, _ result: Result) {
        version = migration.version
        description = migration.description
        type = migration.type
        absolutePath = migration.absolutePath
        script = String(migration.absolutePath.split(separator: "/").last ?? "")
        self.result = result
    }

    package init(_ status: MigrationStatus) {
        version = status.version?.description
        description = status.description
        type = status.type
        absolutePath = status.resolved?.file.absolutePath ?? ""
        script = status.script
        result = .listed(status.state)
        installedOn = status.applied?.installedOn
        executionTime = status.applied?.executionTime
    }

    /// What it is called where it has no file.
    package var name: String { version.map { "\($0) - \(description)" } ?? description }
}

extension MigrateReport {
    package var outcomes: [MigrationOutcome] {
        migrations.map { MigrationOutcome($0, .applied(milliseconds: $0.executionTime)) }
            + [failed].compactMap { $0 }.map { MigrationOutcome($0, .failed) }
            + notReached.map { MigrationOutcome($0, .notReached) }
    }
}

extension InfoReport {
    package var outcomes: [MigrationOutcome] { entries.filter { !$0.type.isUndo }.map(MigrationOutcome.init) }
}
