import SwiftwayCore
import SwiftwayDatabase
import SwiftwayGrammar
import SwiftwayLint

/// `lint`: what is dangerous in production, told from the files alone.
struct LintCommand {
    let settings: Settings
    let environment: RunEnvironment
    let observe: (Event) -> Void

    func run() throws(MigrationError) -> ValidateReport {
        let watch = Stopwatch()
        // As for `parse`: without an address the rules are PostgreSQL's.
        let kind = settings.connection.databaseType ?? DriverChoice.kind(of: settings.connection.url) ?? .postgreSQL
        guard LintOptions.canLint(kind) else {
            throw MigrationError(
                code: .configuration, message: FileLint.withoutGrammar, advice: FileLint.grammarAdvice)
        }
        observe(.lintingFiles(LintedVersion(kind, settings)))
        let workingDirectory = environment.workingDirectory(settings.scan)
        var collected = LocationFindings(settings: settings.scan, workingDirectory: workingDirectory)
        var files = try collected.files()
        var reported: Set<String>?
        if !settings.check.files.isEmpty {
            let named = try settings.check.files.map(file)
            let paths = Set(named.map(\.absolutePath))
            let known = Set(files.map(\.absolutePath))
            // Files of somewhere else are not what comes behind these.
            if paths.isDisjoint(with: known) { files = [] }
            files += named.filter { !known.contains($0.absolutePath) }
            reported = paths
        }
        let differences = GitComparison(settings, environment).map { $0.differences(of: files) }
        if let differences {
            reported = reported?.intersection(differences.changedPaths) ?? differences.changedPaths
        }
        let lint = try FileLint(
            settings: settings, kind: kind, workingDirectory: workingDirectory, timestamp: environment.now)
        var findings = lint.findings(
            in: files, reporting: reported, newPaths: differences?.newPaths ?? [], capped: settings.check.lint == .warn,
            reportsFileRules: true)
        if settings.check.files.isEmpty { findings += collected.findings }
        // What could not be compared is linted as if it were new, and that is said.
        findings += differences?.findings.filter { $0.rule == .notCompared } ?? []
        findings.sort {
            ($0.absolutePath, $0.line ?? 0, $0.column ?? 0) < ($1.absolutePath, $1.line ?? 0, $1.column ?? 0)
        }
        let count = reported?.count ?? files.count
        var report = ValidateReport(count: count)
        report.isOffline = true
        report.isLint = true
        report.findings = findings
        if report.succeeded { observe(.filesLinted(count: count, milliseconds: watch.milliseconds)) }
        return report
    }

    /// A file named on the command line, relative to the process's folder.
    private func file(_ path: String) throws(MigrationError) -> ScannedFile {
        let absolute = FileSystem.absolute(path, in: environment.currentDirectory)
        guard FileSystem.kind(of: absolute) == .file else {
            throw MigrationError(
                code: .error, message: "There is no file \(path) to lint.",
                advice: "Without names all files of the locations are linted.")
        }
        return ScannedFile(
            script: String(path.split(separator: "/").last ?? ""), displayPath: path, absolutePath: absolute)
    }
}

extension LintedVersion {
    init(_ kind: DatabaseKind, _ settings: Settings) {
        self.init(
            kind: kind, serverVersion: settings.check.serverVersion ?? LintOptions.oldestPostgreSQL,
            isAssumed: settings.check.serverVersion == nil, grammar: PostgreSQLGrammar.version)
    }
}
