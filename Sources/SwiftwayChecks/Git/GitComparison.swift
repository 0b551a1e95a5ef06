import SwiftwayCore
import SwiftwayEngine

/// Compares the scripts with a commit of git: the setting `against`.
struct GitComparison: Sendable {
    let revision: String
    let settings: Settings
    let environment: RunEnvironment

    init?(_ settings: Settings, _ environment: RunEnvironment) {
        guard let revision = settings.check.against else { return nil }
        self.revision = revision
        self.settings = settings
        self.environment = environment
    }

    /// What cannot be compared is told, and counts as changed.
    func differences(of files: [ScannedFile]) -> RevisionDifferences {
        var gathering = GitGathering(self, files)
        do {
            try gathering.gather()
            let comparison = gathering.comparison
            let contents = try gathering.contents(of: comparison.neededContents())
            var differences = comparison.result(contents)
            differences.findings += gathering.findings
            differences.changedPaths.formUnion(gathering.uncomparedPaths)
            return differences
        } catch {
            let finding = GitFindings(revision: revision).problem(error, gathering.folders.first)
            return RevisionDifferences(findings: [finding], changedPaths: Set(files.map(\.absolutePath)))
        }
    }
}
