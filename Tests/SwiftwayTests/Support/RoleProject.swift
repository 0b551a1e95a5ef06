import Swiftway
import TestSupport

/// A project on PostgreSQL with a role of its own that may create tables in `public`, and may not touch the history.
final class RoleProject: Sendable {
    let project: Project
    let role: String

    /// - Parameter scripts: `THE_ROLE` in them stands for the role.
    init(_ scripts: [String: String]) throws {
        project = try Project(.postgreSQL)
        role = try "owner_\(project.database.column("SELECT current_database()")[0])"
        try project.database.rows("CREATE ROLE \(role); GRANT ALL ON SCHEMA public TO \(role)")
        for (name, sql) in scripts { try project.write(sql.replacing("THE_ROLE", with: role), to: name) }
    }

    deinit {
        _ = try? project.database.rows("DROP OWNED BY \(role); DROP ROLE IF EXISTS login_\(role); DROP ROLE \(role)")
    }

    /// Somebody who may log in and become the role, and has no rights of its own; and a schema of the role.
    func logIn(withSchema schema: String) throws -> String {
        try project.database.rows(
            """
            CREATE ROLE login_\(role) LOGIN NOINHERIT IN ROLE \(role);
            CREATE SCHEMA \(schema) AUTHORIZATION \(role)
            """)
        return "login_\(role)"
    }

    func owner(of table: String) throws -> String {
        try project.database.column("SELECT tableowner FROM pg_tables WHERE tablename = '\(table)'").first ?? "none"
    }
}
