/// One row of the schema history.
package struct HistoryRow: Sendable, Hashable {
    package var installedRank: Int
    /// `nil` for repeatables and the SCHEMA marker.
    package var version: MigrationVersion?
    package var description: String
    package var type: MigrationType
    package var script: String
    package var checksum: Int32?
    /// As the database has it: session time on PostgreSQL, UTC on SQLite.
    package var installedOn: CivilTime?
    package var installedBy: String
    /// Milliseconds.
    package var executionTime: Int
    package var success: Bool

    package init(
        installedRank: Int, version: MigrationVersion?, description: String, type: MigrationType, script: String,
        checksum: Int32?, installedOn: CivilTime? = nil, installedBy: String = "", executionTime: Int = 0,
        success: Bool = true
    ) {
        self.installedRank = installedRank
        self.version = version
        self.description = description
        self.type = type
        self.script = script
        self.checksum = checksum
        self.installedOn = installedOn
        self.installedBy = installedBy
        self.executionTime = executionTime
        self.success = success
    }

    package static let schemaCreationDescription = "<< Flyway Schema Creation >>"
}
