import Swiftway
import TestSupport
import Testing

/// What depends, in another schema, on what `clean` drops.
@Suite("Clean and other schemas", .fewAtOnce) struct CleanCascadeTests {
    private static let own = """
        CREATE TYPE app.mood AS ENUM ('a', 'b');
        CREATE DOMAIN app.dom AS int CHECK (value > 0);
        CREATE SEQUENCE app.seq;
        CREATE FUNCTION app.f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1';
        CREATE FUNCTION app.trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
        CREATE FUNCTION app.evt() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE TABLE app.t (id serial PRIMARY KEY, m app.mood, n int DEFAULT app.f(1), x text);
        CREATE TABLE app.p (id int) PARTITION BY LIST (id);
        CREATE TABLE app.parent (a int);
        CREATE VIEW app.v AS SELECT * FROM app.t;
        """

    /// Each way to depend, and what is told of it; nothing where nothing of the other schema would be lost.
    private static let dependents: [(String, [String])] = [
        ("CREATE VIEW other.v AS SELECT * FROM app.t", ["view other.v"]),
        (
            "CREATE VIEW other.v AS SELECT * FROM app.v; CREATE VIEW other.vv AS SELECT x FROM other.v",
            ["view other.v", "view other.vv"]
        ),
        ("CREATE MATERIALIZED VIEW other.mv AS SELECT * FROM app.t", ["materialized view other.mv"]),
        ("CREATE TABLE other.p1 PARTITION OF app.p FOR VALUES IN (1)", ["table other.p1"]),
        ("CREATE TABLE other.child (b int) INHERITS (app.parent)", ["table other.child"]),
        ("CREATE TABLE other.t (id int DEFAULT nextval('app.seq'))", ["default value for other.t.id"]),
        ("CREATE TABLE other.t (m app.mood, kept int)", ["column other.t.m"]),
        ("CREATE TABLE other.t (m app.mood[])", ["column other.t.m"]),
        ("CREATE TABLE other.t (d app.dom)", ["column other.t.d"]),
        ("CREATE EXTENSION hstore SCHEMA app; CREATE TABLE other.t (h app.hstore)", ["column other.t.h"]),
        ("CREATE TABLE other.t (r app.t)", ["column other.t.r"]),
        ("CREATE TABLE other.t (ref int REFERENCES app.t)", ["table constraint t_ref_fkey on other.t"]),
        ("CREATE TABLE other.t (g int GENERATED ALWAYS AS (app.f(1)) STORED)", ["column other.t.g"]),
        ("CREATE TABLE other.t (n int CHECK (app.f(n) > 0))", ["table constraint t_n_check on other.t"]),
        ("CREATE TABLE other.t (n int); CREATE INDEX i ON other.t (app.f(n))", ["index other.i"]),
        (
            "CREATE TABLE other.t (n int); CREATE TRIGGER tr BEFORE INSERT ON other.t "
                + "FOR EACH ROW EXECUTE FUNCTION app.trg()",
            ["trigger tr on other.t"]
        ),
        (
            "CREATE TABLE other.t (n int); CREATE RULE r AS ON INSERT TO other.t DO ALSO DELETE FROM app.parent",
            ["rule r on other.t"]
        ),
        (
            "CREATE TABLE other.t (n int); CREATE POLICY pol ON other.t USING (app.f(n) > 0)", ["policy pol on other.t"]
        ),
        ("CREATE FUNCTION other.fn(app.mood) RETURNS int LANGUAGE sql AS 'SELECT 1'", ["function other.fn(app.mood)"]),
        ("CREATE AGGREGATE other.agg(int) (sfunc = app.f2, stype = int)", ["aggregate other.agg(integer)"]),
        ("CREATE EVENT TRIGGER et ON sql_drop EXECUTE FUNCTION app.evt()", ["event trigger et"]),
        ("CREATE TYPE other.c AS (m app.mood, y int)", ["composite type column other.c.m"]),
        ("CREATE DOMAIN other.d AS app.dom", ["type other.d"]),
        ("CREATE TABLE other.t (m app.mood) PARTITION BY LIST (m)", ["table other.t"]),
        (
            "CREATE OPERATOR other.## (leftarg = int, rightarg = int, function = app.f2)",
            ["operator other.##(integer,integer)"]
        ),
        ("CREATE PUBLICATION pub FOR TABLE app.t", []),
        ("CREATE FUNCTION other.body() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM app.t'", []),
        (
            "CREATE TABLE app.t2 (ref int); CREATE TABLE other.t (n int PRIMARY KEY); ALTER TABLE app.t2 ADD FOREIGN KEY (ref) REFERENCES other.t",
            []
        ),
        ("CREATE TEMP VIEW w AS SELECT * FROM app.t", []),
        ("CREATE CAST (app.mood AS int) WITH FUNCTION app.ofmood(app.mood)", []),
    ]

    private func project(_ sql: String) throws -> Project {
        var project = try Project(.postgreSQL)
        project.settings.schemas.schemas = ["app"]
        project.settings.cleanDisabled = false
        try project.database.rows("CREATE SCHEMA app; CREATE SCHEMA other; \(Self.own)")
        try project.database.rows(
            """
            CREATE FUNCTION app.f2(int, int) RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE FUNCTION app.ofmood(app.mood) RETURNS int LANGUAGE sql AS 'SELECT 1'
            """)
        try project.database.rows(sql)
        return project
    }

    /// Everything outside of the schema that is cleaned, as the catalogs describe it.
    private func outside(_ project: Project) throws -> [String] {
        try project.database.column(
            """
            SELECT type || ' ' || identity FROM (
                SELECT 'pg_class'::regclass, oid, 0 FROM pg_class WHERE relkind <> 't' UNION
                SELECT 'pg_class'::regclass, attrelid, attnum FROM pg_attribute
                    JOIN pg_class AS c ON c.oid = attrelid WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'c') UNION
                SELECT 'pg_proc'::regclass, oid, 0 FROM pg_proc UNION
                SELECT 'pg_constraint'::regclass, oid, 0 FROM pg_constraint UNION
                SELECT 'pg_attrdef'::regclass, oid, 0 FROM pg_attrdef UNION
                SELECT 'pg_trigger'::regclass, oid, 0 FROM pg_trigger WHERE NOT tgisinternal UNION
                SELECT 'pg_rewrite'::regclass, oid, 0 FROM pg_rewrite WHERE rulename <> '_RETURN' UNION
                SELECT 'pg_policy'::regclass, oid, 0 FROM pg_policy UNION
                SELECT 'pg_event_trigger'::regclass, oid, 0 FROM pg_event_trigger UNION
                SELECT 'pg_operator'::regclass, oid, 0 FROM pg_operator UNION
                SELECT 'pg_type'::regclass, oid, 0 FROM pg_type WHERE typtype = 'd'
            ) AS o (c, i, p), LATERAL pg_identify_object(c, i, p)
            WHERE identity !~ '(^| )app[.]' AND identity !~ '^pg_(toast|temp|catalog)' ORDER BY 1
            """)
    }

    /// What is named is what PostgreSQL would really have dropped, and where nothing is named nothing is.
    @Test(arguments: dependents.indices) func isNamedAndStays(index: Int) async throws {
        let (sql, losses) = Self.dependents[index]
        var project = try project(sql)
        let before = try outside(project)
        let migrator = project.migrator()
        let error = await failure { () throws(MigrationError) in try await migrator.clean() }
        guard !losses.isEmpty else {
            #expect(error == nil)
            #expect(try outside(project) == before)
            return
        }
        let told = try #require(error).message.split(separator: "\n").dropFirst().map { String($0.dropFirst(2)) }
        #expect(told == losses)
        #expect(try #require(error?.advice).contains("-cleanCascade=true"))
        #expect(try outside(project) == before)
        #expect(try project.database.column("SELECT to_regclass('app.t')") == ["app.t"])

        project.settings.cleanCascade = true
        _ = try await project.migrator().clean()
        #expect(try outside(project) != before)
        let line = "What depends on the schemas is dropped with them (cleanCascade): \(losses.joined(separator: ", "))"
        #expect(project.log.lines.contains(line))
    }

    /// Where both are cleaned there is nothing to lose.
    @Test func schemasThatAreCleanedTogetherLoseNothing() async throws {
        var project = try project("CREATE VIEW other.v AS SELECT * FROM app.t")
        project.settings.schemas.schemas = ["app", "other"]
        _ = try await project.migrator().clean()
        #expect(try outside(project).filter { $0.contains("other.") } == [])
    }

    /// A schema of the tool's own is dropped itself, with what `clean` leaves in it.
    @Test func aSchemaThatIsDroppedTakesNothingAlong() async throws {
        var project = try Project(.postgreSQL, ["V1__t.sql": "CREATE TABLE t (x int);"])
        project.settings.schemas.schemas = ["app"]
        project.settings.cleanDisabled = false
        try await project.migrate()
        try project.database.rows("CREATE VIEW public.v AS SELECT * FROM app.t")
        let migrator = project.migrator()
        let error = try #require(await failure { () throws(MigrationError) in try await migrator.clean() })
        #expect(error.message.hasSuffix("\n- view public.v"))
        #expect(try project.history("app.flyway_schema_history").count == 2)
    }

    /// More tables than the server has locks for under default settings.
    @Test(.timeLimit(.minutes(10))) func moreTablesThanLocksAreCleaned() async throws {
        var project = try Project(.postgreSQL)
        project.settings.cleanDisabled = false
        for block in 0..<15 {
            try project.database.rows(
                """
                DO $$ BEGIN FOR i IN 1..150 LOOP
                    EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY, x text)', \(block) * 150 + i);
                END LOOP; END $$
                """)
        }
        try project.database.rows("CREATE TABLE p (id int, x text) PARTITION BY RANGE (id)")
        for block in 0..<2 {
            try project.database.rows(
                """
                DO $$ BEGIN FOR i IN 1..150 LOOP
                    EXECUTE format('CREATE TABLE p%s PARTITION OF p FOR VALUES FROM (%s) TO (%s)',
                        \(block) * 150 + i, \(block) * 150 + i, \(block) * 150 + i + 1);
                END LOOP; END $$
                """)
        }
        _ = try await project.migrator().clean()
        #expect(try project.database.tables() == [])
    }
}
