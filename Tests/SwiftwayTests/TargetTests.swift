import Swiftway
import TestSupport
import Testing

@Suite("Target", .fewAtOnce) struct TargetTests {
    private static let scripts = [
        "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);",
        "V3__c.sql": "CREATE TABLE c (x INT);", "R__rows.sql": "DELETE FROM a; INSERT INTO a VALUES (1);",
    ]

    private func project(_ kind: DatabaseKind, _ target: String) throws -> Project {
        var project = try Project(kind, Self.scripts)
        project.settings.plan.target = try #require(Target(target))
        return project
    }

    @Test(arguments: DatabaseKind.allCases) func stopsBehindTheTarget(kind: DatabaseKind) async throws {
        let project = try project(kind, "2")
        let report = try await project.migrate()
        #expect(report.targetSchemaVersion == "2")
        #expect(try project.history() == ["1: 1 SQL V1__a.sql", "2: 2 SQL V2__b.sql", "3: - SQL R__rows.sql"])
        #expect(try await project.states() == ["1 Success", "2 Success", "rows Success", "3 Above Target"])
        #expect(try await project.migrate().migrations.isEmpty)
    }

    @Test(arguments: DatabaseKind.allCases) func refusesAVersionThatNobodyHas(kind: DatabaseKind) async throws {
        let project = try project(kind, "2.5")
        let error = try #require(await project.migrateFails())
        #expect(
            error.message == "No migration with a target version 2.5 could be found. "
                + "Ensure target is specified correctly and the migration exists.")
        #expect(try project.database.tables() == [])
    }

    @Test(arguments: DatabaseKind.allCases) func allowsAVersionThatNobodyHasYet(kind: DatabaseKind) async throws {
        let project = try project(kind, "2.5?")
        #expect(try await project.migrate().targetSchemaVersion == "2")
    }

    @Test(arguments: DatabaseKind.allCases) func takesOneStepAtATime(kind: DatabaseKind) async throws {
        let project = try project(kind, "next")
        var applied: [[String?]] = []
        for _ in 1...5 { applied.append(try await project.migrate().migrations.map(\.version)) }
        #expect(applied == [["1"], ["2"], ["3"], [nil], []])
    }

    @Test(arguments: DatabaseKind.allCases) func aStepOfAGroupTakesTheRepeatablesAlong(kind: DatabaseKind) async throws
    {
        var project = try project(kind, "next")
        project.settings.execution.group = true
        var applied: [[String?]] = []
        for _ in 1...4 { applied.append(try await project.migrate().migrations.map(\.version)) }
        #expect(applied == [["1", nil], ["2"], ["3"], []])
    }

    @Test(arguments: DatabaseKind.allCases) func currentRunsRepeatablesOnly(kind: DatabaseKind) async throws {
        let project = try project(kind, "current")
        try await project.migrate { $0.plan.target = .version(MigrationVersion(1), mustExist: true) }
        try project.write("INSERT INTO a VALUES (7);", to: "R__rows.sql")
        try project.write("CREATE TABLE d (x INT);", to: "V4__d.sql")
        #expect(try await project.migrate().migrations.map(\.version) == [nil])
        #expect(try project.database.tables() == ["a"])
    }

    @Test(arguments: DatabaseKind.allCases) func picksWhatIsNamedInThatOrder(kind: DatabaseKind) async throws {
        let project = try project(kind, "latest")
        let report = try await project.migrate {
            $0.plan.cherryPick = ["3", "1"]
            $0.plan.outOfOrder = true
        }
        #expect(report.migrations.map(\.version) == ["3", "1"])
        #expect(try project.database.tables() == ["a", "c"])
    }
}
