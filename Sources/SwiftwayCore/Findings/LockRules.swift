extension Rule {
    package static let lockMissing = Rule(
        "lock-missing", .error, "The list of migrations that lockFile names is not there, or cannot be read.",
        betterWay: "Write it with swiftway lock, and commit it.")
    package static let lockConflict = Rule(
        "lock-conflict", .error, "The list of migrations holds a conflict that git left there.",
        betterWay: "Give one of two equal versions the next free one, run swiftway lock, and commit.")
    package static let lockMalformed = Rule(
        "lock-malformed", .error, "A line of the list of migrations cannot be read.",
        betterWay: "Write the list again with swiftway lock.")
    package static let lockUnsorted = Rule(
        "lock-unsorted", .error, "The list of migrations is out of order, so that git would not see a collision.",
        betterWay: "Write the list again with swiftway lock.")
    package static let lockDuplicate = Rule(
        "lock-duplicate", .error, "The list of migrations has a version or a file twice.",
        betterWay: "Give one of two equal versions the next free one, and run swiftway lock.")
    package static let lockMissingEntry = Rule(
        "lock-missing-entry", .error, "A migration is not in the list of migrations.",
        betterWay: "Run swiftway lock, and commit the list together with the migration.")
    package static let lockStaleEntry = Rule(
        "lock-stale-entry", .error, "The list of migrations has a file that is not there.",
        betterWay: "Bring the file back; or run swiftway lock if it was never applied.")
    package static let lockChecksum = Rule(
        "lock-checksum", .error, "A migration's checksum is not the one in the list of migrations.",
        betterWay: "Restore the file; or run swiftway lock if it was never applied.")

    /// The rules of the list of migrations.
    package static let ofLockFile: [Rule] = [
        lockMissing, lockConflict, lockMalformed, lockUnsorted, lockDuplicate, lockMissingEntry, lockStaleEntry,
        lockChecksum,
    ]
}
