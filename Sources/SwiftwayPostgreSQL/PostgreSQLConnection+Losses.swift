package import SwiftwayDatabase

extension PostgreSQLConnection {
    /// What dropping the schemas' objects with `CASCADE` would take along elsewhere: a view, a column with its data, a
    /// table that is a partition of one of theirs ... Nothing is dropped to find out.
    package func cleanLosses(of schemas: [String], dropping: [String]) throws(DatabaseError) -> [String] {
        try (run(Self.lossesQuery(of: schemas, dropping: dropping)).last?.rows ?? []).compactMap { row in
            row.first.flatMap { $0 }
        }
    }

    /// Follows pg_depend as the server does (`findDependentObjects` in its dependency.c): from an object to what depends
    /// on it, and from the inner part of an object, or the member of an extension, to the whole.
    ///
    /// Of what is found only the uppermost is told: with a table its columns, indexes and constraints are gone anyway.
    private static func lossesQuery(of schemas: [String], dropping: [String]) -> String {
        let dropped = dropping.map(literal).joined(separator: ", ")
        return """
            WITH RECURSIVE \(objects(in: schemas)), doomed (class, object, part) AS (
                SELECT class::oid, object, 0 FROM objects
                UNION
                SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass::oid, oid, 0 FROM pg_catalog.pg_namespace
                WHERE nspname = ANY (ARRAY[\(dropped)]::pg_catalog.name[])
                UNION
                SELECT next.* FROM doomed, LATERAL (
                    SELECT classid, objid, objsubid FROM pg_catalog.pg_depend
                    WHERE refclassid = class AND refobjid = object AND (part = 0 OR refobjsubid = part)
                        AND deptype <> 'p'
                    UNION ALL
                    SELECT refclassid, refobjid, refobjsubid FROM pg_catalog.pg_depend
                    WHERE classid = class AND objid = object AND objsubid = part AND deptype IN ('i', 'e')
                ) AS next
            ), outside AS (
                SELECT class, object, part FROM doomed, LATERAL (SELECT \(home)) AS place (home)
                WHERE home NOT IN (SELECT oid FROM schema) AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_namespace WHERE oid = home AND nspname ~ '^pg_(toast|temp)')
            )
            SELECT CASE type WHEN 'table column' THEN 'column' ELSE type END || ' ' || identity
            FROM outside AS o, LATERAL pg_catalog.pg_identify_object(class, object, part)
            WHERE NOT EXISTS (
                SELECT FROM outside AS whole
                WHERE whole.class = o.class AND whole.object = o.object AND whole.part = 0 AND o.part <> 0
            ) AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend JOIN doomed AS owner
                    ON owner.class = refclassid AND owner.object = refobjid AND owner.part IN (0, refobjsubid)
                WHERE classid = o.class AND objid = o.object AND objsubid = o.part AND (
                    deptype IN ('i', 'e')
                    OR deptype IN ('a', 'P', 'S') AND EXISTS (
                        SELECT FROM outside AS upper
                        WHERE upper.class = owner.class AND upper.object = owner.object AND upper.part = owner.part)))
            ORDER BY type, identity
            """
    }

    /// The schema that an object belongs to, 0 for what belongs to the database; `NULL` for what is nobody's loss, such as
    /// the entry of a publication for a table that is dropped.
    private static let home: String = {
        let own = [
            ("pg_class", "relnamespace"), ("pg_type", "typnamespace"), ("pg_proc", "pronamespace"),
            ("pg_constraint", "connamespace"), ("pg_operator", "oprnamespace"), ("pg_opclass", "opcnamespace"),
            ("pg_opfamily", "opfnamespace"), ("pg_collation", "collnamespace"), ("pg_conversion", "connamespace"),
            ("pg_statistic_ext", "stxnamespace"), ("pg_ts_config", "cfgnamespace"), ("pg_ts_dict", "dictnamespace"),
            ("pg_ts_template", "tmplnamespace"), ("pg_ts_parser", "prsnamespace"), ("pg_extension", "extnamespace"),
        ].map { catalog, column in
            "WHEN 'pg_catalog.\(catalog)'::pg_catalog.regclass THEN "
                + "(SELECT \(column) FROM pg_catalog.\(catalog) WHERE oid = object)"
        }
        let ofRelations = [
            ("pg_attrdef", "adrelid"), ("pg_trigger", "tgrelid"), ("pg_rewrite", "ev_class"), ("pg_policy", "polrelid"),
        ].map { catalog, column in
            "WHEN 'pg_catalog.\(catalog)'::pg_catalog.regclass THEN (SELECT relnamespace FROM pg_catalog.\(catalog) AS it "
                + "JOIN pg_catalog.pg_class AS relation ON relation.oid = \(column) WHERE it.oid = object)"
        }
        let ofDatabase = [
            "pg_event_trigger", "pg_language", "pg_foreign_server", "pg_foreign_data_wrapper", "pg_am",
        ].map { "WHEN 'pg_catalog.\($0)'::pg_catalog.regclass THEN 0" }
        // Of a cast between types that stay only the function is the schemas'.
        let cast = """
            WHEN 'pg_catalog.pg_cast'::pg_catalog.regclass THEN (
                SELECT typnamespace FROM pg_catalog.pg_cast AS it JOIN pg_catalog.pg_type AS type
                    ON type.oid IN (castsource, casttarget) WHERE it.oid = object
                ORDER BY typnamespace NOT IN (SELECT oid FROM schema) LIMIT 1)
            """
        return "CASE class " + (own + ofRelations + ofDatabase + [cast]).joined(separator: "\n") + " END"
    }()
}
