import SwiftwayCore

extension ParameterTable {
    static let schemas = ParameterGroup(
        title: "Schemas and history",
        parameters: [
            .list(
                "schemas", \.schemas.schemas, places: .connection, "The schemas that are managed.",
                details: """
                    The first is the default schema, unless `defaultSchema` is set. `clean` empties all of them.
                    """),
            .optionalText(
                "defaultSchema", \.schemas.defaultSchema, "The schema that holds the history table.",
                details: "It is also the one where unqualified names of migrations end up."),
            .boolean("createSchemas", \.schemas.createSchemas, "Create the schemas that do not exist."),
            .text("table", \.schemas.table, empty: .refused, "The name of the history table."),
            .optionalText(
                "tablespace", \.schemas.tablespace, "The tablespace of the history table.",
                details: "PostgreSQL only."),
        ])
}
