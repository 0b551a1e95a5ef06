/// The scripts here beside those of a commit. Which contents must be read to judge them is a value, too: reading all
/// would take longer than everything else.
package struct RevisionComparison: Sendable {
    /// The commit as configured: `origin/main`.
    package var revision: String
    /// The files that are plainly the same on both sides: nearly all of them, as a rule.
    package var settled: [RevisionFile] = []
    /// All others here.
    package var here: [RevisionFile] = []
    /// All others there.
    package var there: [CommittedFile] = []
    /// The paths of which git says that they may differ or be gone. It may say too much, never too little.
    package var differing: Set<String> = []
    /// The paths that the commit's side has deleted since both sides parted.
    package var deletedThere: Set<String> = []
    /// The paths that git knows nothing of yet.
    package var untracked: Set<String> = []
    package var outOfOrder = false
    package var naming = NamingSettings()

    package init(revision: String) {
        self.revision = revision
    }

    /// The same migration on both sides.
    struct Pair {
        var here: [RevisionFile] = []
        var there: [CommittedFile] = []
    }

    /// By identity, those that are not plainly one unchanged file. Callbacks have no identity.
    func openPairs() -> [Pair] {
        var pairs: [MigrationIdentity: Pair] = [:]
        for file in here { if let identity = file.identity { pairs[identity, default: Pair()].here.append(file) } }
        for file in there {
            if let identity = file.file.identity { pairs[identity, default: Pair()].there.append(file) }
        }
        guard !pairs.isEmpty else { return [] }
        for file in settled {
            guard let identity = file.identity, pairs[identity] != nil else { continue }
            pairs[identity]?.here.append(file)
            pairs[identity]?.there.append(CommittedFile(file, since: .unchanged))
        }
        return Array(pairs.values)
    }

    /// Whether the file is gone, and not merely left out of a sparse checkout or added there after both sides parted.
    func isDeletedHere(_ file: CommittedFile) -> Bool {
        file.since != .added && differing.contains(file.file.path)
    }

    /// What must be read before ``result(_:)`` can tell.
    package func neededContents() -> Set<FileAtRevision> {
        var needed: Set<FileAtRevision> = []
        func need(_ file: CommittedFile) {
            needed.insert(FileAtRevision(.there, file.file.path))
            if file.since == .changed { needed.insert(FileAtRevision(.branchPoint, file.file.path)) }
        }
        let pairs = openPairs()
        for pair in pairs where !pair.there.isEmpty {
            for file in pair.there where !pair.here.isEmpty || isDeletedHere(file) { need(file) }
            for file in pair.here { needed.insert(FileAtRevision(.here, file.path)) }
        }
        // What is gone may be found again under another version.
        if pairs.contains(where: { $0.here.isEmpty && $0.there.contains(where: isDeletedHere) }) {
            for pair in pairs where pair.there.isEmpty {
                for file in pair.here { needed.insert(FileAtRevision(.here, file.path)) }
            }
        }
        guard !differing.isEmpty else { return needed }
        let paths = Set(here.map(\.path))
        for file in there where differing.contains(file.file.path) && paths.contains(file.file.path) {
            need(file)
            needed.insert(FileAtRevision(.here, file.file.path))
        }
        return needed
    }

    /// - Parameter contents: of ``neededContents()``; one that is missing equals no other.
    package func result(_ contents: [FileAtRevision: ScriptContent]) -> RevisionDifferences {
        var judgement = RevisionJudgement(self, contents)
        judgement.judge()
        return RevisionDifferences(
            findings: judgement.findings, changedPaths: changedPaths(contents), newPaths: newPaths)
    }

    /// The absolute paths of the files that are new here.
    private var newPaths: Set<String> {
        let known = Set(there.map(\.file.path)).union(deletedThere)
        return Set(here.filter { !known.contains($0.path) }.map(\.absolutePath))
    }

    /// The absolute paths of the files that are new here, or say something else than there.
    private func changedPaths(_ contents: [FileAtRevision: ScriptContent]) -> Set<String> {
        var since: [String: CommittedFile.Since] = [:]
        since.reserveCapacity(there.count)
        for file in there { since[file.file.path] = file.since }
        var changed: Set<String> = []
        for file in here {
            let content = contents[FileAtRevision(.here, file.path)]
            guard let since = since[file.path] else {
                if !deletedThere.contains(file.path) { changed.insert(file.absolutePath) }
                continue
            }
            guard differing.contains(file.path) else { continue }
            let isEqual = content != nil && content == contents[FileAtRevision(.there, file.path)]
            let isOld =
                since == .changed && content != nil && content == contents[FileAtRevision(.branchPoint, file.path)]
            if !isEqual, !isOld { changed.insert(file.absolutePath) }
        }
        return changed
    }
}

/// What a comparison with a commit tells.
package struct RevisionDifferences: Sendable, Equatable {
    package var findings: [Finding]
    /// The absolute paths of the scripts that are new here, or say something else than in the commit.
    package var changedPaths: Set<String>
    /// Those of them that the commit does not have.
    package var newPaths: Set<String>

    package init(findings: [Finding] = [], changedPaths: Set<String> = [], newPaths: Set<String> = []) {
        self.newPaths = newPaths
        self.findings = findings
        self.changedPaths = changedPaths
    }
}
