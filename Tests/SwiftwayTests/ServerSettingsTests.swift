import Swiftway
import TestSupport
import Testing

/// Settings of a database that its owner has chosen: what swiftway reads and writes is the same with any of them, and
/// scripts see them.
@Suite("Server settings", .fewAtOnce) struct ServerSettingsTests {
    private static let settings: [[(name: String, value: String)]] = [
        [("DateStyle", "'German, DMY'"), ("IntervalStyle", "sql_standard")],
        [("DateStyle", "'SQL, DMY'"), ("IntervalStyle", "iso_8601")],
        [("DateStyle", "'SQL, MDY'"), ("IntervalStyle", "postgres_verbose")],
        [("DateStyle", "'Postgres, DMY'"), ("extra_float_digits", "-15")],
        [("bytea_output", "escape"), ("client_encoding", "'LATIN1'"), ("quote_all_identifiers", "on")],
        [("standard_conforming_strings", "off"), ("backslash_quote", "off"), ("escape_string_warning", "on")],
        [("default_transaction_isolation", "serializable"), ("default_transaction_deferrable", "on")],
        [("transform_null_equals", "on"), ("array_nulls", "off"), ("row_security", "off")],
        [("search_path", "shadow, public, pg_catalog"), ("client_min_messages", "debug5")],
    ]

    private func project(_ settings: [(name: String, value: String)]) throws -> Project {
        let project = try Project(.postgreSQL)
        let name = try project.database.column("SELECT current_database()")[0]
        try project.database.rows(
            """
            CREATE SCHEMA shadow;
            CREATE FUNCTION shadow.now() RETURNS timestamptz LANGUAGE sql AS $$ SELECT 'epoch'::timestamptz $$;
            CREATE FUNCTION shadow.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$ SELECT 'epoch'::timestamptz $$;
            CREATE FUNCTION shadow.current_database() RETURNS name LANGUAGE sql AS $$ SELECT 'none'::name $$;
            CREATE TABLE shadow.pg_class (oid int); CREATE TABLE shadow.pg_namespace (nspname text);
            CREATE TABLE shadow.pg_settings (name text); CREATE DOMAIN shadow.text AS int
            """)
        for (setting, value) in settings {
            try project.database.rows("ALTER DATABASE \(name) SET \(setting) = \(value)")
        }
        return project
    }

    @Test(arguments: settings.indices) func everythingIsReadAsWithAnyOther(index: Int) async throws {
        var project = try project(Self.settings[index])
        project.settings.schemas.schemas = ["public"]
        try project.write(
            "CREATE TABLE public.a (x TIMESTAMP); INSERT INTO public.a VALUES (LOCALTIMESTAMP);", to: "V1__a.sql")
        try project.write("CREATE INDEX CONCURRENTLY a_x ON public.a (x);", to: "V2__b.sql")
        try project.write("SELECT 1; CREATE VIEW public.v AS SELECT 1 AS x;", to: "R__\u{e9}.sql")
        let migrator = project.migrator()
        _ = try await migrator.migrate()
        _ = try await migrator.validate()
        let migrations = try await migrator.info().migrations
        #expect(migrations.map(\.version) == ["1", "2", nil])
        let times = try project.database.column(
            """
            SELECT pg_catalog.to_char(installed_on, 'YYYY-MM-DD HH24:MI:SS')
            FROM public.flyway_schema_history ORDER BY installed_rank
            """)
        #expect(migrations.map { $0.installedOn ?? "" } == times)
        #expect(times.allSatisfy { !$0.hasPrefix("1970") })
        #expect(try project.database.column("SELECT description FROM public.flyway_schema_history").last == "\u{e9}")
        _ = try await migrator.repair()
        #expect(try await migrator.migrate().migrations.isEmpty)
        project.settings.cleanDisabled = false
        _ = try await project.migrator().clean()
        #expect(try !project.hasHistory())
    }

    @Test func scriptsSeeTheDatabasesOwnSettings() async throws {
        let project = try project([("DateStyle", "'German, DMY'"), ("IntervalStyle", "iso_8601")])
        try project.write(
            """
            CREATE TABLE public.a AS SELECT current_setting('DateStyle') AS d, current_setting('IntervalStyle') AS i,
                '24.12.2026'::date AS x;
            """, to: "V1__a.sql")
        try await project.migrate()
        let name = try project.database.rows("SELECT d, i, to_char(x, 'YYYY-MM-DD') FROM public.a")
        #expect(name == [["German, DMY", "iso_8601", "2026-12-24"]])
    }

    /// Where a backslash escapes, a string ends later than elsewhere, and so may its statement.
    @Test func scriptsAreCutAsTheSessionReadsThem() async throws {
        let project = try project([("standard_conforming_strings", "off"), ("backslash_quote", "on")])
        try project.write(
            #"CREATE TABLE public.a AS SELECT 'it\'s; here'::pg_catalog.text AS x; CREATE TABLE public.b (x INT);"#,
            to: "V1__a.sql")
        try await project.migrate()
        #expect(try project.database.column("SELECT x FROM public.a") == ["it's; here"])
    }
}
