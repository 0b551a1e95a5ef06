/// The findings of a comparison with a commit, in words.
struct RevisionWords {
    private let comparison: RevisionComparison

    init(_ comparison: RevisionComparison) {
        self.comparison = comparison
    }

    private var revision: String { comparison.revision }

    func changed(_ here: RevisionFile, _ file: CommittedFile) -> Finding {
        finding(
            .changedMigration, here, "It is not what it is in \(revision), where others may have applied it.",
            "Restore it with: \(restoring(file.file)), and put the change into a new migration."
                + uncertainty(file, "changed it"))
    }

    func renamed(_ file: CommittedFile, to here: RevisionFile, isChanged: Bool = false) -> Finding {
        let isRepeatable = here.identity?.version == nil
        return finding(
            .renamedMigration, severity: isRepeatable ? .warning : nil, here,
            "\(file.file.displayPath) of \(revision) is \(here.displayPath) here\(isChanged ? ", and changed" : "").",
            (isRepeatable
                ? "It will run again under its new name, and validate will miss the old one. "
                : "Others may have applied it under its old name. ")
                + "Give that back with: \(moving(here, to: file.file.displayPath))"
                + (isChanged ? ", and put the change into a new migration." : "")
                + uncertainty(file, isChanged ? "added \(file.file.fileName)" : "renamed it"))
    }

    func deleted(_ file: CommittedFile) -> Finding {
        let isRepeatable = file.file.identity?.version == nil
        return finding(
            .deletedMigration, severity: isRepeatable ? .warning : nil, file.file,
            "It is in \(revision), but not here.",
            (isRepeatable
                ? "Where it was applied, validate will miss it; repair marks it as deleted. "
                : "Others may have applied it. ") + "Bring it back with: \(restoring(file.file))"
                + uncertainty(file, "added it"))
    }

    func deletedThere(_ here: RevisionFile) -> Finding {
        finding(
            .changedMeanwhile, here, "\(revision) has deleted or renamed it since this branch began.",
            "Take that over with: git merge \(shellWord(revision))")
    }

    func changedThere(_ here: RevisionFile) -> Finding {
        finding(
            .changedMeanwhile, here, "\(revision) has changed it since this branch began.",
            "Take that over with: git merge \(shellWord(revision))")
    }

    func runsAgain(_ here: RevisionFile) -> Finding {
        finding(
            .repeatableRunsAgain, here, "It is not what it is in \(revision): it will run again.", nil)
    }

    func taken(_ here: RevisionFile, by file: CommittedFile, free: String) -> Finding {
        let other = file.file.fileName == here.fileName ? "another \(file.file.fileName)" : file.file.displayPath
        return finding(
            .versionTaken, here,
            "Its version is taken: \(revision) has \(other), added after this branch began.",
            "Give it the next free version with: \(moving(here, to: renamed(here, free)))")
    }

    func notHigher(_ here: RevisionFile, than highest: RevisionFile, free: String) -> Finding {
        finding(
            .versionNotHigher, here,
            "Its version is not higher than the highest of \(revision), that of \(highest.displayPath): "
                + "where that is applied, this one is ignored.",
            "Give it the next free version with: \(moving(here, to: renamed(here, free))). Or set outOfOrder=true.")
    }

    // MARK: Parts

    private func finding(
        _ rule: Rule, severity: Finding.Severity? = nil, _ file: RevisionFile, _ message: String, _ remedy: String?
    ) -> Finding {
        Finding(
            rule, severity: severity, in: file.file, message: message, remedy: remedy)
    }

    private func restoring(_ file: RevisionFile) -> String {
        "git checkout \(shellWord(revision)) -- \(shellWord(file.displayPath))"
    }

    private func moving(_ file: RevisionFile, to path: String) -> String {
        let command = comparison.untracked.contains(file.path) ? "mv" : "git mv"
        return "\(command) -- \(shellWord(file.displayPath)) \(shellWord(path))"
    }

    /// The path with another version in its last part.
    private func renamed(_ file: RevisionFile, _ version: String) -> String {
        let prefix = comparison.naming.sqlMigrationPrefix
        let old = file.identity?.version?.rawText ?? ""
        return file.displayPath.dropLast(file.fileName.count) + prefix + version
            + file.fileName.dropFirst(prefix.count + old.count)
    }

    /// Where nobody can tell who did it.
    private func uncertainty(_ file: CommittedFile, _ deed: String) -> String {
        guard file.since == .unknown else { return "" }
        return " If it was \(revision) that \(deed) after this branch began, merge it instead: the commits at hand do "
            + "not tell. In a shallow clone, git fetch --unshallow (or --deepen=100) gets more of them."
    }
}
