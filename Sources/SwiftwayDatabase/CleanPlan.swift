/// What it takes to drop everything in some schemas.
package struct CleanPlan: Sendable {
    /// In the order in which they are to run, schema by schema.
    package var steps: [Step]
    /// How many locks fit into the server's table of them.
    package var lockCapacity: Int

    package init(steps: [Step], lockCapacity: Int) {
        self.steps = steps
        self.lockCapacity = lockCapacity
    }

    /// A statement that drops one object.
    package struct Step: Sendable {
        package var schema: String
        package var statement: String
        /// How many locks it takes, as far as that can be told: one for each object that goes with this one.
        package var locks: Int

        package init(schema: String, statement: String, locks: Int) {
            self.schema = schema
            self.statement = statement
            self.locks = locks
        }
    }
}
