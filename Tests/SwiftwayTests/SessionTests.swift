import Swiftway
import TestSupport
import Testing

/// What of the session belongs to whom: to its owner, to a callback, to a file.
@Suite("Session", .fewAtOnce) struct SessionTests {
    // MARK: Callbacks

    @Test(arguments: [
        "beforeValidate", "beforeMigrate", "createSchema", "beforeCreateSchema", "afterVersioned", "beforeRepeatables",
        "afterValidate", "beforeInfo", "beforeRepair", "beforeEachMigrate", "beforeEachMigrateStatement",
    ])
    func aCallbackMayWorkAsAnotherRole(event: String) async throws {
        let roles = try RoleProject([
            "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);",
            "R__c.sql": "CREATE TABLE IF NOT EXISTS c (x INT);", "\(event).sql": "SET ROLE THE_ROLE;",
        ])
        let migrator = roles.project.migrator()
        _ = try await migrator.migrate()
        _ = try await migrator.validate()
        _ = try await migrator.info()
        _ = try await migrator.repair()
        #expect(try roles.project.history().count == 3)
        #expect(try roles.owner(of: "flyway_schema_history") == "postgres")
        let isInside = event.hasPrefix("beforeEach")
        #expect(try roles.owner(of: "b") == (isInside ? roles.role : "postgres"))
        #expect(try roles.owner(of: "c") == (isInside ? roles.role : "postgres"))
    }

    @Test func aCallbackThatFailsAsAnotherRoleLeavesNothingOfIt() async throws {
        let roles = try RoleProject([
            "V1__a.sql": "CREATE TABLE a (x INT);",
            "V2__b.sql": "INSERT INTO nowhere VALUES (1);",
            "afterMigrateError.sql": "CREATE TABLE d AS SELECT current_user::text AS who;",
            "afterMigrateError.sql.conf": "executeInTransaction=false",
            "afterEachMigrateError.sql": "SET ROLE THE_ROLE; INSERT INTO nowhere VALUES (1);",
            "afterEachMigrateError.sql.conf": "executeInTransaction=false",
        ])
        #expect(await roles.project.migrateFails() != nil)
        #expect(try roles.project.database.column("SELECT who FROM d") == ["postgres"])
    }

    @Test func beforeBaselineAndBeforeCleanMayWorkAsAnotherRole() async throws {
        let roles = try RoleProject([
            "beforeBaseline.sql": "SET ROLE THE_ROLE;", "beforeClean.sql": "SET ROLE THE_ROLE;",
        ])
        let migrator = roles.project.migrator { $0.cleanDisabled = false }
        _ = try await migrator.baseline()
        #expect(try roles.project.history().count == 1)
        #expect(try roles.owner(of: "flyway_schema_history") == "postgres")
        _ = try await migrator.clean()
        #expect(try roles.project.database.tables() == [])
    }

    @Test func afterConnectMakesTheSessionThatEverythingGoesBackTo() async throws {
        let roles = try RoleProject([
            "afterConnect__a.sql": "SET ROLE THE_ROLE; SET TimeZone = 'Asia/Tokyo';",
            "afterConnect__b.sql": "SET work_mem = '5MB'; SET search_path = extra, public;",
            "V1__a.sql": "SET ROLE NONE; SET TimeZone = 'UTC'; SELECT 1;",
            "V2__b.sql": """
            CREATE TABLE b AS SELECT current_setting('TimeZone') AS zone, current_setting('work_mem') AS memory,
                current_setting('search_path') AS path;
            """,
            "afterMigrate.sql": "CREATE TABLE c AS SELECT current_setting('TimeZone') AS zone;",
        ])
        try await roles.project.migrate()
        for table in ["flyway_schema_history", "b", "c"] { #expect(try roles.owner(of: table) == roles.role) }
        #expect(
            try roles.project.database.rows("SELECT zone, memory, path FROM b")
                == [["Asia/Tokyo", "5MB", #""public",extra, public"#]])
        #expect(try roles.project.database.column("SELECT zone FROM c") == ["Asia/Tokyo"])
        #expect(
            try roles.project.database.column("SELECT DISTINCT installed_by FROM flyway_schema_history") == [roles.role]
        )
    }

    @Test func afterConnectMayLiftWhatTheDatabaseForbids() async throws {
        let project = try Project(
            .postgreSQL,
            [
                "afterConnect.sql": "SET default_transaction_read_only = off;",
                "V1__a.sql": "CREATE TABLE a (x INT);",
            ])
        let name = try project.database.column("SELECT current_database()")[0]
        try project.database.rows("ALTER DATABASE \(name) SET default_transaction_read_only = on")
        try await project.migrate()
        #expect(try project.database.tables() == ["a"])
    }

    enum Way: CaseIterable { case initSql, afterConnect, role }

    /// The usual set-up: who logs in may do nothing but become the owner.
    @Test(arguments: Way.allCases) func whoConnectsNeedsNoRightsOfItsOwn(way: Way) async throws {
        let roles = try RoleProject([
            "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "RESET ROLE; SET ROLE THE_ROLE; SELECT 1;",
            "V3__c.sql": "CREATE INDEX CONCURRENTLY a_x ON a (x);",
        ])
        let login = try roles.logIn(withSchema: "app")
        var project = roles.project
        project.settings.connection.user = login
        project.settings.schemas.schemas = ["app"]
        switch way {
        case .initSql: project.settings.connection.initSql = "SET ROLE \(roles.role)"
        case .role: project.settings.connection.role = roles.role
        case .afterConnect: try project.write("SET ROLE \(roles.role);", to: "afterConnect.sql")
        }
        let migrator = project.migrator { $0.cleanDisabled = false }
        _ = try await migrator.migrate()
        #expect(try await migrator.info().migrations.map(\.state) == [.success, .success, .success])
        for table in ["flyway_schema_history", "a"] { #expect(try roles.owner(of: table) == roles.role) }
        _ = try await migrator.validate()
        _ = try await migrator.clean()
    }

    // MARK: Without a transaction

    @Test func aFileWithoutATransactionMayWorkAsAnotherRole() async throws {
        let roles = try RoleProject([
            "V1__a.sql": "SET ROLE THE_ROLE; CREATE TABLE a (x INT); INSERT INTO a VALUES (1); CREATE TABLE b (x INT);",
            "V1__a.sql.conf": "executeInTransaction=false", "V2__c.sql": "CREATE TABLE c (x INT);",
        ])
        try await roles.project.migrate()
        #expect(try roles.owner(of: "a") == roles.role)
        #expect(try roles.owner(of: "b") == roles.role)
        #expect(try roles.owner(of: "c") == "postgres")
        #expect(!roles.project.log.lines.contains { $0.contains("note") })
    }

    @Test func itGoesOnAsThatRoleAfterAFailure() async throws {
        let roles = try RoleProject([
            "V1__a.sql":
                "SET ROLE THE_ROLE; CREATE TABLE a (x INT); INSERT INTO later VALUES (1); CREATE TABLE b (x INT);",
            "V1__a.sql.conf": "executeInTransaction=false",
        ])
        #expect(try #require(await roles.project.migrateFails()).failure?.script == "V1__a.sql")
        #expect(try roles.project.history() == ["1: 1 SQL V1__a.sql failed"])
        try roles.project.database.rows("CREATE TABLE later (x INT); GRANT ALL ON later TO \(roles.role)")
        try await roles.project.migrate()
        #expect(try roles.project.history() == ["1: 1 SQL V1__a.sql"])
        #expect(try roles.owner(of: "b") == roles.role)
        #expect(try roles.project.database.column("SELECT count(*) FROM later") == ["1"])
    }

    @Test func settingsStandBesideWhatNeedsNoTransaction() async throws {
        let roles = try RoleProject([
            "V1__a.sql": "CREATE TABLE a AS SELECT 1 AS x; ALTER TABLE a OWNER TO THE_ROLE;",
            "V2__b.sql": """
            SET lock_timeout = '2s'; SET ROLE THE_ROLE; SELECT set_config('work_mem', '5MB', false);
            CREATE INDEX CONCURRENTLY a_x ON a (x); RESET lock_timeout;
            """,
            "V3__c.sql": "SET statement_timeout = 0; VACUUM a; RESET ALL;",
            "V4__d.sql": "SET LOCAL lock_timeout = '2s'; DROP INDEX CONCURRENTLY a_x;",
        ])
        try await roles.project.migrate()
        #expect(try roles.project.history().count == 4)
        #expect(try roles.owner(of: "flyway_schema_history") == "postgres")
        #expect(roles.project.log.lines.contains { $0.contains("SET LOCAL can only be used in transaction blocks") })
    }

    @Test func onSQLiteAPragmaStandsBesideVacuum() async throws {
        let project = try Project(.sqlite, ["V1__a.sql": "PRAGMA auto_vacuum = FULL; VACUUM;"])
        try await project.migrate()
        #expect(try project.database.column("PRAGMA auto_vacuum") == ["1"])
    }

    @Test func theSessionsUserMayBeChangedToo() async throws {
        let roles = try RoleProject([
            "V1__a.sql": """
            SET SESSION AUTHORIZATION THE_ROLE; CREATE TABLE a (x INT);
            BEGIN; CREATE TABLE b (x INT); COMMIT;
            """,
            "V1__a.sql.conf": "executeInTransaction=false", "V2__c.sql": "CREATE TABLE c (x INT);",
        ])
        try await roles.project.migrate()
        #expect(try roles.owner(of: "a") == roles.role)
        #expect(try roles.owner(of: "b") == roles.role)
        #expect(try roles.owner(of: "c") == "postgres")
    }
}
