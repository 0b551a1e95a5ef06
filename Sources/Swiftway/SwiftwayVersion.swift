/// What this is, and whose behaviour it has.
package enum SwiftwayVersion {
    /// Semantic version of swiftway.
    package static let number = "0.1.0"
    /// The release of Flyway whose files, history and JSON it reads and writes; JSON's `flywayVersion`.
    package static let flyway = "13.0.0"
}
