import Swiftway
import TestSupport
import Testing

/// Old and new releases on one schema, and schemas that cannot be migrated: what the articles about deployments say.
@Suite("Rolling deployments", .fewAtOnce) struct RollingDeploymentTests {
    private static let missing = IgnorePattern(kind: .any, state: .missing)

    @Test func whatElseANewerReleaseMayHaveDone() async throws {
        let project = try Project(.sqlite, ["V1__a.sql": "CREATE TABLE a (x INT);", "R__new.sql": "SELECT 1;"])
        try await project.migrate()
        try project.remove("R__new.sql")
        let refused = await project.migrateFails()
        #expect(refused?.code == .validation)
        let verified = await failure { () throws(MigrationError) in try await project.migrator().start(.verifyOnly) }
        #expect(verified?.code == .appliedRepeatableNotResolved)
        try await project.migrate { $0.plan.ignoreMigrationPatterns += [Self.missing] }

        // A version that was merged behind a higher one.
        try project.write("CREATE TABLE c (x INT);", to: "V3__c.sql")
        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        try await project.migrate { $0.plan.ignoreMigrationPatterns += [Self.missing] }
        try project.remove("V2__b.sql")
        #expect(await project.migrateFails()?.code == .validation)
        try await project.migrate { $0.plan.ignoreMigrationPatterns += [Self.missing] }
    }

    @Test func theOldEditionOfARepeatableRunsAgain() async throws {
        let old = try Project(.sqlite, ["R__view.sql": "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 1 AS edition;"])
        try await old.migrate()
        let new = try TemporaryFolder()
        try new.write("DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 2 AS edition;", to: "R__view.sql")
        let newer = old.migrator { $0.scan.locations = ["filesystem:\(new.path)"] }
        try await newer.migrate()
        try await old.migrate()
        #expect(try old.database.rows("SELECT edition FROM v") == [["1"]])
        let error = await failure { () throws(MigrationError) in try await newer.start(.verifyOnly) }
        #expect(error?.code == .schemaBehind)
    }

    @Test func withoutFilesEverySchemaIsAhead() async throws {
        let project = try Project(.sqlite, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try await project.migrate()
        let nowhere = "filesystem:\(project.folder.path)/nowhere"
        let migrator = project.migrator { $0.scan.locations = [nowhere] }
        #expect(try await migrator.start(.migrate) == StartReport(schemaVersion: "1"))
        let error = await project.migrateFails {
            $0.scan.locations = [nowhere]
            $0.scan.failOnMissingLocations = true
        }
        #expect(error?.code == .error)
    }

    @Test func aDatabaseThatRefusesToWriteCanBeVerified() async throws {
        let project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try await project.migrate()
        let reading = project.migrator { $0.connection.jdbcProperties = ["readOnly": "true"] }
        for policy in [StartPolicy.verifyOnly, .waitForMigrations(timeout: .zero), .migrate] {
            #expect(try await reading.start(policy) == StartReport(schemaVersion: "1"))
        }
        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        let error = await failure { () throws(MigrationError) in try await reading.start(.migrate) }
        #expect(error?.code == .error)
        #expect(error?.message.contains("read-only") == true)
    }

    // MARK: Waiting

    @Test(arguments: DatabaseKind.allCases) func waitingForAnotherHasAnEnd(kind: DatabaseKind) async throws {
        let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        let other = try project.database.connect()
        switch kind {
        case .postgreSQL: _ = try other.execute("SELECT pg_advisory_lock(77433833903597)")
        case .sqlite: try other.begin()
        }
        let error = await project.migrateFails { $0.execution.lockRetryCount = 0 }
        #expect(error?.code == (kind == .postgreSQL ? .error : .databaseConnection))
        try other.rollback()
    }

    @Test func aTimeoutOfTheRoleIsReplaced() async throws {
        let project = try Project(.postgreSQL, ["V1__a.sql": "SELECT pg_sleep(0.5);"])
        let impatient: (inout Settings) -> Void = { $0.connection.initSql = "SET statement_timeout = 100" }
        #expect(await project.migrateFails(impatient)?.code == .failedVersionedMigration)
        let zero = await project.migrateFails {
            impatient(&$0)
            $0.safety.statementTimeout = .zero
        }
        #expect(zero?.databaseError?.sqlState == "57014")
        try await project.migrate {
            impatient(&$0)
            $0.safety.statementTimeout = .seconds(60)
        }
    }

    // MARK: Migrations in Swift, and programs that do not have them

    private static let scripts = ["V1__a.sql": "CREATE TABLE a (x INT);", "V3__c.sql": "CREATE TABLE c (x INT);"]
    private static let code = SwiftMigration(version: "2", description: "Code") { try $0.execute("DELETE FROM a") }

    @Test func programsWithoutItMayPassItOver() async throws {
        let project = try Project(.sqlite, Self.scripts)
        try await project.migrator(from: [.locations, .swift([Self.code])]).migrate()
        #expect(await project.migrateFails()?.code == .validation)
        let tolerant: (inout Settings) -> Void = { $0.plan.ignoreMigrationPatterns += [Self.missing] }
        try await project.migrate(tolerant)
        #expect(try await project.migrator(tolerant).repair().deleted.isEmpty)
        #expect(try await project.migrator().repair().deleted.map(\.version) == ["2"])
        #expect(try await project.migrator().info().migrations.map(\.state) == [.success, .deleted, .success])
    }

    @Test func behindAProgramWithoutItItComesTooLate() async throws {
        let project = try Project(.sqlite, Self.scripts)
        try await project.migrate()
        let migrator = project.migrator(from: [.locations, .swift([Self.code])])
        let error = await failure { () throws(MigrationError) in try await migrator.migrate() }
        #expect(error?.code == .validation)
        let late = project.migrator(from: [.locations, .swift([Self.code])]) { $0.plan.outOfOrder = true }
        #expect(try await late.migrate().migrations.map(\.version) == ["2"])
        #expect(try await late.info().migrations.map(\.type) == [.sql, .sql, .jdbc])
    }
}
