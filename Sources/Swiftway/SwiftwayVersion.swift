/// What this is, and whose behaviour it has.
public enum SwiftwayVersion {
    /// Semantic version of swiftway.
    public static let number = "0.1.0"
    /// The release of Flyway whose files, history and JSON it reads and writes; JSON's `flywayVersion`.
    public static let flyway = "13.0.0"
}
