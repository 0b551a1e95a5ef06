extension Rule {
    package static let notCompared = Rule(
        "not-compared", .error, "The files cannot be compared with the commit that against names.",
        betterWay: "Fetch that commit, or correct the setting.")
    package static let nothingToCompare = Rule(
        "nothing-to-compare", .information,
        "The commit that against names has no migration at the place of these locations.",
        betterWay: "Look whether the folder had another name there.")
    package static let changedMigration = Rule(
        "changed-migration", .error, "A migration that others may have applied has been changed.",
        betterWay: "Restore it, and put the change into a new migration.")
    package static let renamedMigration = Rule(
        "renamed-migration", .error, "A migration that others may have applied has been renamed.",
        betterWay: "Give it its old name back.")
    package static let deletedMigration = Rule(
        "deleted-migration", .error, "A migration that others may have applied has been deleted.",
        betterWay: "Bring it back, and undo what it did in a new migration.")
    package static let versionNotHigher = Rule(
        "version-not-higher", .error,
        "A new migration's version is not higher than the highest one that others may have applied.",
        betterWay: "Give it the next free version, or set outOfOrder.")
    package static let versionTaken = Rule(
        "version-taken", .error, "Somebody else has added another migration of the same version meanwhile.",
        betterWay: "Give yours the next free version.")
    package static let repeatableRunsAgain = Rule(
        "repeatable-runs-again", .information, "A repeatable migration has been changed: it will run again.",
        betterWay: "Nothing need be done if that is what is meant.")
    package static let changedMeanwhile = Rule(
        "changed-meanwhile", .warning, "Others have changed a migration since this branch began.",
        betterWay: "Merge their change.")

    /// The rules of comparing files with a commit of git.
    package static let ofGit: [Rule] = [
        notCompared, nothingToCompare, changedMigration, renamedMigration, deletedMigration, versionNotHigher,
        versionTaken, repeatableRunsAgain, changedMeanwhile,
    ]
}
