/// Judges what a comparison with a commit shows.
struct RevisionJudgement {
    private let comparison: RevisionComparison
    private let contents: [FileAtRevision: ScriptContent]
    private let words: RevisionWords
    private(set) var findings: [Finding] = []

    init(_ comparison: RevisionComparison, _ contents: [FileAtRevision: ScriptContent]) {
        self.comparison = comparison
        self.contents = contents
        words = RevisionWords(comparison)
    }

    mutating func judge() {
        let pairs = comparison.openPairs()
        var added = pairs.filter { $0.there.isEmpty }.flatMap(\.here)
            .filter { !comparison.deletedThere.contains($0.path) }
        var free = FreeVersions(
            taken: (comparison.here + comparison.there.map(\.file) + comparison.settled).lazy.compactMap {
                $0.identity?.version
            })
        let ordered = pairs.filter { !$0.there.isEmpty }.sorted { $0.there[0].file.path < $1.there[0].file.path }
        for pair in ordered {
            for file in pair.there {
                if let heir = deletion(file, pair, added) {
                    added.removeAll { $0 == heir }
                } else if !pair.here.isEmpty {
                    compare(file, pair, &free)
                }
            }
        }
        for file in comparison.here where comparison.deletedThere.contains(file.path) {
            findings.append(words.deletedThere(file))
        }
        checkOrder(added, &free)
    }

    // MARK: Gone

    /// - Returns: The file under which it lives on.
    private mutating func deletion(
        _ file: CommittedFile, _ pair: RevisionComparison.Pair, _ added: [RevisionFile]
    ) -> RevisionFile? {
        guard pair.here.isEmpty, comparison.isDeletedHere(file) else { return nil }
        let content = contents[FileAtRevision(.there, file.file.path)]
        let heir = added.first { content != nil && contents[FileAtRevision(.here, $0.path)] == content }
        findings.append(heir.map { words.renamed(file, to: $0) } ?? words.deleted(file))
        return heir
    }

    // MARK: On both sides

    private mutating func compare(
        _ file: CommittedFile, _ pair: RevisionComparison.Pair, _ free: inout FreeVersions
    ) {
        let path = file.file.path
        if let same = pair.here.first(where: { $0.path == path }) {
            if comparison.differing.contains(path), !isEqual(same, file) { judge(changed: same, file, &free) }
            return
        }
        if pair.here.contains(where: { $0.fileName == file.file.fileName && isEqual($0, file) }) { return }
        // The commit has it twice, and one of the two is still here: no harm was done.
        let others = pair.there.filter { $0 != file }
        if others.contains(where: { other in pair.here.contains { isSame($0, other) } }) { return }
        guard let here = pair.here.first(where: { $0.fileName == file.file.fileName }) ?? pair.here.first else {
            return
        }
        // Its own name is gone there: they renamed it, not we.
        if comparison.deletedThere.contains(here.path) { return }
        if here.fileName == file.file.fileName {
            judge(changed: here, file, &free)
        } else if here.identity?.version == nil {
            // The description alone counts.
            if !isEqual(here, file) { judge(changed: here, file, &free) }
        } else if file.since == .added {
            findings.append(words.taken(here, by: file, free: free.next()))
        } else {
            findings.append(words.renamed(file, to: here, isChanged: !isEqual(here, file)))
        }
    }

    private mutating func judge(changed here: RevisionFile, _ file: CommittedFile, _ free: inout FreeVersions) {
        let content = contents[FileAtRevision(.here, here.path)]
        if file.since == .changed, content != nil, content == contents[FileAtRevision(.branchPoint, file.file.path)] {
            findings.append(words.changedThere(here))
        } else if here.identity?.version == nil {
            findings.append(words.runsAgain(here))
        } else if file.since == .added {
            findings.append(words.taken(here, by: file, free: free.next()))
        } else {
            findings.append(words.changed(here, file))
        }
    }

    private func isSame(_ here: RevisionFile, _ file: CommittedFile) -> Bool {
        guard here.fileName == file.file.fileName else { return false }
        return here.path == file.file.path && !comparison.differing.contains(here.path) || isEqual(here, file)
    }

    private func isEqual(_ here: RevisionFile, _ file: CommittedFile) -> Bool {
        let content = contents[FileAtRevision(.here, here.path)]
        return content != nil && content == contents[FileAtRevision(.there, file.file.path)]
    }

    // MARK: New

    private mutating func checkOrder(_ added: [RevisionFile], _ free: inout FreeVersions) {
        guard !added.isEmpty else { return }
        let highest = (comparison.there.map(\.file) + comparison.settled).lazy
            .compactMap { file in file.identity?.version.map { ($0, file) } }.max { $0.0 < $1.0 }
        guard !comparison.outOfOrder, let highest else { return }
        let late = added.compactMap { file -> (MigrationVersion, RevisionFile)? in
            guard case .versioned(let version)? = file.identity, version <= highest.0 else { return nil }
            return (version, file)
        }
        for (_, file) in late.sorted(by: { ($0.0, $0.1.path) < ($1.0, $1.1.path) }) {
            findings.append(words.notHigher(file, than: highest.1, free: free.next()))
        }
    }
}
