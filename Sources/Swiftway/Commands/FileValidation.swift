import SwiftwayCore
import SwiftwayDatabase
import SwiftwayGrammar
import SwiftwayLint
import SwiftwayScript

/// `validate` without a database: everything that the files alone can tell, in one run.
struct FileValidation {
    let settings: Settings
    let environment: RunEnvironment
    let observe: (Event) -> Void

    /// Whether `validate` does without a database by these settings.
    static func isWanted(_ settings: Settings) -> Bool {
        settings.connection.offline || (settings.connection.url ?? "").isEmpty
    }

    func run() throws(MigrationError) -> ValidateReport {
        let watch = Stopwatch()
        let kind = settings.connection.databaseType ?? DriverChoice.kind(of: settings.connection.url)
        observe(.validatingFiles(kind, grammar: kind == .postgreSQL ? PostgreSQLGrammar.version : nil))
        let workingDirectory = environment.workingDirectory(settings.scan)
        var collected = LocationFindings(settings: settings.scan, workingDirectory: workingDirectory)
        let files = try collected.files()
        let comparison = GitComparison(settings, environment).map { ComparisonUnderWay.start($0, files) }
        let check = FilesCheck(
            files, settings: settings, kind: kind, workingDirectory: workingDirectory, timestamp: environment.now)
        var findings = collected.findings + check.findings
        // A rehearsal of files that do not fit together would only repeat what is said already.
        if kind == .sqlite, !findings.contains(where: { $0.severity == .error }) {
            findings += rehearse(environment)
        }
        findings += LockCheck(settings, workingDirectory: workingDirectory).findings(in: files)
        let differences = comparison?.finish()
        try environment.interruption.check()
        findings += differences?.findings ?? []
        findings += try lint(files, kind, comparedWith: differences)
        findings.sort {
            ($0.absolutePath, $0.line ?? 0, $0.column ?? 0) < ($1.absolutePath, $1.line ?? 0, $1.column ?? 0)
        }
        var report = ValidateReport(count: check.migrationCount)
        report.isOffline = true
        report.findings = findings
        report.files = check.files.map(CheckedFile.init)
        if report.succeeded {
            observe(.filesValidated(count: check.migrationCount, milliseconds: watch.milliseconds))
        }
        return report
    }

    /// What lint finds, where it is wanted: what cannot be read is told by the check of files already.
    private func lint(
        _ files: [ScannedFile], _ kind: DatabaseKind?, comparedWith differences: RevisionDifferences?
    ) throws(MigrationError) -> [Finding] {
        try FileLint.checkRules(settings)
        guard settings.check.lint != .off else { return [] }
        guard let kind else {
            observe(.lintUnavailable(reason: "SQL is not linted: set -databaseType=postgresql or sqlite"))
            return []
        }
        guard LintOptions.canLint(kind) else {
            observe(.lintUnavailable(reason: "\(FileLint.withoutGrammar) \(FileLint.grammarAdvice)"))
            return []
        }
        observe(.lintingFiles(LintedVersion(kind, settings)))
        return try FileLint(
            settings: settings, kind: kind, workingDirectory: environment.workingDirectory(settings.scan),
            timestamp: environment.now
        ).findings(
            in: files, reporting: differences?.changedPaths, newPaths: differences?.newPaths ?? [],
            capped: settings.check.lint == .warn,
            reportsFileRules: false)
    }

    /// Runs everything on a database in memory, where SQL shows all of its mistakes: callbacks and repeatables too,
    /// but no programs.
    private func rehearse(_ environment: RunEnvironment) -> [Finding] {
        var rehearsal = settings
        rehearsal.connection = ConnectionSettings()
        rehearsal.connection.url = "sqlite::memory:"
        rehearsal.connection.jdbcProperties = settings.connection.jdbcProperties
        rehearsal.schemas = SchemaSettings()
        rehearsal.schemas.table = settings.schemas.table
        rehearsal.plan = PlanSettings()
        rehearsal.execution.outputQueryResults = false
        rehearsal.scan.runsPrograms = false
        do {
            let session = try Session(rehearsal, verb: "validate", environment: environment, observe: { _ in })
            _ = try session.migrate()
            return []
        } catch {
            let failure = error.failure
            return [
                Finding(
                    .rehearsal, displayPath: failure?.displayPath ?? "", absolutePath: failure?.absolutePath ?? "",
                    line: failure?.errorLine ?? failure?.line, column: failure?.errorColumn ?? failure?.column,
                    message: error.databaseError?.message ?? error.message,
                    remedy: "All migrations were run on an empty database in memory; this one fails there.")
            ]
        }
    }
}
