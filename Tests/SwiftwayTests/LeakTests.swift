import Swiftway
import TestSupport
import Testing

/// A file finds the session as it would in a run of its own.
@Suite("What a file leaves behind", .fewAtOnce) struct LeakTests {
    /// Each with what tells of it afterwards.
    private static let changes: [(change: String, look: String)] = [
        ("SET standard_conforming_strings = off", "current_setting('standard_conforming_strings')"),
        ("SET session_replication_role = replica", "current_setting('session_replication_role')"),
        ("SET row_security = off", "current_setting('row_security')"),
        ("SET default_transaction_isolation = serializable", "current_setting('default_transaction_isolation')"),
        ("SET SESSION CHARACTERISTICS AS TRANSACTION DEFERRABLE", "current_setting('default_transaction_deferrable')"),
        ("SET check_function_bodies = off", "current_setting('check_function_bodies')"),
        ("SET DateStyle = German", "current_setting('DateStyle')"),
        ("SELECT set_config('client_min_messages', 'error', false)", "current_setting('client_min_messages')"),
        ("SET lock_timeout = '77s'", "current_setting('lock_timeout')"),
        ("SET synchronous_commit = local", "current_setting('synchronous_commit') = 'local'"),
        ("SET app.tenant = 'x'", "coalesce(current_setting('app.tenant', true), '')"),
        ("SET TimeZone = 'Asia/Tokyo'", "current_setting('TimeZone')"),
        ("SELECT quietly('IntervalStyle', 'iso_8601')", "current_setting('IntervalStyle')"),
        ("DO $$ BEGIN PERFORM quietly('xmloption', 'document'); END $$", "current_setting('xmloption')"),
        ("INSERT INTO public.calls SELECT quietly('bytea_output', 'escape')", "current_setting('bytea_output')"),
        (
            "INSERT INTO public.calls SELECT quietly('session_replication_role', 'replica')",
            "current_setting('session_replication_role')"
        ),
        ("CREATE TEMP TABLE left_behind (x INT)", "to_regclass('left_behind')"),
        ("PREPARE left_behind AS SELECT 1", "(SELECT count(*) FROM pg_prepared_statements WHERE name = 'left_behind')"),
        ("LISTEN left_behind", "(SELECT count(*) FROM pg_listening_channels())"),
        (
            "DECLARE left_behind CURSOR WITH HOLD FOR SELECT 1",
            "(SELECT count(*) FROM pg_cursors WHERE name = 'left_behind')"
        ),
    ]

    enum Way: String, CaseIterable { case pipeline, alone, withoutTransaction, callback }

    @Test(arguments: changes.indices, Way.allCases) func nothingOfAFileReachesTheNext(index: Int, way: Way) async throws
    {
        let (change, look) = Self.changes[index]
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": """
                CREATE FUNCTION quietly(text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
                    RETURN set_config($1, $2, false); END $$;
                CREATE TABLE calls (x text);
                """,
                "V2__b.sql": "CREATE TABLE b AS SELECT \(look)::text AS x;",
                "V4__d.sql": "CREATE TABLE d AS SELECT \(look)::text AS x;",
                "R__e.sql": "CREATE TABLE e AS SELECT \(look)::text AS x;",
            ])
        try project.write("\(change);", to: way == .callback ? "beforeRepeatables.sql" : "V3__c.sql")
        switch way {
        case .pipeline, .callback: break
        case .alone: try project.write("SELECT 1;", to: "beforeEachMigrate.sql")
        case .withoutTransaction:
            try project.write("executeInTransaction=false", to: "V3__c.sql.conf")
        }
        try await project.migrate()
        for table in ["d", "e"] {
            let changed = try project.database.column(
                "SELECT \(table).x FROM \(table), b WHERE \(table).x IS DISTINCT FROM b.x")
            #expect(changed == [], "\(change)")
        }
    }

    /// What the session's owner has set stays, whatever files do to it.
    @Test(arguments: ["initSql", "afterConnect"]) func theOwnersSettingsStay(way: String) async throws {
        var project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": """
                SET work_mem = '7MB'; SET IntervalStyle = postgres; SET DateStyle = German; SET app.tenant = 'theirs';
                CREATE TABLE a (x INT);
                """,
                "V2__b.sql": """
                CREATE TABLE b AS SELECT current_setting('work_mem') AS m, current_setting('IntervalStyle') AS i,
                    current_setting('DateStyle') AS d, current_setting('app.other') AS t;
                CREATE TABLE c AS SELECT x FROM kept;
                """,
            ])
        let sql = """
            SET work_mem = '5MB'; SET IntervalStyle = iso_8601; SET app.other = 'ours'; CREATE TEMP TABLE kept AS SELECT 1 AS x
            """
        if way == "initSql" {
            project.settings.connection.initSql = sql
            // The connection of the lock runs it, too.
        } else {
            try project.write("\(sql);", to: "afterConnect.sql")
        }
        try await project.migrate()
        #expect(try project.database.rows("SELECT m, i, d, t FROM b") == [["5MB", "iso_8601", "ISO, MDY", "ours"]])
        #expect(try project.database.column("SELECT x FROM c") == ["1"])
    }

    // MARK: SQLite

    private static let pragmas: [(change: String, look: String)] = [
        ("PRAGMA foreign_keys = ON", "(SELECT foreign_keys FROM pragma_foreign_keys)"),
        ("PRAGMA recursive_triggers = ON", "(SELECT recursive_triggers FROM pragma_recursive_triggers)"),
        ("PRAGMA case_sensitive_like = ON", "'a' LIKE 'A'"),
        ("PRAGMA legacy_alter_table = ON", "(SELECT legacy_alter_table FROM pragma_legacy_alter_table)"),
        (
            "PRAGMA ignore_check_constraints = ON",
            "(SELECT ignore_check_constraints FROM pragma_ignore_check_constraints)"
        ),
        ("-- a comment\n/* and\nanother */ PRAGMA synchronous = OFF", "(SELECT synchronous FROM pragma_synchronous)"),
        ("PRAGMA temp_store = MEMORY", "(SELECT temp_store FROM pragma_temp_store)"),
        ("ATTACH ':memory:' AS left_behind", "(SELECT count(*) FROM pragma_database_list WHERE name = 'left_behind')"),
        ("CREATE TEMP TABLE left_behind (x)", "(SELECT count(*) FROM sqlite_temp_master)"),
        ("CREATE TEMPORARY VIEW left_behind AS SELECT 1", "(SELECT count(*) FROM sqlite_temp_master)"),
    ]

    @Test(arguments: pragmas.indices, [Way.pipeline, .alone, .withoutTransaction, .callback])
    func nothingOfAnSQLiteFileReachesTheNext(index: Int, way: Way) async throws {
        let (change, look) = Self.pragmas[index]
        let project = try Project(
            .sqlite,
            [
                "V2__b.sql": "CREATE TABLE b AS SELECT \(look) AS x;",
                "V4__d.sql": "CREATE TABLE d AS SELECT \(look) AS x;",
                "R__e.sql": "CREATE TABLE e AS SELECT \(look) AS x;",
            ])
        try project.write("\(change);", to: way == .callback ? "beforeRepeatables.sql" : "V3__c.sql")
        switch way {
        case .pipeline, .callback: break
        case .alone: try project.write("SELECT 1;", to: "beforeEachMigrate.sql")
        case .withoutTransaction: try project.write("executeInTransaction=false", to: "V3__c.sql.conf")
        }
        try await project.migrate()
        for table in ["d", "e"] {
            #expect(
                try project.database.column("SELECT \(table).x FROM \(table), b WHERE \(table).x IS NOT b.x") == [],
                "\(change)")
        }
    }

    @Test func onSQLiteTheOwnersPragmasStay() async throws {
        var project = try Project(
            .sqlite,
            [
                "V1__a.sql": "PRAGMA recursive_triggers = OFF; CREATE TABLE a (x INT);",
                "V2__b.sql": "CREATE TABLE b AS SELECT recursive_triggers AS x FROM pragma_recursive_triggers;",
            ])
        project.settings.connection.initSql = "PRAGMA recursive_triggers = ON"
        try await project.migrate()
        #expect(try project.database.column("SELECT x FROM b") == ["1"])
    }
}
