import Swiftway
import TestSupport
import Testing

/// A schema that a newer release has migrated: each look that Flyway takes at the history says so.
@Suite("Newer schema", .fewAtOnce) struct NewerSchemaTests {
    private func project(_ kind: DatabaseKind) async throws -> Project {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V9__z.sql": "CREATE TABLE z (x INT);"])
        try await project.migrate()
        try project.remove("V9__z.sql")
        project.log.removeAll()
        return project
    }

    private func warnings(_ project: Project) -> [String] {
        project.log.lines.filter {
            $0.contains("newer than") || $0.hasPrefix("Migrating") || $0.contains("no migration")
        }
        .map { $0.replacing("\"\(project.database.schema)\"", with: "S") }
    }

    private let newer = { (latest: String) in
        "Schema S has a version (9) that is newer than the latest available migration (\(latest)) !"
    }

    @Test(arguments: DatabaseKind.allCases) func isToldBeforeAndAfterEachMigration(kind: DatabaseKind) async throws {
        let project = try await project(kind)
        try project.write("CREATE TABLE b (x INT);", to: "V2__b.sql")
        try project.write("CREATE TABLE c (x INT);", to: "V1_5__c.sql")
        try project.write("CREATE TABLE d (x INT);", to: "R__d.sql")
        try await project.migrate { $0.plan.outOfOrder = true }
        #expect(
            warnings(project) == [
                newer("2"), "Migrating schema S to version \"1.5 - c\" [out of order]",
                newer("2"), "Migrating schema S to version \"2 - b\" [out of order]",
                newer("2"), "Migrating schema S with repeatable migration \"d\"",
                newer("2"),
            ])
    }

    @Test(arguments: DatabaseKind.allCases) func aGroupIsOneLook(kind: DatabaseKind) async throws {
        let project = try await project(kind)
        try project.write("CREATE TABLE d (x INT);", to: "R__d.sql")
        try project.write("CREATE TABLE e (x INT);", to: "R__e.sql")
        try await project.migrate { $0.execution.group = true }
        #expect(
            warnings(project) == [
                newer("1"), "Migrating schema S with repeatable migration \"d\"",
                "Migrating schema S with repeatable migration \"e\"", newer("1"),
            ])
    }

    @Test(arguments: DatabaseKind.allCases) func theLatestIsTheLastThatWasApplied(kind: DatabaseKind) async throws {
        let project = try await project(kind)
        try project.write("CREATE TABLE c (x INT);", to: "V0_5__c.sql")
        try await project.migrate { $0.plan.outOfOrder = true }
        #expect(
            warnings(project) == [
                newer("0.5"), "Migrating schema S to version \"0.5 - c\" [out of order]", newer("0.5"),
            ])
    }

    @Test(arguments: DatabaseKind.allCases) func whatOnlyRepeatsIsNoLatest(kind: DatabaseKind) async throws {
        let project = try await project(kind)
        try project.remove("V1__a.sql")
        try await project.migrate()
        #expect(
            warnings(project) == [
                "Schema S has version 9, but no migration could be resolved in the configured locations !"
            ])
        project.log.removeAll()
        try project.write("CREATE TABLE d (x INT);", to: "R__d.sql")
        try await project.migrate()
        #expect(warnings(project) == ["Migrating schema S with repeatable migration \"d\""])
    }
}
