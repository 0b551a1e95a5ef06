import Foundation
import Swiftway
import TestSupport
import Testing

/// A task that is cancelled takes its migration with it.
@Suite("Cancelled tasks", .fewAtOnce) struct CancellationTests {
    @Test(.timeLimit(.minutes(10)), arguments: DatabaseKind.allCases)
    func theMigrationIsRolledBack(kind: DatabaseKind) async throws {
        let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__slow.sql": kind.slowScript])
        let task = Task { await project.migrateFails() }
        while !project.log.lines.contains(where: { $0.contains("to version \"2") }) {
            try await Task.sleep(for: .milliseconds(10))
        }
        try await Task.sleep(for: .milliseconds(100))
        let start = ContinuousClock.now
        task.cancel()
        let error = try #require(await task.value)
        #expect(start.duration(to: .now) < .seconds(2))
        #expect(error.code == .interrupted)
        #expect(try !project.database.tables().contains("half"))
        try project.write("CREATE TABLE half (x INT);", to: "V2__slow.sql")
        try await project.migrate()
        #expect(try project.database.tables() == ["a", "half"])
    }

    @Test(.timeLimit(.minutes(10))) func waitingForALockEnds() async throws {
        let project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        let other = try project.database.connect()
        _ = try other.execute("SELECT pg_advisory_lock(77433833903597)")
        let task = Task { await project.migrateFails() }
        while !project.log.lines.contains(where: { $0.hasPrefix("Waiting for the migration lock") }) {
            try await Task.sleep(for: .milliseconds(10))
        }
        let start = ContinuousClock.now
        task.cancel()
        #expect(try #require(await task.value).code == .interrupted)
        #expect(start.duration(to: .now) < .seconds(1))
        try other.rollback()
    }
}
