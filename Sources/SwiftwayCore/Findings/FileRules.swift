extension Rule {
    package static let missingLocation = Rule(
        "missing-location", .error, "A location holds nothing to scan.",
        betterWay: "Correct locations, or run in another folder with -workingDirectory.")
    package static let migrationName = Rule(
        "migration-name", .error, "A file's name is nearly one of a migration or callback: it would never be run.",
        betterWay: "Rename it to what was meant.")
    package static let duplicateVersion = Rule(
        "duplicate-version", .error, "Two files claim the same version, or the same description if repeatable.",
        betterWay: "Give one of them another one.")
    package static let encoding = Rule(
        "encoding", .error, "A file is not written in the configured encoding.",
        betterWay: "Save it in that encoding, or set encoding.")
    package static let emptyFile = Rule(
        "empty-file", .warning, "A file is empty.",
        betterWay: "It is recorded as applied all the same, and what is added later is not run: write it now.")
    package static let placeholder = Rule(
        "placeholder", .error, "A placeholder has no value.",
        betterWay:
            "Give it a value with -placeholders.name=value, or switch replacement off for this file in a .conf beside it."
    )
    package static let scriptConfiguration = Rule(
        "script-configuration", .error, "The .conf beside a script has a key or value that means nothing.",
        betterWay: "Correct or remove it.")
    package static let syntax = Rule(
        "syntax-error", .error, "A statement cannot be read.", betterWay: "Correct it at the place named.")
    package static let mixedTransaction = Rule(
        "mixed-transaction", .error,
        "A file mixes statements that need a transaction with others that refuse one.",
        betterWay:
            "Put the statement into a file of its own, or set mixed=true to run the whole file without a transaction.")
    package static let rehearsal = Rule(
        "rehearsal", .error, "A migration fails on an empty database.",
        betterWay: "All migrations were run on an empty database in memory; correct the first that fails there.")

    /// The rules of files, as opposed to those of lint.
    package static let ofFiles: [Rule] = [
        missingLocation, migrationName, duplicateVersion, encoding, emptyFile, placeholder, scriptConfiguration, syntax,
        mixedTransaction, rehearsal,
    ]
}
