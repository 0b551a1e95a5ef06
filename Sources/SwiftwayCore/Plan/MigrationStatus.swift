/// One migration: its file, its history row, and what they make of each other.
package struct MigrationStatus: Sendable {
    package var resolved: ResolvedMigration?
    package var applied: HistoryRow?
    package var state: MigrationState

    package init(resolved: ResolvedMigration?, applied: HistoryRow?, state: MigrationState) {
        self.resolved = resolved
        self.applied = applied
        self.state = state
    }

    package var version: MigrationVersion? { applied.map { $0.version } ?? resolved?.version }
    package var description: String { applied?.description ?? resolved?.description ?? "" }
    package var type: MigrationType { applied?.type ?? resolved?.type ?? .sql }
    package var isRepeatable: Bool { version == nil }
    package var script: String { applied?.script ?? resolved?.file.script ?? "" }

    /// The column `Category`: empty for rows that no file stands for.
    package var category: String {
        if type.isSynthetic { return "" }
        if version == nil { return "Repeatable" }
        if type.isUndo { return "Undo" }
        return type.isBaseline ? "Baseline" : "Versioned"
    }
}
