import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// A project of versioned migrations that lives in memory: what the stages are given, one by one.
struct Project {
    var files: [ScannedFile]
    var resolver: Resolver
    var names: Resolver.Names
    var migrations: [ResolvedMigration]
    /// What a database holds that has all of them.
    var history: [HistoryRow]
    /// The same as the database sends it.
    var rows: [Row]
    var statuses: StatusList
    /// What is known of each file once its statements were read.
    var script: ScriptPlan

    /// A file's text: about a kilobyte, as migrations go.
    static let text = Array(
        String(
            repeating: """
                ALTER TABLE contact ADD COLUMN propagation varchar(20) DEFAULT 'it''s unknown';
                CREATE INDEX contact_propagation ON contact (propagation, logged_at);

                """, count: 7
        ).utf8)

    init(migrations count: Int) throws {
        files = (1...count).map { number in
            let script = "V2020.\(number)__Add_column_\(number)_to_contacts.sql"
            return ScannedFile(script: script, displayPath: "sql/\(script)", absolutePath: "/project/sql/\(script)")
        }
        resolver = Resolver(
            naming: NamingSettings(), scripts: ScriptSettings(), placeholders: PlaceholderSettings(),
            replacingPlaceholders: { text, _, _ throws(MigrationError) in text },
            configuration: { _ throws(MigrationError) in ScriptConfiguration() },
            read: { _ throws(MigrationError) in Self.text },
            readPieces: { _, body throws(MigrationError) in Self.text.withUnsafeBufferPointer(body) })
        names = resolver.names(of: files)
        migrations = try resolver.migrations(names)
        history = migrations.enumerated().map { offset, migration in
            HistoryRow(
                installedRank: offset + 1, version: migration.version, description: migration.storedDescription,
                type: migration.type, script: migration.storedScript, checksum: migration.checksum)
        }
        rows = history.map { row in
            [
                String(row.installedRank), row.version?.description, row.description, row.type.rawValue, row.script,
                row.checksum.map { String($0) }, "2020-01-01 10:11:12.123", "operator", "7", "1",
            ]
        }
        script = try ScriptPlan(
            splitScript(Self.text, options: ScriptOptions(dialect: .postgreSQL), placeholders: nil),
            kind: .postgreSQL, mixed: false, override: nil, enforcesForeignKeys: false)
        statuses = try StatusList(resolved: migrations, history: history, target: .latest, outOfOrder: false)
    }
}
