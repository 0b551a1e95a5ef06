package import SwiftwayCore
import SwiftwayDatabase
package import SwiftwayEngine
import SwiftwayLint

/// Lint as a part of `validate`, where it is wanted. What cannot be read is told by the rest of `validate`.
struct ValidationLint {
    let settings: Settings
    let workingDirectory: String
    let timestamp: CivilTime
    let observe: (Event) -> Void

    /// - Parameters:
    ///   - kind: Whose rules hold; without one SQL is not linted, which is told.
    ///   - reported: The absolute paths of what is new or changed; `nil` where that is not known.
    ///   - newPaths: Those of what is new, and deployed together.
    func findings(
        in files: [ScannedFile], kind: DatabaseKind?, reporting reported: Set<String>?, newPaths: Set<String> = []
    ) throws(MigrationError) -> [Finding] {
        // A misspelt rule is an error of the configuration, whether lint is on or not.
        try FileLint.checkRules(settings)
        guard settings.check.lint != .off else { return [] }
        guard let kind else {
            observe(.lintUnavailable(reason: "SQL is not linted: set -databaseType=postgresql or sqlite"))
            return []
        }
        if let reason = FileLint.reasonAgainst(kind) {
            observe(.lintUnavailable(reason: [reason.message, reason.advice].compactMap { $0 }.joined(separator: " ")))
            return []
        }
        observe(.lintingFiles(LintedVersion(kind, settings)))
        let lint = try FileLint(settings, kind: kind, workingDirectory: workingDirectory, timestamp: timestamp)
        let scope = FileLint.Scope(
            reported: reported, newPaths: newPaths, reportsFileRules: false)
        return lint.outcome(of: files, scope).findings
    }
}

extension Session {
    /// What lint finds in the files that `migrate` would run, for the server that is there.
    package func lint(_ list: StatusList) throws(MigrationError) -> [Finding] {
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
