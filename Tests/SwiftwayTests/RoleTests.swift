import Swiftway
import TestSupport
import Testing

/// The settings `role` and `historyRole`.
@Suite("Roles", .fewAtOnce) struct RoleTests {
    private static let scripts = [
        "V1__a.sql": "CREATE TABLE a (x INT); INSERT INTO a VALUES (1);",
        "V2__b.sql": "CREATE INDEX CONCURRENTLY a_x ON a (x);",
        "V3__c.sql": "SET ROLE NONE; SET ROLE THE_ROLE; CREATE TABLE c AS SELECT current_user::text AS who;",
        "V4__d.sql": "SELECT 1; CREATE TABLE d AS SELECT current_user::text AS who;",
        "R__e.sql": "CREATE OR REPLACE VIEW e AS SELECT 1 AS x;",
        "beforeMigrate.sql": "CREATE TABLE IF NOT EXISTS f AS SELECT current_user::text AS who;",
    ]

    /// Everything belongs to the role, the schema that is created too.
    @Test func allThatIsMadeBelongsToTheRole() async throws {
        let roles = try RoleProject(Self.scripts)
        var project = roles.project
        project.settings.connection.user = try roles.logIn(withSchema: "other")
        project.settings.connection.role = roles.role
        project.settings.schemas.schemas = ["app"]
        project.settings.cleanDisabled = false
        let name = try project.database.column("SELECT current_database()")[0]
        try project.database.rows("GRANT CREATE ON DATABASE \(name) TO \(roles.role)")
        let migrator = project.migrator()
        _ = try await migrator.migrate()
        for table in ["flyway_schema_history", "a", "c", "d", "f"] { #expect(try roles.owner(of: table) == roles.role) }
        #expect(
            try project.database.column(
                "SELECT pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE nspname = 'app'") == [roles.role])
        #expect(try await migrator.migrate().migrations.isEmpty)
        _ = try await migrator.validate()
        _ = try await migrator.repair()
        _ = try await migrator.clean()
        #expect(try project.database.column("SELECT 1 FROM pg_namespace WHERE nspname = 'app'") == [])
    }

    /// The history belongs to whoever logs in, and scripts cannot touch it.
    @Test(arguments: [false, true]) func theHistoryMayBelongToAnother(oneByOne: Bool) async throws {
        var scripts = Self.scripts
        scripts["V5__own.sql"] = "SELECT count(*) FROM flyway_schema_history;"
        if oneByOne { scripts["afterEachMigrate.sql"] = "SELECT 1;" }
        let roles = try RoleProject(scripts)
        var project = roles.project
        let login = try roles.logIn(withSchema: "other")
        project.settings.connection.user = login
        project.settings.connection.role = roles.role
        project.settings.connection.historyRole = login
        project.settings.schemas.schemas = ["app"]
        project.settings.cleanDisabled = false
        let name = try project.database.column("SELECT current_database()")[0]
        try project.database.rows("GRANT CREATE ON DATABASE \(name) TO \(roles.role)")
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.sqlState == "42501")
        #expect(error.failure?.script == "V5__own.sql")
        try project.remove("V5__own.sql")
        try await project.migrate()
        #expect(try roles.owner(of: "flyway_schema_history") == login)
        for table in ["a", "c", "d", "f"] { #expect(try roles.owner(of: table) == roles.role) }
        let migrator = project.migrator()
        _ = try await migrator.validate()
        #expect(try await migrator.info().migrations.count == 6)
        _ = try await migrator.clean()
        #expect(try project.database.column("SELECT 1 FROM pg_namespace WHERE nspname = 'app'") == [])
    }

    @Test func aRoleThatCannotBeTakenIsNamed() async throws {
        var project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        project.settings.connection.role = "No Such Role"
        let error = try #require(await project.migrateFails())
        #expect(
            error.message.contains(#"role "No Such Role" does not exist"#)
                || error.databaseError?.message.contains(#"role "No Such Role" does not exist"#) == true)
    }

    @Test func sqlitePassesOverIt() async throws {
        var project = try Project(.sqlite, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        project.settings.connection.role = "owner"
        project.settings.connection.historyRole = "other"
        try await project.migrate()
        #expect(try project.database.tables() == ["a"])
    }
}
