/// Looks at schemas, makes and empties them.
package protocol Schemas: AnyObject {
    func schemaExists(_ schema: String) throws(DatabaseError) -> Bool
    /// Whether the schema holds nothing that a migration could collide with.
    func isSchemaEmpty(_ schema: String) throws(DatabaseError) -> Bool
    /// Creates the schema; `false` where the database has no schemas to create.
    func createSchema(_ schema: String) throws(DatabaseError) -> Bool
    /// Drops everything in the schema, the history table included, but not the schema.
    func cleanSchema(_ schema: String) throws(DatabaseError)
    /// How to drop everything in several schemas, in as many transactions as the server wants; `nil` where
    /// ``cleanSchema(_:)`` is the only way.
    func cleanPlan(of schemas: [String]) throws(DatabaseError) -> CleanPlan?
    /// What else would go along, because it depends on what is dropped, though it belongs to none of the schemas: the kind
    /// of each object and its name.
    /// - Parameter dropping: Those of the schemas that will be dropped themselves when they are empty.
    func cleanLosses(of schemas: [String], dropping: [String]) throws(DatabaseError) -> [String]
    /// Runs steps of a ``CleanPlan``.
    func run(_ steps: some Collection<CleanPlan.Step>) throws(DatabaseError)
}

extension Schemas {
    package func cleanPlan(of schemas: [String]) throws(DatabaseError) -> CleanPlan? { nil }

    package func cleanLosses(of schemas: [String], dropping: [String]) throws(DatabaseError) -> [String] { [] }
}

extension Schemas where Self: Statements {
    package func run(_ steps: some Collection<CleanPlan.Step>) throws(DatabaseError) {
        for step in steps { _ = try execute(step.statement) }
    }
}
