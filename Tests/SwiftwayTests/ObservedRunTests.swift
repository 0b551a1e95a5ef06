import Swiftway
import TestSupport
import Testing

/// Events as a stream.
@Suite("Observed runs", .fewAtOnce) struct ObservedRunTests {
    @Test func theStreamEndsWithTheRun() async throws {
        let project = try Project(.sqlite, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        let run = project.migrator().observed { try await $0.migrate() }
        var lines: [String] = []
        for await event in run.events { lines += event.lines.filter { $0.level != .debug }.map(\.text) }
        #expect(try await run.report.migrations.count == 1)
        #expect(lines == project.log.lines)
        #expect(lines.contains { $0.hasPrefix("Successfully applied 1 migration") })
    }

    @Test func errorsAreTheReport() async throws {
        let project = try Project(.sqlite, ["V1__a.sql": "CREATE TABLE;"])
        let run = project.migrator().observed { try await $0.start() }
        for await _ in run.events {}
        let error = await failure { () throws(MigrationError) in try await run.report }
        #expect(error?.code == .failedVersionedMigration)
    }

    @Test(arguments: [true, false]) func cancellingRollsBack(byWaiting: Bool) async throws {
        let project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT); SELECT pg_sleep(600);"])
        let run = project.migrator().observed { try await $0.migrate() }
        for await event in run.events {
            guard case .executing(let sql) = event, sql.contains("pg_sleep") else { continue }
            break
        }
        let clock = ContinuousClock()
        let began = clock.now
        let error: MigrationError?
        if byWaiting {
            let waiting = Task { await failure { () throws(MigrationError) in try await run.report } }
            waiting.cancel()
            error = await waiting.value
        } else {
            run.cancel()
            error = await failure { () throws(MigrationError) in try await run.report }
        }
        #expect(error?.code == .interrupted)
        #expect(began.duration(to: clock.now) < .seconds(60))
        #expect(try !project.database.tables().contains("a"))
    }
}
