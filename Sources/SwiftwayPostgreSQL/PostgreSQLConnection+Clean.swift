package import SwiftwayDatabase

extension PostgreSQLConnection {
    /// Drops whatever is in the schema, with everything that depends on it, but no member of an extension; last the
    /// user's own extensions that are installed there. One round trip for the list, one for dropping.
    package func cleanSchema(_ schema: String) throws(DatabaseError) {
        try run(try cleanSteps(of: [schema]))
    }

    package func cleanPlan(of schemas: [String]) throws(DatabaseError) -> CleanPlan? {
        CleanPlan(steps: try cleanSteps(of: schemas), lockCapacity: try lockCapacity())
    }

    package func run(_ steps: some Collection<CleanPlan.Step>) throws(DatabaseError) {
        lastReset = nil
        guard !steps.isEmpty else { return }
        try asScript { () throws(DatabaseError) in
            try runSilently(steps.map(\.statement).joined(separator: ";\n"))
        }
    }

    /// https://www.postgresql.org/docs/current/runtime-config-locks.html
    private func lockCapacity() throws(DatabaseError) -> Int {
        let row = try run(
            """
            SELECT pg_catalog.current_setting('max_locks_per_transaction')::bigint
                * (pg_catalog.current_setting('max_connections')::bigint
                    + pg_catalog.current_setting('max_prepared_transactions')::bigint)
            """
        ).last?.rows.first
        return row?.first.flatMap { $0 }.flatMap { Int($0) } ?? 6400
    }

    private func cleanSteps(of schemas: [String]) throws(DatabaseError) -> [CleanPlan.Step] {
        // Which extensions are whose depends on the role.
        let rows = try asScript { () throws(DatabaseError) in try run(Self.stepsQuery(of: schemas)).last?.rows }
        return (rows ?? []).compactMap { row in
            guard row.count == 3, let schema = row[0], let statement = row[1], let locks = row[2].flatMap({ Int($0) })
            else { return nil }
            return CleanPlan.Step(schema: schema, statement: statement, locks: locks)
        }
    }

    /// The statements that drop each object, in the order in which they are to run.
    ///
    /// Tables that inherit, or are partitions, go before those that they come from, and later ones before earlier ones:
    /// otherwise one statement would take thousands along, with a lock for each. A table has locks of its own, of its row
    /// type, its array type and its storage for long values besides what depends on it.
    private static func stepsQuery(of schemas: [String]) -> String {
        """
        WITH \(objects(in: schemas))
        SELECT nspname, command, 4 + 2 * (
            SELECT count(DISTINCT (classid, objid)) FROM pg_catalog.pg_depend
            WHERE refclassid = class AND refobjid = object)
        FROM objects
        ORDER BY place, step, step = 3 AND EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhparent = object),
            CASE step WHEN 3 THEN -object::bigint ELSE object::bigint END
        """
    }

    /// Common table expressions, the last of which are the `objects` in the schemas that have to be dropped one by one.
    ///
    /// Every statement says `IF EXISTS`, since an earlier one may have taken the object along. Types go before routines:
    /// a base type takes its input and output functions along, which cannot be dropped while it exists. Objects
    /// that belong to another one (deptype `i`: a row type, the sequence of an identity column) go with it.
    static func objects(in schemas: [String]) -> String {
        let names = schemas.map(literal).joined(separator: ", ")
        return """
            schema AS (
                SELECT n.oid, n.nspname, place
                FROM unnest(ARRAY[\(names)]::pg_catalog.name[]) WITH ORDINALITY AS wanted (name, place)
                    JOIN pg_catalog.pg_namespace AS n ON n.nspname = wanted.name
            ), every (place, nspname, step, class, object, command) AS (
                SELECT place, nspname, CASE relkind WHEN 'm' THEN 1 WHEN 'v' THEN 2 WHEN 'S' THEN 6 ELSE 3 END,
                    'pg_catalog.pg_class'::pg_catalog.regclass, c.oid,
                    pg_catalog.format('DROP %s IF EXISTS %I.%I CASCADE', CASE relkind
                        WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE'
                        WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, nspname, relname)
                FROM pg_catalog.pg_class AS c JOIN schema ON relnamespace = schema.oid
                WHERE relkind IN ('m', 'v', 'S', 'f', 'r', 'p')
                UNION ALL
                SELECT place, nspname, 4, 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid,
                    pg_catalog.format('DROP %s IF EXISTS %I.%I CASCADE',
                        CASE typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, nspname, typname)
                FROM pg_catalog.pg_type AS t JOIN schema ON typnamespace = schema.oid
                UNION ALL
                SELECT place, nspname, 5, 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid,
                    pg_catalog.format('DROP ROUTINE IF EXISTS %s CASCADE', identity)
                FROM pg_catalog.pg_proc AS p JOIN schema ON pronamespace = schema.oid,
                    LATERAL pg_catalog.pg_identify_object('pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 0)
                UNION ALL
                SELECT place, nspname, 7, 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid,
                    pg_catalog.format('DROP OPERATOR IF EXISTS %s CASCADE', identity)
                FROM pg_catalog.pg_operator AS o JOIN schema ON oprnamespace = schema.oid,
                    LATERAL pg_catalog.pg_identify_object('pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, 0)
                UNION ALL
                SELECT place, nspname, 8, 'pg_catalog.pg_opclass'::pg_catalog.regclass, o.oid,
                    pg_catalog.format('DROP OPERATOR CLASS IF EXISTS %I.%I USING %I CASCADE', nspname, opcname, amname)
                FROM pg_catalog.pg_opclass AS o JOIN schema ON opcnamespace = schema.oid
                    JOIN pg_catalog.pg_am AS a ON a.oid = opcmethod
                UNION ALL
                SELECT place, nspname, 9, 'pg_catalog.pg_opfamily'::pg_catalog.regclass, o.oid,
                    pg_catalog.format('DROP OPERATOR FAMILY IF EXISTS %I.%I USING %I CASCADE', nspname, opfname, amname)
                FROM pg_catalog.pg_opfamily AS o JOIN schema ON opfnamespace = schema.oid
                    JOIN pg_catalog.pg_am AS a ON a.oid = opfmethod
                UNION ALL
                SELECT place, nspname, 10, 'pg_catalog.pg_collation'::pg_catalog.regclass, c.oid,
                    pg_catalog.format('DROP COLLATION IF EXISTS %I.%I CASCADE', nspname, collname)
                FROM pg_catalog.pg_collation AS c JOIN schema ON collnamespace = schema.oid
                UNION ALL
                SELECT place, nspname, 10, 'pg_catalog.pg_conversion'::pg_catalog.regclass, c.oid,
                    pg_catalog.format('DROP CONVERSION IF EXISTS %I.%I CASCADE', nspname, conname)
                FROM pg_catalog.pg_conversion AS c JOIN schema ON connamespace = schema.oid
                UNION ALL
                SELECT place, nspname, 10, 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, s.oid,
                    pg_catalog.format('DROP STATISTICS IF EXISTS %I.%I', nspname, stxname)
                FROM pg_catalog.pg_statistic_ext AS s JOIN schema ON stxnamespace = schema.oid
                UNION ALL
                SELECT place, nspname, 11, 'pg_catalog.pg_ts_config'::pg_catalog.regclass, c.oid,
                    pg_catalog.format('DROP TEXT SEARCH CONFIGURATION IF EXISTS %I.%I CASCADE', nspname, cfgname)
                FROM pg_catalog.pg_ts_config AS c JOIN schema ON cfgnamespace = schema.oid
                UNION ALL
                SELECT place, nspname, 12, 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, d.oid,
                    pg_catalog.format('DROP TEXT SEARCH DICTIONARY IF EXISTS %I.%I CASCADE', nspname, dictname)
                FROM pg_catalog.pg_ts_dict AS d JOIN schema ON dictnamespace = schema.oid
                UNION ALL
                SELECT place, nspname, 13, 'pg_catalog.pg_ts_template'::pg_catalog.regclass, t.oid,
                    pg_catalog.format('DROP TEXT SEARCH TEMPLATE IF EXISTS %I.%I CASCADE', nspname, tmplname)
                FROM pg_catalog.pg_ts_template AS t JOIN schema ON tmplnamespace = schema.oid
                UNION ALL
                SELECT place, nspname, 13, 'pg_catalog.pg_ts_parser'::pg_catalog.regclass, p.oid,
                    pg_catalog.format('DROP TEXT SEARCH PARSER IF EXISTS %I.%I CASCADE', nspname, prsname)
                FROM pg_catalog.pg_ts_parser AS p JOIN schema ON prsnamespace = schema.oid
                UNION ALL
                SELECT place, nspname, 14, 'pg_catalog.pg_extension'::pg_catalog.regclass, e.oid,
                    pg_catalog.format('DROP EXTENSION IF EXISTS %I CASCADE', extname)
                FROM pg_catalog.pg_extension AS e JOIN schema ON extnamespace = schema.oid
                    JOIN pg_catalog.pg_roles AS r ON r.oid = extowner AND rolname = current_user
            ), objects AS (
                SELECT * FROM every WHERE NOT EXISTS (
                    SELECT FROM pg_catalog.pg_depend WHERE classid = class AND objid = object AND objsubid = 0
                        AND deptype IN ('e', 'i'))
            )
            """
    }
}
