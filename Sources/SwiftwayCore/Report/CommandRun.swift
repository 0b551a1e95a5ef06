/// One command of a command line, as reports for other programs tell of it.
package struct CommandRun: Sendable {
    /// `validate`.
    package var command: String
    package var files: [CheckedFile]
    /// In the order in which they are shown.
    package var findings: [Finding]
    /// Those that it has run, was going to run, or has listed.
    package var migrations: [MigrationOutcome]
    /// What ended the command, where it did not come to its end.
    package var failure: MigrationError?
    /// Local time.
    package var started: CivilTime
    package var milliseconds: Int

    package init(
        command: String, files: [CheckedFile] = [], findings: [Finding] = [], migrations: [MigrationOutcome] = [],
        failure: MigrationError? = nil, started: CivilTime, milliseconds: Int
    ) {
        self.command = command
        self.files = files
        self.findings = findings
        self.migrations = migrations
        self.failure = failure
        self.started = started
        self.milliseconds = milliseconds
    }
}

extension ValidateReport {
    /// What was found, with a database or without one, in one form.
    package var allFindings: [Finding] {
        var all = findings
        if let missingSchema {
            all.append(
                Finding(
                    .missingSchema, displayPath: "", absolutePath: "", message: Self.missingSchemaText(missingSchema)))
        }
        guard !invalid.isEmpty else { return all }
        let shown = Dictionary(files.map { ($0.absolutePath, $0.displayPath) }, uniquingKeysWith: { first, _ in first })
        return all
            + invalid.map { invalid in
                let path = invalid.absolutePath ?? ""
                return Finding(
                    Rule(ofHistory: invalid.code), displayPath: shown[path] ?? path, absolutePath: path,
                    message: invalid.message.trimmingTrailingLineEnds())
            }
    }
}
