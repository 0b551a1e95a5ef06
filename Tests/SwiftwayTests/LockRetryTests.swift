import Foundation
import Swiftway
import TestSupport
import Testing

/// A lock that somebody else holds: the migration steps back and tries again.
@Suite("Lock retries", .fewAtOnce) struct LockRetryTests {
    private static let scripts = [
        "V1__orders.sql": "CREATE TABLE orders (id INT);",
        "V2__more.sql": "CREATE TABLE more (id INT);",
        "V3__alter.sql": "INSERT INTO more VALUES (3);\nALTER TABLE orders ADD COLUMN note TEXT;",
        "V4__last.sql": "CREATE TABLE last (id INT);",
    ]

    /// A database in which `orders` is there, and a session that has it locked.
    private func blockedProject(
        _ scripts: [String: String] = scripts, lockTimeout: Duration = .milliseconds(150)
    ) async throws -> (Project, any DatabaseConnection) {
        var project = try Project(.postgreSQL, scripts)
        try await project.migrate { $0.plan.target = .version(MigrationVersion(1), mustExist: true) }
        project.log.removeAll()
        let blocker = try project.database.connect()
        _ = try blocker.execute("BEGIN; SELECT * FROM orders")
        project.settings.safety.lockTimeout = lockTimeout
        return (project, blocker)
    }

    private func retries(_ project: Project) -> [LockRetry] {
        project.log.events.compactMap { if case .lockRetry(let retry) = $0 { retry } else { nil } }
    }

    private func wait(until condition: () throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try !condition() {
            try #require(ContinuousClock.now < deadline)
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test(.timeLimit(.minutes(10))) func isTriedAgainUntilTheLockIsFree() async throws {
        // Half a second after its beginning the wait is looked at: a busy machine needs time for that before it ends.
        let (project, blocker) = try await blockedProject(lockTimeout: .seconds(2))
        async let report = project.migrate()
        try await wait { retries(project).count >= 2 }
        // What came before is applied and stays; nothing of what failed, and nothing behind it.
        #expect(try project.history() == ["1: 1 SQL V1__orders.sql", "2: 2 SQL V2__more.sql"])
        #expect(try project.database.tables() == ["more", "orders"])
        #expect(try project.database.column("SELECT count(*) FROM more") == ["0"])
        try blocker.rollback()
        #expect(try await report.migrations.map(\.version) == ["2", "3", "4"])
        #expect(try project.database.column("SELECT count(*) FROM more") == ["1"])

        let retry = try #require(retries(project).first)
        #expect(retry.script == "V3__alter.sql")
        #expect(retry.activity?.wait == LockWait(mode: "AccessExclusiveLock", object: "orders"))
        let holder = try #require(retry.activity?.blockers.first)
        #expect(holder.application == "swiftway test")
        #expect(holder.state == "idle in transaction")
        let line = try #require(project.log.lines.first { $0.hasPrefix("V3__alter.sql waited ") })
        #expect(
            line.contains("for AccessExclusiveLock on orders, blocked by pid \(holder.processID) (swiftway test from"))
        #expect(line.contains("idle in transaction for 00:00:0"))
        #expect(line.contains("Rolled back; attempt 2 in 0."))
        #expect(project.log.lines.filter { $0.hasPrefix("Migrating schema \"public\" to version \"4") }.count == 1)
    }

    /// The point of it all: who only reads is let through between two attempts.
    @Test(.timeLimit(.minutes(10))) func whoQueuesBehindIsLetThrough() async throws {
        let (project, blocker) = try await blockedProject()
        async let report = project.migrate()
        try await wait { retries(project).count >= 1 }
        let reader = try project.database.connect()
        _ = try reader.execute("SET statement_timeout = '10s'; SELECT * FROM orders")
        try blocker.rollback()
        #expect(try await report.migrations.count == 3)
    }

    @Test(.timeLimit(.minutes(10)), arguments: [false, true])
    func whenTheBudgetIsSpentNothingIsHalfDone(group: Bool) async throws {
        let (project, blocker) = try await blockedProject()
        let error = try #require(
            await project.migrateFails {
                $0.safety.lockRetryBudget = .milliseconds(1200)
                $0.execution.group = group
            })
        #expect(error.code == .lockTimeout)
        #expect(error.databaseError?.sqlState == "55P03")
        #expect(error.failure?.line == 2)
        let advice = try #require(error.advice)
        #expect(advice.contains("was rolled back whole"))
        #expect(advice.contains("It waited for AccessExclusiveLock on orders, blocked by pid"))
        #expect(error.report?.migrations.map(\.version) == (group ? [] : ["2"]))
        #expect(try project.history().count == (group ? 1 : 2))
        #expect(retries(project).count >= 1)
        try blocker.rollback()
        #expect(try await project.migrate().migrations.count == (group ? 3 : 2))
    }

    /// Flyway's behaviour: no limit, so that nothing is tried again.
    @Test(.timeLimit(.minutes(10))) func withoutALimitItWaits() async throws {
        let (project, blocker) = try await blockedProject()
        async let report = project.migrate { $0.safety.lockTimeout = .zero }
        try await Task.sleep(for: .milliseconds(800))
        try blocker.rollback()
        #expect(try await report.migrations.count == 3)
        #expect(retries(project).isEmpty)
    }

    /// What the script says, or the owner of the role, counts more than our default.
    @Test(.timeLimit(.minutes(10))) func othersSettingsWin() async throws {
        let show = "INSERT INTO seen SELECT current_setting('lock_timeout');"
        let project = try Project(
            .postgreSQL,
            [
                "V1__a.sql": "CREATE TABLE seen (timeout TEXT); \(show)",
                "V2__b.sql": "SET LOCAL lock_timeout = '77s'; \(show)",
                "V3__c.sql": show,
            ])
        try await project.migrate()
        #expect(try project.database.column("SELECT timeout FROM seen") == ["5s", "77s", "5s"])

        try project.database.rows("ALTER DATABASE \(try database(project)) SET lock_timeout = '33s'")
        try project.write(show, to: "V4__d.sql")
        try await project.migrate()
        try project.write(show, to: "V5__e.sql")
        try await project.migrate { $0.safety.lockTimeout = .seconds(9) }
        try project.write("SET lock_timeout = '44s';", to: "afterConnect.sql")
        try project.write(show, to: "V6__f.sql")
        try await project.migrate()
        #expect(
            try project.database.column("SELECT timeout FROM seen") == ["5s", "77s", "5s", "33s", "9s", "44s"])
    }

    private func database(_ project: Project) throws -> String {
        try project.database.column("SELECT current_database()")[0]
    }

    @Test(.timeLimit(.minutes(10))) func callbacksOfTheMigrationAreRepeatedWithIt() async throws {
        let (project, blocker) = try await blockedProject()
        try project.write("INSERT INTO orders VALUES (100);", to: "beforeEachMigrate.sql")
        async let report = project.migrate()
        try await wait { retries(project).count >= 1 }
        try blocker.rollback()
        #expect(try await report.migrations.count == 3)
        // Once for each of the three that ran to their end.
        #expect(try project.database.column("SELECT count(*) FROM orders WHERE id = 100") == ["3"])
    }

    /// What a program has done, nobody can take back.
    @Test(.timeLimit(.minutes(10))) func whatCannotBeTakenBackIsNotRepeated() async throws {
        let (project, blocker) = try await blockedProject()
        try project.write("COMMIT; ALTER TABLE orders ADD COLUMN note TEXT;", to: "V3__alter.sql")
        let error = try #require(await project.migrateFails())
        #expect(error.databaseError?.sqlState == nil || error.databaseError?.sqlState == "55P03")
        #expect(error.code == .failedVersionedMigration)
        #expect(retries(project).isEmpty)
        try blocker.rollback()
    }

    @Test(.timeLimit(.minutes(10))) func deadlocksAreTriedAgain() async throws {
        let (project, blocker) = try await blockedProject([
            "V1__orders.sql": "CREATE TABLE orders (id INT); CREATE TABLE items (id INT);",
            "V2__alter.sql": """
            ALTER TABLE items ADD COLUMN note TEXT;
            ALTER TABLE orders ADD COLUMN note TEXT;
            """,
        ])
        async let report = project.migrate {
            $0.safety.lockTimeout = .seconds(60)
        }
        let observer = try project.database.connect()
        try await wait {
            try observer.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'orders'::regclass")
                .last?.rows.isEmpty == false
        }
        // Now each waits for the other. Ours has waited longer: it is the first to look, and to give up.
        _ = try? blocker.execute("SET deadlock_timeout = '60s'; SELECT * FROM items")
        try blocker.rollback()
        #expect(try await report.migrations.count == 1)
        #expect(retries(project).map(\.message).contains("deadlock detected"))
    }

    @Test(.timeLimit(.minutes(10))) func aStatementMayTakeSoLong() async throws {
        let project = try Project(.postgreSQL, ["V1__slow.sql": "CREATE TABLE a (x INT); SELECT pg_sleep(60);"])
        let error = try #require(await project.migrateFails { $0.safety.statementTimeout = .milliseconds(200) })
        #expect(error.databaseError?.sqlState == "57014")
        #expect(error.code == .failedVersionedMigration)
        #expect(try project.database.tables() == [])
    }
}
