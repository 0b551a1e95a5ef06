package import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Compares files and history.
    /// - Parameters:
    ///   - further: Patterns to pass over besides the configured ones.
    ///   - resuming: Whether a migration that failed and can be resumed counts as pending.
    ///   - lint: What finds more in the files than the history tells.
    package func validate(
        passingOver further: [IgnorePattern] = [], resuming: Bool = false,
        lint: (StatusList) throws(MigrationError) -> [Finding] = { _ in [] }
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
        report.findings = try lint(list)
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
}
