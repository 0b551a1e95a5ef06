extension Rule {
    /// What `validate` says of files and history, as a rule, for reports that want one.
    init(ofHistory code: MigrationError.Code) {
        self = Self.ofHistory[code] ?? .invalidMigration
    }

    /// Where a schema is missing, nothing was compared.
    static let missingSchema = history(
        "missing-schema", "The schema with the history does not exist.",
        betterWay: "Run migrate, or correct schemas or defaultSchema.")

    private static let invalidMigration = history(
        "invalid-migration", "A migration does not agree with the history.",
        betterWay: "Bring the file back as it was applied, or run repair.")

    private static let mismatch = history(
        "checksum-mismatch", "The file of an applied migration has changed.",
        betterWay: "Bring it back as it was applied and write a new migration, or run repair.")
    private static let otherDescription = history(
        "description-mismatch", "The file of an applied migration has another description.",
        betterWay: "Give it its old name, or run repair.")
    private static let otherType = history(
        "type-mismatch", "The file of an applied migration is of another type.",
        betterWay: "Bring it back as it was applied, or run repair.")
    private static let missingFile = history(
        "missing-migration", "An applied migration has no file.",
        betterWay: "Bring the file back, or run repair to mark the migration as deleted.")
    private static let pending = history(
        "pending-migration", "A migration is not applied.",
        betterWay: "Run migrate, or pass over it with -ignoreMigrationPatterns=*:pending.")
    private static let outdated = history(
        "outdated-repeatable", "A repeatable migration has changed since it ran.",
        betterWay: "Run migrate, or pass over it with -ignoreMigrationPatterns=*:pending.")
    private static let failed = history(
        "failed-migration", "A migration has failed.",
        betterWay: "Remove what it has left half done, then run repair.")

    private static let ofHistory: [MigrationError.Code: Rule] = [
        .checksumMismatch: mismatch, .descriptionMismatch: otherDescription, .typeMismatch: otherType,
        .appliedVersionedNotResolved: missingFile, .appliedRepeatableNotResolved: missingFile,
        .resolvedVersionedNotApplied: pending, .resolvedRepeatableNotApplied: pending, .outdatedRepeatable: outdated,
        .failedVersionedMigration: failed, .failedRepeatableMigration: failed, .failedBaselineMigration: failed,
    ]

    private static func history(_ id: String, _ text: String, betterWay: String) -> Rule {
        Rule(id, .error, text, betterWay: betterWay, documentation: Links.validation)
    }
}
