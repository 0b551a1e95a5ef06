package import SwiftwayCore
package import SwiftwayDatabase
package import SwiftwayEngine
import SwiftwayGrammar
import SwiftwayLint

/// `lint`: what is dangerous in production, told from the files alone.
package struct LintCommand {
    private let settings: Settings
    private let paths: [String]
    private let environment: RunEnvironment
    private let observe: (Event) -> Void

    /// - Parameter paths: Of files, relative to the process's folder; none for all of the locations.
    package init(
        _ settings: Settings, paths: [String], _ environment: RunEnvironment, observe: @escaping (Event) -> Void
    ) {
        self.settings = settings
        self.paths = paths
        self.environment = environment
        self.observe = observe
    }

    package func run() throws(MigrationError) -> ValidateReport {
        let watch = Stopwatch()
        // As for `parse`: without an address the rules are PostgreSQL's.
        let kind = settings.connection.databaseType ?? DriverChoice.kind(of: settings.connection.url) ?? .postgreSQL
        let workingDirectory = environment.workingDirectory(settings.scan)
        let lint = try FileLint(
            settings, kind: kind, workingDirectory: workingDirectory, timestamp: environment.now)
        observe(.lintingFiles(LintedVersion(kind, settings)))
        let located = try LocatedFiles(settings.scan, from: environment.sources, workingDirectory: workingDirectory)
        let named = try paths.map(file)
        let files = Self.files(named, behind: located.files)
        let differences = GitComparison(settings, environment).map { $0.differences(of: files) }
        try environment.interruption.check()
        var scope = FileLint.Scope(
            reported: paths.isEmpty ? nil : Set(named.map(\.absolutePath)), newPaths: differences?.newPaths ?? [],
            takesOtherFiles: !paths.isEmpty)
        if let changed = differences?.changedPaths {
            scope.reported = scope.reported?.intersection(changed) ?? changed
        }
        let outcome = lint.outcome(of: files, scope)
        var findings = outcome.findings
        if paths.isEmpty { findings += located.findings }
        // What could not be compared is linted as if it were new, and that is said.
        findings += differences?.findings.filter { $0.rule == .notCompared } ?? []
        let count = scope.reported?.count ?? files.count
        var report = ValidateReport(count: count, ofFiles: findings)
        report.isLint = true
        report.files = outcome.files.map(CheckedFile.init)
        if report.succeeded { observe(.filesLinted(count: count, milliseconds: watch.milliseconds)) }
        return report
    }

    /// The named files with those that tell what is there before them.
    private static func files(_ named: [ScannedFile], behind located: [ScannedFile]) -> [ScannedFile] {
        let known = Set(located.map(\.absolutePath))
        let others = named.filter { !known.contains($0.absolutePath) }
        // Files of somewhere else are not what comes behind those of the locations.
        return (!named.isEmpty && others.count == named.count ? [] : located) + others
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
    package init(_ kind: DatabaseKind, _ settings: Settings) {
        self.init(
            kind: kind, serverVersion: settings.check.serverVersion ?? LintOptions.oldestPostgreSQL,
            isAssumed: settings.check.serverVersion == nil, grammar: PostgreSQLGrammar.version)
    }
}
