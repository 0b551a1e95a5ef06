import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Compares files and history.
    /// - Parameter further: Patterns to pass over besides the configured ones.
    func validate(passingOver further: [IgnorePattern] = []) throws(MigrationError) -> ValidateReport {
        let watch = Stopwatch()
        let patterns = settings.plan.ignoreMigrationPatterns + further
        let migrations = try migrations()
        let schemaExists = try ask("Unable to check whether schema exists") { connection throws(DatabaseError) in
            try connection.schemaExists(defaultSchema)
        }
        guard schemaExists else {
            let validation = Validation(patterns: patterns, appliedBaseline: nil)
            let isFine = migrations.isEmpty || validation.ignoresPending
            return ValidateReport(count: 0, missingSchema: isFine ? nil : defaultSchema)
        }
        try callbacks.fire(.beforeValidate)
        let list: StatusList
        do {
            list = try statuses(migrations, try rows())
        } catch {
            callbacks.fireAfterError(.afterValidateError)
            throw error
        }
        let findings = Validation(
            patterns: patterns, appliedBaseline: list.appliedBaseline, cherryPick: CherryPick(settings.plan.cherryPick)
        ).findings(in: list)
        guard findings.isEmpty else {
            callbacks.fireAfterError(.afterValidateError)
            return ValidateReport(count: list.entries.count, invalid: findings)
        }
        observe(.validated(count: list.entries.count, milliseconds: watch.milliseconds))
        var warnings: [String] = []
        if list.entries.isEmpty {
            observe(.noMigrationsFound)
            warnings.append(Event.noMigrationsFoundText)
        }
        try callbacks.fire(.afterValidate)
        return ValidateReport(count: list.entries.count, warnings: warnings)
    }
}
