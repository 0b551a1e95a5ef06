import Swiftway
import TestSupport
import Testing

/// What is told of a run, for whoever counts and measures.
@Suite("Events", .fewAtOnce) struct EventTests {
    private static let files = [
        "V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);", "R__c.sql": "SELECT 1;",
    ]
    private static let scripts = ["V1__a.sql", "V2__b.sql", "R__c.sql"]

    /// Alone, in a pipeline or savepoint, as a group, and without a transaction.
    @Test(arguments: DatabaseKind.allCases) func eachMigrationIsToldWhenItIsRecorded(kind: DatabaseKind) async throws {
        let ways: [(inout Settings) -> Void] = [
            { _ in }, { $0.execution.group = true }, { $0.safety.durability = .each },
            { $0.scripts.executeInTransaction = false }, { $0.execution.skipExecutingMigrations = true },
        ]
        for way in ways {
            let project = try Project(kind, Self.files)
            let report = try await project.migrate(way)
            let applied = project.log.events.compactMap { event in
                if case .migrated(let migration) = event { migration } else { nil }
            }
            #expect(applied.map(\.script) == Self.scripts)
            #expect(applied.map(\.version) == ["1", "2", nil])
            #expect(applied.map(\.schema) == Array(repeating: project.database.schema, count: 3))
            #expect(applied.map(\.duration) == report.migrations.map { .milliseconds($0.executionTime) })
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theEndIsToldLast(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.files)
        try await project.migrate()
        let ended = try #require(project.log.end)
        #expect(ended.command == "migrate")
        #expect(ended.duration > .zero)
        #expect(ended.error == nil)
        try project.write("SELECT * FROM nix;", to: "V3__d.sql")
        project.log.removeAll()
        let error = await project.migrateFails()
        #expect(project.log.end?.error?.code == error?.code)
        #expect(project.log.events.filter { if case .migrated = $0 { true } else { false } }.isEmpty)
    }

    @Test(arguments: DatabaseKind.allCases) func theLockIsToldWithWhatItTook(kind: DatabaseKind) async throws {
        let project = try Project(kind, Self.files)
        try await project.migrate()
        let waited = project.log.events.compactMap { event in
            if case .lockAcquired(let waited) = event { waited } else { nil }
        }
        #expect(!waited.isEmpty && waited.allSatisfy { $0 >= .zero && $0 < .seconds(60) })
    }
}

extension EventLog {
    /// The end of the run, where it is the last event.
    fileprivate var end: EndedRun? {
        if case .ended(let run) = events.last { run } else { nil }
    }
}
