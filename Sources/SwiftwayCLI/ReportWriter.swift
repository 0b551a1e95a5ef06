import Swiftway
import SwiftwayConfiguration
import SwiftwayCore

/// Hands what the commands did and found to other programs and to people: into files, and to the runner of GitHub
/// Actions.
struct ReportWriter {
    let console: Console
    let targets: [ReportTarget]
    /// Relative paths of reports start here.
    let workingDirectory: String

    /// - Parameter states: Every migration, as `info` lists it after the commands, where a page is asked for.
    /// - Returns: Whether all reports are where they should be.
    func write(_ runs: [CommandRun], states: () -> [MigrationOutcome] = { [] }) -> Bool {
        guard !targets.isEmpty, !runs.isEmpty else { return true }
        let runs = runs.map { $0.masked(by: console.secrets.mask) }
        // Commands that look for nothing have no findings, and whoever reads that would take old ones for mended.
        let checks = runs.filter { $0.looksForFindings || $0.failure != nil }
        let root = ReportRoot(FileSystem.repositoryRoot(of: workingDirectory) ?? workingDirectory)
        var succeeded = true
        for target in targets {
            switch target {
            case .github:
                for line in GitHubAnnotations(root: root).lines(checks) { console.annotate(line) }
            case .junit(let path):
                succeeded = write(JUnitReport(root: root).document(runs).text, to: path, target) && succeeded
            case .html(let path):
                let page = HTMLReport(root: root, version: SwiftwayVersion.number).page(runs, states: states())
                succeeded = write(page, to: path, target) && succeeded
            case .sarif(let path):
                let document = SARIFReport(root: root, version: SwiftwayVersion.number).document(checks)
                succeeded = write(document.text + "\n", to: path, target) && succeeded
            }
        }
        return succeeded
    }

    private func write(_ text: String, to path: String, _ target: ReportTarget) -> Bool {
        do throws(FileSystem.Failure) {
            try FileSystem.writeWhole(Array(text.utf8), to: FileSystem.absolute(path, in: workingDirectory))
            return true
        } catch {
            console.complain(
                MigrationError(
                    code: .error, message: "Unable to write the report \(path): \(error.reason) (\(error.path))",
                    advice: "Give report a path that can be written to. What was found is told all the same."))
            return false
        }
    }
}

extension CommandRun {
    init(_ command: String, _ outcome: CommandOutcome, started: CivilTime, milliseconds: Int) {
        switch outcome.result {
        case .failure(let error):
            self.init(
                command: command, migrations: error.report?.outcomes ?? [], failure: error, started: started,
                milliseconds: milliseconds)
        case .success(.validate(let report)):
            self.init(
                command: command, files: report.files, findings: report.allFindings, started: started,
                milliseconds: milliseconds)
        case .success(.migrate(let report)):
            self.init(
                command: command, migrations: report.outcomes, started: started, milliseconds: milliseconds)
        case .success(.info(let report)):
            self.init(
                command: command, migrations: report.outcomes, started: started, milliseconds: milliseconds)
        case .success(.baseline), .success(.repair), .success(.clean), .success(.testConnection):
            self.init(command: command, started: started, milliseconds: milliseconds)
        }
    }

    var looksForFindings: Bool { Verb(rawValue: command)?.looksForFindings ?? false }
}

extension DatabaseCommand {
    /// Every migration as it is now; empty where no database is configured or none answers.
    static func states(_ settings: Settings, environment: RunEnvironment) -> [MigrationOutcome] {
        guard !settings.connection.offline, !(settings.connection.url ?? "").isEmpty else { return [] }
        var quiet = settings
        quiet.info = InfoFilter()
        // Nobody waits for a page.
        quiet.connection.connectRetries = 0
        let outcome = info.run(quiet, environment: environment, observe: { _ in })
        guard case .success(.info(let report)) = outcome.result else { return [] }
        return report.outcomes
    }
}
