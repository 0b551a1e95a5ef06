import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Compares files and history.
    /// - Parameters:
    ///   - further: Patterns to pass over besides the configured ones.
    ///   - resuming: Whether a migration that failed and can be resumed counts as pending.
    ///   - linting: Whether what is going to be run is linted too, where the settings want that.
    func validate(
        passingOver further: [IgnorePattern] = [], resuming: Bool = false, linting: Bool = false
    ) throws(MigrationError) -> ValidateReport {
        let watch = Stopwatch()
        let patterns = settings.plan.ignoreMigrationPatterns + further
        // Files come first: what is wrong with them is told before anything about the database.
        let migrations = try migrations()
        // A schema that holds the history is there: asked for first, it saves a question.
        _ = try history.exists()
        let isThere = try ask("Unable to check whether schema exists") { (_) throws(DatabaseError) in
            try schemaExists(defaultSchema)
        }
        guard isThere else {
            let validation = Validation(patterns: patterns, appliedBaseline: nil)
            let isFine = migrations.isEmpty || validation.ignoresPending
            return ValidateReport(count: 0, missingSchema: isFine ? nil : defaultSchema)
        }
        try callbacks.fire(.beforeValidate)
        let list: StatusList
        do {
            let rows = try rows()
            list = resuming ? try self.resuming(rows).list : try statuses(rows)
        } catch {
            callbacks.fireAfterError(.afterValidateError)
            throw error
        }
        let findings = Validation(
            patterns: patterns, appliedBaseline: list.appliedBaseline, cherryPick: CherryPick(settings.plan.cherryPick)
        ).findings(in: list)
        var report = ValidateReport(count: list.entries.count, invalid: findings)
        report.files = list.entries.compactMap { $0.resolved.map { CheckedFile($0.file) } }
        if linting { report.findings = try lint(list) }
        guard findings.isEmpty, report.succeeded else {
            callbacks.fireAfterError(.afterValidateError)
            return report
        }
        observe(.validated(count: list.entries.count, milliseconds: watch.milliseconds))
        if list.entries.isEmpty {
            observe(.noMigrationsFound)
            report.warnings.append(Event.noMigrationsFoundText)
        }
        try callbacks.fire(.afterValidate)
        return report
    }

    /// What lint finds in the files that `migrate` would run, for the server that is there.
    private func lint(_ list: StatusList) throws(MigrationError) -> [Finding] {
        var settings = settings
        settings.check.serverVersion = settings.check.serverVersion ?? connection.serverVersion / 10_000
        let files = list.entries.compactMap { entry in entry.resolved.map { (entry.state, $0.file) } }
        let new = Set(files.filter { $0.0 == .pending }.map(\.1.absolutePath))
        let again = files.filter { $0.0 == .outdated }.map(\.1.absolutePath)
        let lint = ValidationLint(
            settings: settings, workingDirectory: workingDirectory, timestamp: now, observe: observe)
        return try lint.findings(
            in: files.map(\.1), kind: connection.kind, reporting: new.union(again), newPaths: new)
    }
}
