import SwiftwayDatabase
import SwiftwayPostgreSQL
import TestSupport
import Testing

@Suite("PostgreSQL schemas") struct PostgreSQLSchemaTests {
    private let database: PostgreSQLDatabase
    private let connection: PostgreSQLConnection

    init() throws {
        database = try PostgreSQLServer.shared().makeDatabase()
        connection = try database.connect()
    }

    // MARK: Clean

    /// One statement for each kind of object that lives in a schema, and some that hang together.
    static let objects = #"""
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE DOMAIN posint AS INT CHECK (value > 0);
        CREATE TYPE pair AS (a INT, b mood);
        CREATE TYPE floats AS RANGE (subtype = float8);
        CREATE TYPE shell;
        CREATE TYPE base;
        CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
        CREATE FUNCTION base_out(base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
        CREATE TYPE base (INPUT = base_in, OUTPUT = base_out, INTERNALLENGTH = 4, PASSEDBYVALUE);
        CREATE SEQUENCE lonely;
        CREATE TABLE parent (
            id SERIAL PRIMARY KEY, n INT GENERATED ALWAYS AS IDENTITY, m mood, p posint, q pair, b base, r floats);
        CREATE TABLE child () INHERITS (parent);
        CREATE TABLE grandchild () INHERITS (child);
        CREATE TABLE typed OF pair;
        CREATE TABLE part (id INT, d DATE) PARTITION BY RANGE (d);
        CREATE TABLE part_2026 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        CREATE TABLE ref (id INT REFERENCES parent (id));
        CREATE TABLE "Quoted "" ' %I name" (id INT);
        CREATE UNLOGGED TABLE unlogged (id INT);
        CREATE VIEW v1 AS SELECT * FROM parent;
        CREATE VIEW v2 AS SELECT * FROM v1;
        CREATE RECURSIVE VIEW v3 (n) AS SELECT 1;
        CREATE MATERIALIZED VIEW mv AS SELECT id FROM v2;
        CREATE FUNCTION f(i INT) RETURNS INT LANGUAGE sql AS 'SELECT i + 1';
        CREATE FUNCTION f(p parent, VARIADIC m mood[]) RETURNS INT LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION outs(IN a INT, OUT b INT, INOUT c INT) LANGUAGE sql AS 'SELECT a, c';
        CREATE FUNCTION rows() RETURNS TABLE (a INT) LANGUAGE sql AS 'SELECT 1';
        CREATE PROCEDURE pr(INOUT a INT) LANGUAGE sql AS 'SELECT a';
        CREATE AGGREGATE total(INT) (sfunc = int4pl, stype = INT, initcond = '0');
        CREATE FUNCTION one_more(INT) RETURNS INT LANGUAGE sql AS 'SELECT $1 + 1';
        CREATE AGGREGATE howmany(*) (sfunc = one_more, stype = INT, initcond = '0');
        CREATE AGGREGATE middle(float8 ORDER BY ANYELEMENT) (
            sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra);
        CREATE FUNCTION trg() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER t BEFORE INSERT ON parent FOR EACH ROW EXECUTE FUNCTION trg();
        CREATE RULE r AS ON DELETE TO ref DO INSTEAD NOTHING;
        CREATE POLICY pol ON ref USING (true);
        CREATE COLLATION german FROM "C";
        CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
        CREATE OPERATOR === (LEFTARG = TEXT, RIGHTARG = TEXT, FUNCTION = texteq, COMMUTATOR = ====);
        CREATE FUNCTION eq3(INT, INT) RETURNS BOOL LANGUAGE sql AS 'SELECT $1 = $2';
        CREATE OPERATOR === (LEFTARG = INT, RIGHTARG = INT, FUNCTION = eq3);
        CREATE OPERATOR !!! (RIGHTARG = INT, FUNCTION = int4um);
        CREATE OPERATOR FAMILY fam USING btree;
        CREATE OPERATOR CLASS ops FOR TYPE posint USING hash AS OPERATOR 1 =(INT, INT), FUNCTION 1 hashint4(INT);
        CREATE OPERATOR CLASS fam_ops FOR TYPE INT USING btree FAMILY fam AS OPERATOR 3 =, FUNCTION 1 btint4cmp(INT, INT);
        CREATE CAST (posint AS TEXT) WITH INOUT;
        CREATE CAST (pair AS INT) WITH FUNCTION pair_to_int(pair);
        CREATE TEXT SEARCH CONFIGURATION tsc (COPY = simple);
        CREATE TEXT SEARCH DICTIONARY tsd (TEMPLATE = simple);
        CREATE TEXT SEARCH TEMPLATE tst (LEXIZE = dsimple_lexize);
        CREATE TEXT SEARCH PARSER tsp (
            START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
        CREATE STATISTICS st ON id, n FROM parent;
        CREATE STATISTICS far ON a, b FROM far.away;
        CREATE FOREIGN DATA WRAPPER fdw;
        CREATE SERVER srv FOREIGN DATA WRAPPER fdw;
        CREATE FOREIGN TABLE ft (id INT) SERVER srv;
        CREATE EVENT TRIGGER et ON ddl_command_start EXECUTE FUNCTION evt();
        CREATE INDEX lower_word ON email (e);
        COMMENT ON TABLE parent IS 'with a comment';
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO postgres
        """#

    static let catalogs: [String] = [
        "pg_class WHERE relnamespace", "pg_type WHERE typnamespace", "pg_proc WHERE pronamespace",
        "pg_operator WHERE oprnamespace", "pg_opclass WHERE opcnamespace", "pg_opfamily WHERE opfnamespace",
        "pg_collation WHERE collnamespace", "pg_conversion WHERE connamespace", "pg_constraint WHERE connamespace",
        "pg_ts_config WHERE cfgnamespace", "pg_ts_dict WHERE dictnamespace", "pg_ts_template WHERE tmplnamespace",
        "pg_ts_parser WHERE prsnamespace", "pg_statistic_ext WHERE stxnamespace", "pg_extension WHERE extnamespace",
    ]

    @Test func cleansEverythingOfOneSchemaOnly() throws {
        _ = try connection.execute(
            """
            CREATE SCHEMA far; CREATE TABLE far.away (a INT, b INT);
            CREATE EXTENSION citext SCHEMA public;
            CREATE TABLE email (e citext);
            CREATE TABLE far.keeps (e citext, plain INT);
            CREATE FUNCTION evt() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
            CREATE TYPE pair AS (x INT); DROP TYPE pair
            """)
        for statement in Self.objects.split(separator: ";\n") {
            if statement.contains("pair_to_int") {
                _ = try connection.execute(
                    "CREATE FUNCTION pair_to_int(pair) RETURNS INT LANGUAGE sql AS 'SELECT 1'")
            }
            _ = try connection.execute(String(statement))
        }
        let kept = try counts(in: "far")
        var notices: [Notice] = []
        connection.onNotice = { notices.append($0) }
        notices = []

        try connection.begin()
        try connection.cleanSchema("public")
        try connection.commit()

        for catalog in Self.catalogs { #expect(try count(catalog, in: "public") == "0", "\(catalog)") }
        #expect(try connection.isSchemaEmpty("public"))
        #expect(try connection.schemaExists("public"))
        #expect(try connection.tableExists(QualifiedName(schema: "far", name: "keeps")))
        #expect(try connection.query("SELECT plain FROM far.keeps", []).isEmpty)
        #expect(try counts(in: "far") == kept)
        #expect(notices.isEmpty)
        try connection.cleanSchema("public")
    }

    @Test func leavesOtherPeoplesExtensionsAlone() throws {
        let role = "owner of \(database.name)"
        _ = try connection.execute(
            """
            CREATE EXTENSION citext SCHEMA public; CREATE EXTENSION hstore SCHEMA public;
            CREATE ROLE "\(role)" SUPERUSER; CREATE TABLE t (e citext, h hstore)
            """)
        let members = try counts(in: "public")
        // The tables go, what belongs to somebody else's extensions stays.
        _ = try connection.execute(#"SET ROLE "\#(role)""#)
        try connection.cleanSchema("public")
        #expect(try count("pg_extension WHERE extnamespace", in: "public") == "2")
        #expect(try connection.query("SELECT 'A'::citext = 'a'::citext, 'a=>1'::hstore -> 'a'", []) == [["t", "1"]])
        #expect(try !connection.tableExists(QualifiedName(schema: "public", name: "t")))
        #expect(try counts(in: "public")["pg_proc WHERE pronamespace"] == members["pg_proc WHERE pronamespace"])
        #expect(try connection.isSchemaEmpty("public"), "members of extensions do not count")
        _ = try connection.execute(#"RESET ROLE; DROP ROLE "\#(role)""#)
    }

    @Test func cleansSchemasWithOddNames() throws {
        let name = #"Odd " %I ' \ schema"#
        _ = try connection.createSchema(name)
        _ = try connection.execute(
            """
            SET search_path TO \(quoted(identifier: name));
            CREATE TABLE t (id SERIAL); CREATE FUNCTION f(t) RETURNS INT LANGUAGE sql AS 'SELECT 1';
            CREATE OPERATOR === (LEFTARG = TEXT, RIGHTARG = TEXT, FUNCTION = texteq)
            """)
        #expect(try !connection.isSchemaEmpty(name))
        try connection.cleanSchema(name)
        #expect(try connection.isSchemaEmpty(name))
        #expect(try connection.schemaExists(name))
    }

    @Test func cleansNothingWhereNothingIs() throws {
        try connection.cleanSchema("no such schema")
        try connection.cleanSchema("public")
    }

    // MARK: Empty

    struct Object {
        var sql: String
        var counts: Bool
    }

    static let singles: [Object] = [
        Object(sql: "CREATE TABLE t (id INT)", counts: true),
        Object(sql: "CREATE VIEW v AS SELECT 1 AS one", counts: true),
        Object(sql: "CREATE SEQUENCE s", counts: true),
        Object(sql: "CREATE TYPE e AS ENUM ('a')", counts: true),
        Object(sql: "CREATE DOMAIN d AS INT", counts: true),
        Object(sql: "CREATE FUNCTION f() RETURNS INT LANGUAGE sql AS 'SELECT 1'", counts: true),
        Object(sql: "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'", counts: true),
        Object(sql: "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one", counts: false),
        Object(sql: "CREATE TABLE p (id INT) PARTITION BY LIST (id)", counts: false),
        Object(sql: "CREATE TYPE c AS (a INT)", counts: false),
        Object(sql: "CREATE EXTENSION citext", counts: false),
        Object(sql: #"CREATE COLLATION g FROM pg_catalog."C""#, counts: false),
    ]

    @Test func countsAsFlywayDoes() throws {
        for (index, object) in Self.singles.enumerated() {
            _ = try connection.execute("CREATE SCHEMA s\(index)")
            try connection.resetSession(defaultSchema: "s\(index)")
            _ = try connection.execute(object.sql)
            #expect(try connection.isSchemaEmpty("s\(index)") == !object.counts, "\(object.sql)")
        }
    }

    // MARK: History table

    @Test func writesTheHistoryTableAsFlywayDoes() throws {
        let table = QualifiedName(schema: "public", name: "flyway_schema_history")
        let statements = connection.historyTableStatements(table, tablespace: "pg_default")
        for statement in statements.table + statements.indexes { _ = try connection.execute(statement) }
        let columns = try connection.query(
            """
            SELECT attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
            FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE attrelid = '\(table)'::regclass AND attnum > 0 ORDER BY attnum
            """, [])
        #expect(
            columns == [
                ["installed_rank", "integer", "t", nil],
                ["version", "character varying(50)", "f", nil],
                ["description", "character varying(200)", "t", nil],
                ["type", "character varying(20)", "t", nil],
                ["script", "character varying(1000)", "t", nil],
                ["checksum", "integer", "f", nil],
                ["installed_by", "character varying(100)", "t", nil],
                ["installed_on", "timestamp without time zone", "t", "now()"],
                ["execution_time", "integer", "t", nil],
                ["success", "boolean", "t", nil],
            ])
        let indexes = try connection.query(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname", [])
        #expect(
            indexes == [
                [
                    "CREATE UNIQUE INDEX flyway_schema_history_pk ON public.flyway_schema_history USING btree (installed_rank)"
                ],
                ["CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success)"],
            ])
    }

    @Test func namesATablespace() {
        let table = QualifiedName(schema: #"o"dd"#, name: "h")
        let statements = connection.historyTableStatements(table, tablespace: #"fast "disk""#)
        #expect(statements.table[0].hasSuffix(#") TABLESPACE "fast ""disk""""#))
        #expect(
            statements.indexes == [
                #"ALTER TABLE "o""dd"."h" ADD CONSTRAINT "h_pk" PRIMARY KEY ("installed_rank") USING INDEX TABLESPACE "fast ""disk""""#,
                #"CREATE INDEX "h_s_idx" ON "o""dd"."h" ("success") TABLESPACE "fast ""disk""""#,
            ])
    }

    @Test func findsTablesWhoseNamesTheServerHasCut() throws {
        let name = String(repeating: "long_", count: 20)
        _ = try connection.execute("CREATE TABLE \(name) (id INT)")
        #expect(try connection.tableExists(QualifiedName(schema: "public", name: name)))
    }

    @Test(arguments: [
        "CREATE TABLE t (id INT) PARTITION BY LIST (id)", "CREATE VIEW t AS SELECT 1 AS id",
        "CREATE MATERIALIZED VIEW t AS SELECT 1 AS id", "CREATE SEQUENCE t", "CREATE TYPE t AS (id INT)",
        "CREATE TABLE other (id INT); CREATE INDEX t ON other (id)",
        """
        CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE t (id INT) SERVER s
        """,
    ])
    func takesNothingElseForATable(sql: String) throws {
        _ = try connection.execute(sql)
        #expect(try !connection.tableExists(QualifiedName(schema: "public", name: "t")))
    }

    @Test func knowsTablesOfEveryPersistence() throws {
        _ = try connection.execute("CREATE UNLOGGED TABLE u (id INT); CREATE TABLE p (id INT) PARTITION BY LIST (id)")
        _ = try connection.execute("CREATE TABLE part PARTITION OF p FOR VALUES IN (1)")
        #expect(try connection.tableExists(QualifiedName(schema: "public", name: "u")))
        #expect(try connection.tableExists(QualifiedName(schema: "public", name: "part")))
        #expect(try !connection.tableExists(QualifiedName(schema: "nowhere", name: "u")))
    }

    // MARK: Support

    private func counts(in schema: String) throws -> [String: String] {
        var counts: [String: String] = [:]
        for catalog in Self.catalogs { counts[catalog] = try count(catalog, in: schema) }
        return counts
    }

    private func count(_ catalog: String, in schema: String) throws -> String? {
        try connection.query("SELECT count(*) FROM \(catalog) = '\(schema)'::regnamespace", []).first?.first ?? nil
    }
}
