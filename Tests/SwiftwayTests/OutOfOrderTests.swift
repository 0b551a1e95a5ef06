import Swiftway
import TestSupport
import Testing

@Suite("Out of order", .fewAtOnce) struct OutOfOrderTests {
    /// 1 and 3 are applied, 2 came later.
    private func projectWithALateVersion(_ kind: DatabaseKind) async throws -> Project {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V3__c.sql": "CREATE TABLE c (x INT);"])
        try await project.migrate()
        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        return project
    }

    @Test(arguments: DatabaseKind.allCases) func aVersionThatComesLateIsAFinding(kind: DatabaseKind) async throws {
        let project = try await projectWithALateVersion(kind)
        let error = try #require(await project.migrateFails())
        #expect(error.code == .validation)
        #expect(error.message.contains("Detected resolved migration not applied to database: 2."))
        #expect(try project.database.tables() == ["a", "c"])
    }

    @Test(arguments: DatabaseKind.allCases) func itIsLeftOutWhereThatIsAllowed(kind: DatabaseKind) async throws {
        let project = try await projectWithALateVersion(kind)
        let report = try await project.migrate {
            $0.plan.ignoreMigrationPatterns = [.init(kind: .any, state: .ignored)]
        }
        #expect(report.migrations.isEmpty)
        #expect(try await project.states() == ["1 Success", "3 Success", "2 Ignored"])
    }

    @Test(arguments: DatabaseKind.allCases) func itIsRunWhereOrderDoesNotMatter(kind: DatabaseKind) async throws {
        let project = try await projectWithALateVersion(kind)
        project.log.removeAll()
        #expect(try await project.migrate { $0.plan.outOfOrder = true }.targetSchemaVersion == "2")
        #expect(try project.history().last == "3: 2 SQL V2__b.sql")
        let schema = project.database.schema
        #expect(project.log.lines.contains("Migrating schema \"\(schema)\" to version \"2 - b\" [out of order]"))
        #expect(try await project.states() == ["1 Success", "3 Success", "2 Out of Order"])
        #expect(try await project.migrate().migrations.isEmpty)
    }
}
