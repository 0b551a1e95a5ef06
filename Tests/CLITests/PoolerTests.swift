import SwiftwayDatabase
import TestSupport
import Testing

/// Many processes that migrate through one PgBouncer in transaction mode.
@Suite("Processes behind a pooler", .fewAtOnce) struct PoolerTests {
    /// Every script leaves a trace that would be double if it ran twice.
    private static let scripts = Dictionary(
        uniqueKeysWithValues: [("V1__trace.sql", "CREATE TABLE trace (version INT NOT NULL);")]
            + (2...8).map { ("V\($0)__trace.sql", "INSERT INTO trace VALUES (\($0));") }
            + [("V9__index.sql", "CREATE INDEX CONCURRENTLY trace_version ON trace (version);")])

    /// Every second one comes directly, past the pooler.
    @Test(.timeLimit(.minutes(10)), arguments: [(2, false), (4, false), (4, true)])
    func everyFileIsAppliedOnce(count: Int, mixed: Bool) async throws {
        let shack = try Shack(.postgreSQL, Self.scripts)
        let bouncer = try PgBouncer(inFrontOf: .shared(), poolSize: 8)
        let url = bouncer.url(database: try shack.database.column("SELECT current_database()")[0])
        let outputs = try await withThrowingTaskGroup(of: Program.Output.self) { group in
            for number in 1...count {
                var program = shack.program
                if !mixed || number % 2 == 0 { program.environment["FLYWAY_URL"] = url }
                group.addTask { [program] in try await program.run("migrate") }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outputs.map(\.status) == outputs.map { _ in 0 }, "\(outputs.map(\.errors))")
        #expect(outputs.flatMap(\.lines).count { $0.hasPrefix("Migrating schema") } == 9)
        #expect(try shack.versions() == (1...9).map { "\($0)" })
        #expect(try shack.database.column("SELECT version FROM trace ORDER BY 1") == (2...8).map { "\($0)" })
        let leftovers = """
            SELECT locktype FROM pg_locks WHERE locktype = 'advisory'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """
        #expect(try shack.database.column(leftovers) == [])
    }
}
