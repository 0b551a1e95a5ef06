import Swiftway
import SwiftwayCore

/// Hands what the commands found to other programs: into files, and to the runner of GitHub Actions.
struct ReportWriter {
    let console: Console
    let targets: [ReportTarget]
    /// Relative paths of reports start here.
    let workingDirectory: String

    /// - Returns: Whether all reports are where they should be.
    func write(_ runs: [CheckRun]) -> Bool {
        guard !targets.isEmpty, !runs.isEmpty else { return true }
        let root = ReportRoot(FileSystem.repositoryRoot(of: workingDirectory) ?? workingDirectory)
        var succeeded = true
        for target in targets {
            switch target {
            case .github:
                for line in GitHubAnnotations(root: root).lines(runs) { console.annotate(line) }
            case .junit(let path):
                succeeded = write(JUnitReport(root: root).document(runs).text, to: path, target) && succeeded
            case .sarif(let path):
                let document = SARIFReport(root: root, version: SwiftwayVersion.number).document(runs)
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

extension CheckRun {
    /// `nil` for what has nothing to report: a command that succeeded and looks for nothing.
    init?(_ command: String, _ outcome: CommandOutcome, started: CivilTime, milliseconds: Int) {
        switch outcome.result {
        case .failure(let error):
            self.init(command: command, failure: error, started: started, milliseconds: milliseconds)
        case .success(.validate(let report)):
            self.init(
                command: command, files: report.files, findings: report.allFindings, started: started,
                milliseconds: milliseconds)
        case .success(.migrate), .success(.info), .success(.baseline), .success(.repair), .success(.clean),
            .success(.testConnection):
            return nil
        }
    }
}
