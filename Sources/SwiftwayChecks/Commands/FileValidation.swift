package import SwiftwayCore
import SwiftwayDatabase
package import SwiftwayEngine
import SwiftwayGrammar

/// `validate` without a database: everything that the files alone can tell, in one run.
package struct FileValidation {
    private let settings: Settings
    private let environment: RunEnvironment
    private let observe: (Event) -> Void

    package init(_ settings: Settings, _ environment: RunEnvironment, observe: @escaping (Event) -> Void) {
        self.settings = settings
        self.environment = environment
        self.observe = observe
    }

    /// Whether `validate` does without a database by these settings.
    package static func isWanted(_ settings: Settings) -> Bool {
        settings.connection.offline || (settings.connection.url ?? "").isEmpty
    }

    package func run() throws(MigrationError) -> ValidateReport {
        let watch = Stopwatch()
        let kind = settings.connection.databaseType ?? DriverChoice.kind(of: settings.connection.url)
        let rehearses = kind == .sqlite && DriverChoice.isInBuild(.sqlite)
        observe(
            .validatingFiles(
                kind, grammar: kind == .postgreSQL ? PostgreSQLGrammar.version : nil, rehearses: rehearses))
        let workingDirectory = environment.workingDirectory(settings.scan)
        let located = try LocatedFiles(
            settings.scan, from: environment.sources, workingDirectory: workingDirectory)
        let files = located.files.filter(\.isOnDisk)
        let comparison = GitComparison(settings, environment).map { ComparisonUnderWay.start($0, files) }
        let code = try environment.sources.codeEntries()
        let check = FilesCheck(
            located.files, code: code, settings: settings, kind: kind, workingDirectory: workingDirectory,
            timestamp: environment.now)
        var findings = located.findings + check.findings
        // A rehearsal of files that do not fit together would only repeat what is said already.
        // Nor is code run that may do anything.
        if rehearses, code.isEmpty, !findings.contains(where: { $0.severity == .error }) { findings += rehearse() }
        findings += LockCheck(settings, workingDirectory: workingDirectory).findings(in: files)
        let differences = comparison?.finish()
        try environment.interruption.check()
        findings += differences?.findings ?? []
        let lint = ValidationLint(
            settings: settings, workingDirectory: workingDirectory, timestamp: environment.now, observe: observe)
        findings += try lint.findings(
            in: located.files, kind: kind, reporting: differences?.changedPaths, newPaths: differences?.newPaths ?? [])
        var report = ValidateReport(count: check.migrationCount, ofFiles: findings)
        report.files = check.files.map(CheckedFile.init)
        if report.succeeded {
            observe(.filesValidated(count: check.migrationCount, milliseconds: watch.milliseconds))
        }
        return report
    }

    /// Runs everything on a database in memory, where SQL shows all of its mistakes: callbacks and repeatables too,
    /// but no programs.
    private func rehearse() -> [Finding] {
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
            let session = try Session.open(rehearsal, verb: "validate", environment: environment, observe: { _ in })
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
