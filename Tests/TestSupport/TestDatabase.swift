package import SwiftwayDatabase

/// A database of one kind or the other for one test: what a test knows of it, whichever it is.
package enum TestDatabase: Sendable {
    case sqlite(SQLiteFile)
    case postgreSQL(PostgreSQLDatabase)

    package init(_ kind: DatabaseKind) throws {
        switch kind {
        case .sqlite: self = .sqlite(try SQLiteFile())
        case .postgreSQL: self = .postgreSQL(try PostgreSQLServer.shared().makeDatabase())
        }
    }

    package var kind: DatabaseKind {
        switch self {
        case .sqlite: .sqlite
        case .postgreSQL: .postgreSQL
        }
    }

    package var url: String {
        switch self {
        case .sqlite(let file): file.url
        case .postgreSQL(let database): database.url
        }
    }

    /// Who may do everything in it; `nil` where a database knows no users.
    package var user: String? {
        switch self {
        case .sqlite: nil
        case .postgreSQL: PostgreSQLServer.superuser
        }
    }

    /// Where names without a schema belong.
    package var schema: String {
        switch self {
        case .sqlite: "main"
        case .postgreSQL: "public"
        }
    }

    package func connect() throws -> any DatabaseConnection {
        switch self {
        case .sqlite(let file): try file.connect()
        case .postgreSQL(let database): try database.connect()
        }
    }

    /// Runs `sql` on a connection of its own, as somebody who knows nothing of migrations.
    /// - Returns: the rows of its last statement.
    @discardableResult
    package func rows(_ sql: String) throws -> [Row] { try connect().execute(sql).last?.rows ?? [] }

    /// The first column, NULL as an empty text.
    package func column(_ sql: String) throws -> [String] { try rows(sql).map { ($0.first ?? nil) ?? "" } }

    /// The plain tables without those of the migration tool and of the database itself, sorted.
    package func tables() throws -> [String] {
        switch kind {
        case .sqlite:
            try column(
                """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'flyway_schema_history%'
                    AND name NOT LIKE 'sqlite_%' ORDER BY name
                """)
        case .postgreSQL:
            try column(
                """
                SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                    AND tablename <> 'flyway_schema_history' ORDER BY tablename COLLATE "C"
                """)
        }
    }
}
