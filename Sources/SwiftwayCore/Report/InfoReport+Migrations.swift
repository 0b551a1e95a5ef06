extension InfoReport {
    /// A migration, applied or not: what its file and its row in the history say together.
    public struct Migration: Sendable, Equatable {
        /// `Versioned`, `Repeatable`, `Baseline` or `Undo`; empty for rows that no file stands for.
        public var category: String
        /// `nil` for repeatables.
        public var version: String?
        /// In words, from the history or its file's name.
        public var description: String
        /// SQL, a program or code.
        public var type: MigrationType
        /// What has become of it.
        public var state: MigrationState
        /// When it was applied, as the database has it: `2026-11-26 10:11:12`, in the session's time zone on PostgreSQL, in
        /// UTC on SQLite. `nil` where it was not.
        public var installedOn: String?
        /// Who has applied it; `nil` where it was not, empty on SQLite.
        public var installedBy: String?
        /// Milliseconds that it took; `nil` where it was not applied.
        public var executionTime: Int?
        /// Its file; `nil` where there is none.
        public var absolutePath: String?
    }

    /// Everything that is applied or could be, in the order of the table: what is below a baseline, what is applied by the
    /// order in which that was done, then the rest by version and description.
    public var migrations: [Migration] {
        entries.map { entry in
            Migration(
                category: entry.category, version: entry.version?.description, description: entry.description,
                type: entry.type, state: entry.state, installedOn: entry.applied?.installedOn?.description,
                installedBy: entry.applied?.installedBy, executionTime: entry.applied?.executionTime,
                absolutePath: entry.resolved?.file.absolutePath)
        }
    }
}
