import Swiftway
import TestSupport
import Testing

/// What is PostgreSQL's alone.
@Suite("PostgreSQL", .fewAtOnce) struct PostgreSQLTests {
    // MARK: Session

    @Test func aMigrationChangesTheSessionForItselfOnly() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__change.sql": """
                CREATE SCHEMA other;
                CREATE ROLE worker_${flyway:database};
                GRANT ALL ON SCHEMA other TO worker_${flyway:database};
                SET ROLE worker_${flyway:database};
                SET search_path = other;
                SET TimeZone = 'Asia/Tokyo';
                CREATE TABLE a (x INT);
                """,
                "V2__look.sql": """
                CREATE TABLE b AS SELECT current_user::text AS who, current_schema()::text AS place,
                    current_setting('TimeZone') AS zone;
                """,
                "V3__again.sql": "SELECT set_config('search_path', 'other', false);",
                "R__look.sql": "CREATE TABLE c AS SELECT current_schema()::text AS place;",
            ])
        defer {
            let role = "worker_\((try? project.database.column("SELECT current_database()")[0]) ?? "")"
            _ = try? project.database.rows("DROP OWNED BY \(role); DROP ROLE \(role)")
        }
        try await project.migrate()
        #expect(try project.database.rows("SELECT who, place FROM public.b") == [["postgres", "public"]])
        #expect(try project.database.column("SELECT zone FROM public.b") != ["Asia/Tokyo"])
        #expect(try project.database.column("SELECT place FROM public.c") == ["public"])
        #expect(try project.history().count == 4)
    }

    @Test func theDefaultSchemaComesFirst() async throws {
        var project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": "CREATE TABLE a AS SELECT current_setting('search_path') AS path;",
                "afterMigrate.sql": "CREATE TABLE IF NOT EXISTS b AS SELECT current_schema()::text AS place;",
            ])
        project.settings.schemas.schemas = ["ham", "shack"]
        project.settings.schemas.defaultSchema = "shack"
        try await project.migrate()
        #expect(try project.database.column("SELECT path FROM shack.a") == [#""shack","$user", public"#])
        #expect(try project.database.column("SELECT place FROM shack.b") == ["shack"])
        #expect(try project.history("shack.flyway_schema_history").last == "1: 1 SQL V1__a.sql")
        #expect(try project.database.column("SELECT nspname FROM pg_namespace WHERE nspname = 'ham'") == ["ham"])
    }

    @Test func schemasAreNotCreatedWhereThatIsForbidden() async throws {
        var project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        project.settings.schemas.schemas = ["ham"]
        project.settings.schemas.createSchemas = false
        #expect(
            try #require(await project.migrateFails { $0.plan.validateOnMigrate = false }).databaseError?.sqlState
                == "3F000")
        #expect(project.log.lines.contains { $0.hasPrefix("The configuration option 'createSchemas' is false.") })
        #expect(try project.database.tables() == [])
    }

    // MARK: Statements

    /// Whoever builds an index concurrently waits for every open transaction, our own lock's included.
    @Test(.timeLimit(.minutes(10))) func buildsIndexesConcurrently() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": "CREATE TABLE a AS SELECT generate_series(1, 100) AS x;",
                "V2__index.sql": "CREATE INDEX CONCURRENTLY a_x ON a (x);",
                "V3__again.sql": "REINDEX INDEX CONCURRENTLY a_x;",
                "V4__drop.sql": "DROP INDEX CONCURRENTLY a_x;",
            ])
        // Somebody who is connected, and has read the table, is no obstacle.
        let idle = try project.database.connect()
        try await project.migrate { $0.plan.target = .version(MigrationVersion(1), mustExist: true) }
        _ = try idle.execute("SELECT pg_try_advisory_lock(1); SELECT count(*) FROM a")
        try await project.migrate { $0.plan.target = .version(MigrationVersion(2), mustExist: true) }
        #expect(
            try project.database.column("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_x'::regclass") == ["t"])
        try await project.migrate()
        #expect(try project.history().count == 4)
        let schema = "schema \"public\" to version"
        #expect(project.log.lines.contains("Migrating \(schema) \"2 - index\" [non-transactional]"))
    }

    @Test func aFailingConcurrentIndexIsRecorded() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": "CREATE TABLE a AS SELECT 1 AS x;",
                "V2__index.sql": "CREATE INDEX CONCURRENTLY a_x ON a (x);\nCREATE INDEX CONCURRENTLY a_y ON a (y);",
            ])
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.sqlState == "42703")
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__index.sql failed"])
    }

    @Test func doesNotMixStatementsThatCannotRunTogether() async throws {
        let project = try Project(
            .postgreSQL,
            ["V1__a.sql": "CREATE TABLE a (x INT);\nCREATE INDEX CONCURRENTLY a_x ON a (x);"])
        let error = try #require(await project.migrateFails())
        #expect(error.message.hasPrefix("Detected both transactional and non-transactional statements"))
        #expect(try project.database.tables() == [])
        try await project.migrate { $0.scripts.mixed = true }
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
    }

    @Test func copiesDataFromTheScript() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": """
                CREATE TABLE a (x INT, y TEXT);
                COPY a (x, y) FROM STDIN;
                1\tone; or 'more'
                2\t\\N
                \\.
                COPY a FROM STDIN WITH (FORMAT csv);
                3,"th;ree"
                \\.
                INSERT INTO a VALUES (4, 'four');
                """
            ])
        try await project.migrate()
        #expect(
            try project.database.rows("SELECT * FROM a ORDER BY x")
                == [["1", "one; or 'more'"], ["2", nil], ["3", "th;ree"], ["4", "four"]])
    }

    @Test func badDataNamesTheStatement() async throws {
        let project = try Project(
            .postgreSQL,
            ["V1__a.sql": "CREATE TABLE a (x INT);\n\nCOPY a FROM STDIN;\n1\nmany\n\\.\n"])
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.sqlState == "22P02")
        #expect(error.failure?.line == 3)
        #expect(try project.database.tables() == [])
    }

    @Test func noticesReachTheObserver() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": """
                DROP TABLE IF EXISTS a;
                DO $$ BEGIN RAISE WARNING 'careful'; RAISE NOTICE 'by the way'; RAISE INFO 'for you'; END $$;
                """
            ])
        try await project.migrate()
        let notices = project.log.events.compactMap { event in
            if case .notice(let notice) = event {
                "\(notice.severity) \(notice.sqlState) \(notice.message)"
            } else {
                nil
            }
        }
        #expect(
            notices == [
                "NOTICE 00000 table \"a\" does not exist, skipping", "WARNING 01000 careful",
                "NOTICE 00000 by the way", "INFO 00000 for you",
            ])
        #expect(project.log.lines.contains("DB: careful (SQL State: 01000 - Error Code: 0)"))
        #expect(project.log.lines.contains("DB: table \"a\" does not exist, skipping"))
    }

    @Test func functionBodiesAreOneStatement() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "V1__f.sql": """
                CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $body$
                BEGIN
                    -- ; $$ '
                    RETURN 1;
                END;
                $body$;
                CREATE FUNCTION two() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;
                """
            ])
        try await project.migrate()
        #expect(try project.database.rows("SELECT one(), two()") == [["1", "2"]])
    }

    @Test func initSqlIsRunOnEveryConnection() async throws {
        var project = try Project(
            .postgreSQL, ["V1__a.sql": "CREATE TABLE a AS SELECT current_setting('lock_timeout') AS timeout;"])
        project.settings.connection.initSql = "SET lock_timeout = '7s'"
        try await project.migrate()
        #expect(try project.database.column("SELECT timeout FROM a") == ["7s"])
    }
}
