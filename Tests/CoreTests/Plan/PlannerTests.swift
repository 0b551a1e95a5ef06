import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript
import Testing

/// Plans from tables, without a database.
@Suite struct PlannerTests {
    struct Example: Sendable, CustomTestStringConvertible {
        /// As in ``Notation``, what the file holds behind a slash: `V1/sql`, `V2/vacuum`, `R:a=1/program`.
        var files: String
        var sharing = Planner.Sharing.pipeline
        var grouping = Planner.Grouping.each
        var callbacks: Set<CallbackEvent> = []
        var hasRepeatablesBehind = false
        var failed = false
        var steps: [ExecutionStep]
        var closing: [CallbackEvent] = []
        var testDescription: String { "\(files) \(sharing) \(grouping) \(callbacks)" }
    }

    static let around: Set<CallbackEvent> = [.afterVersioned, .beforeRepeatables]

    static let examples: [Example] = [
        Example(files: "", steps: []),
        Example(files: "", callbacks: [.afterVersioned], steps: [], closing: [.afterVersioned]),
        Example(files: "V1/sql V2/sql V3/sql", steps: [.pipeline(0..<3)]),
        Example(files: "V1/sql V2/sql V3/sql", sharing: .savepoints, steps: [.savepoints(0..<3)]),
        Example(files: "V1/sql V2/sql", sharing: .nothing, steps: [.transaction(0), .transaction(1)]),
        Example(
            files: "V1/sql V2/vacuum V3/sql V4/sql",
            steps: [.pipeline(0..<1), .statements(1, resumes: false), .pipeline(2..<4)]),
        // What ends with COPY data cannot be sent ahead, and still has its transaction.
        Example(files: "V1/sql V2/copy V3/sql", steps: [.pipeline(0..<1), .transaction(1), .pipeline(2..<3)]),
        Example(
            files: "V1/sql V2/program V3/code V4/own",
            steps: [.pipeline(0..<1), .transaction(1), .transaction(2), .statements(3, resumes: false)]),
        Example(files: "V1/recorded V2/recorded", steps: [.pipeline(0..<2)]),
        // Those in front of it are applied, those behind it are not begun.
        Example(files: "V1/sql V2/unreadable V3/sql", steps: [.pipeline(0..<1), .refuse(1)]),
        // A migration that has failed is gone on with first.
        Example(
            files: "V1/vacuum V2/sql", failed: true, steps: [.statements(0, resumes: true), .pipeline(1..<2)]),
        // Callbacks with each migration must find the one in front of them done.
        Example(
            files: "V1/sql V2/sql", callbacks: [.beforeEachMigrate], steps: [.transaction(0), .transaction(1)]),
        Example(files: "V1/sql R:a=1/sql", steps: [.pipeline(0..<2)]),
        Example(
            files: "V1/sql R:a=1/sql R:b=1/sql", callbacks: around,
            steps: [.pipeline(0..<1), .callbacks([.afterVersioned, .beforeRepeatables]), .pipeline(1..<3)]),
        Example(
            files: "R:a=1/sql", callbacks: [.beforeRepeatables],
            steps: [.callbacks([.beforeRepeatables]), .pipeline(0..<1)]),
        Example(files: "V1/sql", callbacks: around, steps: [.pipeline(0..<1)], closing: [.afterVersioned]),
        Example(
            files: "R:b=1/sql", callbacks: around, hasRepeatablesBehind: true, steps: [.pipeline(0..<1)]),
        Example(files: "V1/sql R:a=1/sql", grouping: .all(mixed: false), steps: [.group(0..<2)]),
        Example(files: "V1/sql V2/vacuum", grouping: .all(mixed: false), steps: [.refuse(1)]),
        Example(files: "V1/vacuum V2/sql V3/vacuum", grouping: .all(mixed: false), steps: [.refuse(1)]),
        Example(files: "V1/sql V2/vacuum V3/unreadable", grouping: .all(mixed: false), steps: [.refuse(1)]),
        Example(files: "V1/sql V2/vacuum", grouping: .all(mixed: true), steps: [.groupOfStatements(0..<2)]),
        Example(files: "V1/vacuum V2/vacuum", grouping: .all(mixed: false), steps: [.groupOfStatements(0..<2)]),
        Example(files: "V1/sql V2/unreadable", grouping: .all(mixed: false), steps: [.refuse(1)]),
        Example(files: "", grouping: .all(mixed: false), steps: []),
    ]

    @Test(arguments: examples) func steps(_ example: Example) throws {
        let migrations = try example.files.split(separator: " ").map { try Self.planned(String($0)) }
        let planner = Planner(
            sharing: example.sharing, grouping: example.grouping, callbacks: example.callbacks,
            hasRepeatablesBehind: example.hasRepeatablesBehind)
        let plan = planner.plan(
            migrations, lastRank: 7, failedRow: example.failed ? Notation.rows("!1").first : nil)
        #expect(plan.steps == example.steps)
        #expect(plan.closing == example.closing)
        #expect(plan.lastRank == 7)
    }

    @Test func linesForPeople() throws {
        let migrations = try ["V1/sql", "V2/sql", "V3/sql", "V4/vacuum", "R:a=1/program"].map { try Self.planned($0) }
        let plan = Planner(sharing: .pipeline, callbacks: Self.around).plan(migrations)
        #expect(
            plan.lines == [
                "1. V1__d.sql to V3__d.sql (3): a transaction each, sent without waiting",
                "2. V4__d.sql: statement by statement, without a transaction",
                "3. callbacks afterVersioned, beforeRepeatables",
                "4. R__a.sql: a program",
            ])
    }

    // MARK: Notation

    static func planned(_ word: String) throws -> PlannedMigration {
        let parts = word.split(separator: "/").map(String.init)
        var migration = Notation.file(parts[0])
        let work: PlannedMigration.Work
        switch parts[1] {
        case "recorded": work = .recorded
        case "program":
            migration.language = .program(["sh"])
            work = .program
        case "code", "own":
            migration.language = .swift
            work = .code(isTransactional: parts[1] == "code")
        case "unreadable": work = .unreadable(MigrationError(code: .error, message: "cannot be read"))
        case let content: work = .script(try Self.script(content))
        }
        return PlannedMigration(migration, work)
    }

    private static func script(_ content: String) throws -> ScriptPlan {
        let sql =
            switch content {
            case "vacuum": "vacuum;"
            case "copy": "copy t from stdin;\n1\n\\.\n"
            default: "create table t (x int);"
            }
        return try ScriptPlan(
            splitScript(Array(sql.utf8), options: ScriptOptions(dialect: .postgreSQL), placeholders: nil),
            kind: .postgreSQL, mixed: false, override: nil, enforcesForeignKeys: false)
    }
}
