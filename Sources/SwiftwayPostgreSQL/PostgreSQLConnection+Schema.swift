package import SwiftwayDatabase

extension PostgreSQLConnection {
    package func schemaExists(_ schema: String) throws(DatabaseError) -> Bool {
        try isTrue("EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = \(name(schema)))")
    }

    package func isSchemaEmpty(_ schema: String) throws(DatabaseError) -> Bool {
        try isTrue(
            "\(Self.isEmpty) FROM pg_catalog.pg_namespace AS schema WHERE nspname = \(name(schema))", whenMissing: true)
    }

    /// A condition on the row `schema` of pg_namespace. Tables, views, sequences, types and routines count; materialized
    /// views, partitioned and foreign tables do not by themselves, and members of extensions never do.
    static let isEmpty = """
        NOT EXISTS (
            SELECT FROM (
                SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS class, oid AS object
                FROM pg_catalog.pg_class
                WHERE relnamespace = schema.oid AND relkind IN ('r', 'v', 'S', 't')
                UNION ALL
                SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid FROM pg_catalog.pg_type
                WHERE typnamespace = schema.oid AND typcategory NOT IN ('A', 'C')
                UNION ALL
                SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid FROM pg_catalog.pg_proc
                WHERE pronamespace = schema.oid
            ) AS objects
            WHERE NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend
                WHERE classid = class AND objid = object AND deptype = 'e'))
        """

    package func createSchema(_ schema: String) throws(DatabaseError) -> Bool {
        lastReset = nil
        try asScript { () throws(DatabaseError) in
            try run("CREATE SCHEMA \(quoted(identifier: schema))")
            guard session.scriptRole != nil else { return }
            // The history may come into it.
            let keeper = quoted(identifier: session.roles.current)
            try run("GRANT USAGE, CREATE ON SCHEMA \(quoted(identifier: schema)) TO \(keeper)")
        }
        return true
    }

    package func tableExists(_ table: QualifiedName) throws(DatabaseError) -> Bool {
        try isTrue(isPlainTable("pg_catalog.to_regclass(\(literal(table.description)))"))
    }

    /// A condition in SQL. Every command asks this first of all: looked up by functions it takes the server a third of the
    /// time of a query over the catalogs. Of relations that have a file only tables take all of UPDATE, INSERT and DELETE:
    /// 4, 8 and 16.
    func isPlainTable(_ relation: String) -> String {
        """
        pg_catalog.pg_relation_filenode(\(relation)) IS NOT NULL
            AND pg_catalog.pg_relation_is_updatable(\(relation), false) & 28 = 28
        """
    }

    package func historyTableStatements(
        _ table: QualifiedName, tablespace: String?
    ) -> (table: [String], indexes: [String]) {
        let space = tablespace.map { " TABLESPACE \(quoted(identifier: $0))" } ?? ""
        let indexSpace = space.isEmpty ? "" : " USING INDEX\(space)"
        return (
            table: [
                """
                CREATE TABLE \(table) (
                    "installed_rank" INT NOT NULL,
                    "version" VARCHAR(50),
                    "description" VARCHAR(200) NOT NULL,
                    "type" VARCHAR(20) NOT NULL,
                    "script" VARCHAR(1000) NOT NULL,
                    "checksum" INTEGER,
                    "installed_by" VARCHAR(100) NOT NULL,
                    "installed_on" TIMESTAMP NOT NULL DEFAULT pg_catalog.now(),
                    "execution_time" INTEGER NOT NULL,
                    "success" BOOLEAN NOT NULL
                )\(space)
                """
            ],
            indexes: [
                "ALTER TABLE \(table) ADD CONSTRAINT \(quoted(identifier: table.name + "_pk"))"
                    + " PRIMARY KEY (\"installed_rank\")\(indexSpace)",
                "CREATE INDEX \(quoted(identifier: table.name + "_s_idx")) ON \(table) (\"success\")\(space)",
            ]
        )
    }

    /// Whether `condition`, perhaps with a `FROM` behind it, holds.
    func isTrue(_ condition: String, whenMissing: Bool = false) throws(DatabaseError) -> Bool {
        try run("SELECT \(condition)").last?.rows.first.map { $0.first == "t" } ?? whenMissing
    }

    /// Runs the driver's own statements, whose notices nobody asked for.
    func runSilently(_ sql: String) throws(DatabaseError) {
        notices.isSilent = true
        defer { notices.isSilent = false }
        try run(sql)
    }
}
