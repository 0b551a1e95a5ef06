import SwiftwayCore
import SwiftwayDatabase

/// The schemas that a command works on.
struct ManagedSchemas {
    /// The schema of the history table; what migrations see first.
    let defaultSchema: String
    /// All of them, the default schema among them.
    let all: [String]

    /// `defaultSchema` first if it is not among the schemas; the connection's own where nothing is configured.
    init(_ settings: SchemaSettings, _ connection: any SessionState) throws(MigrationError) {
        var schemas = settings.schemas
        if let defaultSchema = settings.defaultSchema, !schemas.contains(defaultSchema) {
            schemas.insert(defaultSchema, at: 0)
        }
        if schemas.isEmpty {
            guard let current = connection.currentSchema, !current.isEmpty else {
                throw MigrationError(
                    code: .error,
                    message: "Unable to determine current schema as search_path is empty. Set the current schema in "
                        + "currentSchema parameter of the JDBC URL or in Flyway's schemas property.")
            }
            schemas = [current]
        }
        all = schemas
        defaultSchema = settings.defaultSchema ?? schemas[0]
    }
}
