import SwiftwayDatabase
import TestSupport
import Testing

/// Many processes that migrate one database at the same moment.
@Suite("Concurrent processes", .fewAtOnce) struct ConcurrencyTests {
    private static let kindsAndCounts = DatabaseKind.allCases.flatMap { kind in [2, 8].map { (kind, $0) } }

    private func migrate(_ shack: Shack, _ count: Int, _ words: [String] = []) async throws -> [Program.Output] {
        try await withThrowingTaskGroup(of: Program.Output.self) { group in
            for _ in 1...count { group.addTask { try await shack.program.run(["migrate"] + words) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Every script leaves a trace that would be double if it ran twice.
    private static let scripts = Dictionary(
        uniqueKeysWithValues: [("V1__trace.sql", "CREATE TABLE trace (version INT NOT NULL);")]
            + (2...20).map { ("V\($0)__trace.sql", "INSERT INTO trace VALUES (\($0));") })

    private func expectAllOnce(_ outputs: [Program.Output]) {
        #expect(outputs.map(\.status) == outputs.map { _ in 0 }, "\(outputs.map(\.errors))")
        let applied = outputs.flatMap(\.lines).filter { $0.hasPrefix("Migrating schema") }
        #expect(Set(applied).count == 20)
        #expect(outputs.map(\.errors) == outputs.map { _ in "" })
    }

    @Test(.timeLimit(.minutes(10)), arguments: kindsAndCounts)
    func everyFileIsAppliedOnce(kind: DatabaseKind, count: Int) async throws {
        let shack = try Shack(kind, Self.scripts)
        expectAllOnce(try await migrate(shack, count))
        #expect(try shack.versions() == (1...20).map { "\($0)" })
        #expect(try shack.database.column("SELECT version FROM trace ORDER BY 1") == (2...20).map { "\($0)" })
    }

    @Test(.timeLimit(.minutes(10))) func theSchemaIsCreatedOnce() async throws {
        let shack = try Shack(.postgreSQL, Self.scripts)
        expectAllOnce(try await migrate(shack, 4, ["-schemas=shack"]))
        #expect(try shack.database.column("SELECT version FROM shack.trace ORDER BY 1") == (2...20).map { "\($0)" })
        #expect(
            try shack.database.column("SELECT type FROM shack.flyway_schema_history ORDER BY installed_rank")
                == ["SCHEMA"] + (1...20).map { _ in "SQL" })
    }
}
