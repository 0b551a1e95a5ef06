import Foundation
import SwiftwayDatabase
import TestSupport

/// A database and a folder `sql` with its scripts, and the program that joins them.
struct Shack: Sendable {
    let database: TestDatabase
    var program: Program

    /// - Parameter scripts: by their names in `sql`.
    init(_ kind: DatabaseKind, _ scripts: [String: String] = Self.scripts) throws {
        database = try TestDatabase(kind)
        program = try Program()
        program.environment["FLYWAY_URL"] = database.url
        program.environment["FLYWAY_USER"] = database.user
        for (name, sql) in scripts { try write(sql, to: name) }
    }

    static let scripts = [
        "V1__create_band.sql": "CREATE TABLE band (name VARCHAR(10));",
        "V2__fill_band.sql": "INSERT INTO band VALUES ('20m');",
    ]

    func write(_ sql: String, to name: String) throws { try program.folder.write(sql, to: "sql/\(name)") }

    func run(_ arguments: String..., input: String? = nil) async throws -> Program.Output {
        try await program.run(arguments, input: input)
    }

    func versions() throws -> [String] {
        try database.column("SELECT version FROM \(database.schema).flyway_schema_history ORDER BY installed_rank")
    }
}
