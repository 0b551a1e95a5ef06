import SwiftwayCore
import SwiftwayDatabase

/// `clean` by a plan for all schemas: what others would lose is known before anything is dropped, and what is dropped
/// fits into the server's table of locks, in one transaction where that is possible.
struct PlannedClean {
    private let session: Session
    private let schemas: [String]
    private let dropping: [String]
    private let plan: CleanPlan
    private let losses: [String]

    private var connection: any DatabaseConnection { session.connection }

    /// Begins the transaction in which the first steps are going to run, looks, and refuses what must not be.
    /// - Returns: `nil` where the database has no plans.
    init?(_ session: Session, schemas: [String], dropping: [String]) throws(MigrationError) {
        self.session = session
        self.schemas = schemas
        self.dropping = dropping
        let title = "Unable to find out what is in the schemas"
        do throws(MigrationError) {
            let plan = try session.ask(title) { connection throws(DatabaseError) -> CleanPlan? in
                try connection.begin()
                return try connection.cleanPlan(of: schemas)
            }
            guard let plan else {
                try? session.connection.rollback()
                return nil
            }
            self.plan = plan
            losses = try session.ask(title) { connection throws(DatabaseError) in
                try connection.cleanLosses(of: schemas, dropping: dropping)
            }
            guard losses.isEmpty || session.settings.cleanCascade else { throw Self.refusal(losses, schemas) }
        } catch {
            try? session.connection.rollback()
            throw error
        }
    }

    /// - Returns: The schemas that were dropped.
    func run() throws(MigrationError) -> [String] {
        if !losses.isEmpty { session.observe(.cleanCascades(objects: losses)) }
        var batches = Batches(capacity: plan.lockCapacity)
        var watch = Stopwatch()
        try run(plan.steps, of: schemas, &batches) { schema in
            session.observe(.cleaned(schema: schema, milliseconds: watch.milliseconds))
            watch = Stopwatch()
        }
        // Once more backwards, as Flyway does: what came to be in between, too.
        let backwards = Array(schemas.reversed())
        let rest = try session.ask("Unable to look at the schemas again") { connection throws(DatabaseError) in
            try connection.cleanPlan(of: backwards)
        }
        try run(rest?.steps ?? [], of: backwards, &batches) { schema in
            session.observe(.cleaned(schema: schema, milliseconds: watch.milliseconds))
            watch = Stopwatch()
        }
        session.observe(.droppedPostSchemaObjects(milliseconds: 0))
        let last = dropping.map { schema in
            CleanPlan.Step(
                schema: schema, statement: "DROP SCHEMA IF EXISTS \(quoted(identifier: schema)) CASCADE", locks: 2)
        }
        try run(last, of: dropping, &batches) { schema in
            session.observe(.dropped(schema: schema, milliseconds: watch.milliseconds))
            watch = Stopwatch()
        }
        return dropping
    }

    // MARK: Batches

    /// How much one transaction may drop.
    private struct Batches {
        private var limit: Int
        /// What was committed in all.
        var done = 0

        /// Others need locks too, and how many a statement takes is an estimate.
        init(capacity: Int) {
            limit = max(64, capacity / 4)
        }

        /// Where the batch ends that begins at `start`: with one step at least.
        func end(_ steps: [CleanPlan.Step], from start: Int) -> Int {
            var locks = 0
            var end = start
            while end < steps.count, end == start || locks + steps[end].locks <= limit {
                locks += steps[end].locks
                end += 1
            }
            return end
        }

        mutating func shrink(below locks: Int) { limit = min(limit, locks) / 2 }
    }

    /// - Parameter finished: Called for each schema, in order, when its last step is committed.
    private func run(
        _ steps: [CleanPlan.Step], of schemas: [String], _ batches: inout Batches, finished: (String) -> Void
    ) throws(MigrationError) {
        var waiting = schemas[...]
        var start = 0
        while start < steps.count {
            try session.interruption.check()
            let end = batches.end(steps, from: start)
            do throws(DatabaseError) {
                if !connection.isInTransaction { try connection.begin() }
                try connection.run(steps[start..<end])
                try connection.commit()
            } catch {
                try? connection.rollback()
                // 53200, "out of shared memory": the table of locks is full.
                if error.sqlState == "53200", end - start > 1 {
                    batches.shrink(below: steps[start..<end].reduce(0) { $0 + $1.locks })
                    continue
                }
                throw failure(error, in: steps[start].schema, done: batches.done)
            }
            batches.done += end - start
            start = end
            let next = start < steps.count ? steps[start].schema : nil
            while let schema = waiting.first, schema != next { finished(waiting.removeFirst()) }
        }
        // The transaction of the plan, where there was nothing to drop.
        try session.ask("Unable to end the transaction") { connection throws(DatabaseError) in try connection.commit() }
        for schema in waiting { finished(schema) }
    }

    // MARK: Errors

    private func failure(_ error: DatabaseError, in schema: String, done: Int) -> MigrationError {
        let advice =
            error.sqlState == "53200"
            ? " One object takes more locks than fit into the server's table: raise max_locks_per_transaction." : ""
        return .database(
            "Unable to clean schema \(quoted(identifier: schema))", error,
            advice: (done == 0
                ? "Nothing was dropped."
                : "\(done) object\(done == 1 ? " was" : "s were") dropped before and \(done == 1 ? "is" : "are") gone; run "
                    + "clean again for the rest.") + advice)
    }

    private static let mostTold = 50

    private static func refusal(_ losses: [String], _ schemas: [String]) -> MigrationError {
        let names = schemas.map { quoted(identifier: $0) }.joined(separator: ", ")
        let further = losses.count - mostTold
        let list = losses.prefix(mostTold).map { "- \($0)" } + (further > 0 ? ["- and \(further) more"] : [])
        return MigrationError(
            code: .error,
            message: "Unable to clean \(names): \(losses.count) object\(losses.count == 1 ? "" : "s") outside would be "
                + "dropped with what \(losses.count == 1 ? "it depends" : "they depend") on, a column with its data:\n"
                + list.joined(separator: "\n"),
            advice: "Nothing was dropped. Change or drop them first, add their schemas to `schemas`, or set "
                + "-cleanCascade=true to let them go too.")
    }
}
