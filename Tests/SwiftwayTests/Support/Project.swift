import Foundation
import Swiftway
import TestSupport

/// A database and a folder of scripts, both of one test's own, and the settings that join them.
struct Project: Sendable {
    let database: TestDatabase
    let folder: TemporaryFolder
    let log = EventLog()
    var settings = Settings()

    /// - Parameter scripts: by their paths in the folder.
    init(_ kind: DatabaseKind, _ scripts: [String: String] = [:]) throws {
        database = try TestDatabase(kind)
        folder = try TemporaryFolder()
        settings.connection.url = database.url
        settings.connection.user = database.user
        settings.scan.locations = ["filesystem:\(folder.path)"]
        for (name, sql) in scripts { try write(sql, to: name) }
    }

    var kind: DatabaseKind { database.kind }

    func write(_ sql: String, to name: String) throws { try folder.write(sql, to: name) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder.path(of: name)) }

    /// - Parameter change: What this run does otherwise than the project's settings say.
    func migrator(from sources: [MigrationSource] = [.locations], _ change: (inout Settings) -> Void = { _ in })
        -> Migrator
    {
        var settings = settings
        change(&settings)
        return Migrator(settings, from: sources) { [log] in log.record($0) }
    }

    @discardableResult
    func migrate(_ change: (inout Settings) -> Void = { _ in }) async throws(MigrationError) -> MigrateReport {
        try await migrator(change).migrate()
    }

    func migrateFails(_ change: (inout Settings) -> Void = { _ in }) async -> MigrationError? {
        let migrator = migrator(change)
        return await failure { () throws(MigrationError) in try await migrator.migrate() }
    }

    // MARK: What is there afterwards

    /// The history, a line for each row: `1: 1 SQL V1__a.sql`, with `failed` behind it where it says so.
    func history(_ table: String? = nil) throws -> [String] {
        let table = table ?? "\(database.schema).flyway_schema_history"
        return try database.rows("SELECT installed_rank, version, type, script, success FROM \(table) ORDER BY 1").map {
            let success = $0[4] == "t" || $0[4] == "1"
            return "\($0[0]!): \($0[1] ?? "-") \($0[2]!) \($0[3]!)\(success ? "" : " failed")"
        }
    }

    func hasHistory() throws -> Bool {
        let table = QualifiedName(schema: database.schema, name: "flyway_schema_history")
        return try database.connect().tableExists(table)
    }

    /// What `info` lists, a line for each entry: `1 Success`; of repeatables the description.
    func states(_ change: (inout Settings) -> Void = { _ in }) async throws -> [String] {
        try await migrator(change).info().entries.map { entry in
            "\(entry.version?.description ?? entry.description) \(entry.state.displayName)"
        }
    }
}

/// What `body` throws; `nil` where it throws nothing.
func failure<Value>(_ body: () async throws(MigrationError) -> Value) async -> MigrationError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}

extension TemporaryFolder {
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(of: name), encoding: .utf8) }
}
