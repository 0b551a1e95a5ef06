import SwiftwayConfiguration
import SwiftwayCore

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

/// Collects what a comparison needs, from all repositories that the locations lie in.
private struct GitGathering {
    private let settings: Settings
    private let environment: RunEnvironment
    private let words: GitFindings
    private let resolver: Resolver
    private let source: ScriptSource
    private(set) var folders: [ComparedFolder]
    private(set) var comparison: RevisionComparison
    private(set) var findings: [Finding] = []
    private(set) var uncomparedPaths: Set<String> = []

    private var here: [String: RevisionFile] = [:]
    /// By their real paths.
    private var files: [String: ScannedFile] = [:]
    private var origins: [String: Origin] = [:]

    /// Where the contents of a committed file are.
    private struct Origin {
        var repository: GitRepository
        var path: String
        var object: String
        /// What it was where both sides parted, if it was something else.
        var branchPoint: String?

        var blob: GitRepository.Blob { .init(object: object, path: path) }
    }

    init(_ request: GitComparison, _ files: [ScannedFile]) {
        settings = request.settings
        environment = request.environment
        words = GitFindings(revision: request.revision)
        source = ScriptSource(settings: settings)
        resolver = Resolver(settings, from: source)
        comparison = RevisionComparison(revision: request.revision)
        comparison.outOfOrder = settings.plan.outOfOrder
        comparison.naming = settings.naming
        folders = Self.locations(settings, environment.workingDirectory(settings.scan))
        var paths = RealPaths()
        let names = resolver.names(of: files)
        for entry in names.migrations + names.callbacks {
            let path = paths.path(of: entry.file)
            // A file that two locations reach is one.
            guard here[path] == nil else { continue }
            let file = RevisionFile(entry.name, entry.file, path: path)
            comparison.here.append(file)
            here[path] = file
            self.files[path] = entry.file
            addFolder(of: entry.file, at: path)
        }
    }

    private static func locations(_ settings: Settings, _ workingDirectory: String) -> [ComparedFolder] {
        let scan = LocationScan(settings: settings.scan, workingDirectory: workingDirectory) { _ in }
        let locations = ((try? scan.locations()) ?? []) + ((try? scan.callbackLocations()) ?? [])
        return locations.map { ComparedFolder($0, in: workingDirectory) }
    }

    private mutating func addFolder(of file: ScannedFile, at path: String) {
        guard !folders.contains(where: { path.isBelow($0.realPath) }) else { return }
        folders.append(ComparedFolder(of: file, realPath: path.parentPath))
    }

    // MARK: Repositories

    mutating func gather() throws(Git.Problem) {
        var repositories = try GitRepositories(
            currentDirectory: environment.currentDirectory, interruption: environment.interruption)
        var places: [(place: GitRepositories.Place, folders: [ComparedFolder])] = []
        for folder in folders {
            guard let place = repositories.place(of: folder.realPath) else {
                findings.append(words.noRepository(folder))
                leaveOut(below: [folder])
                continue
            }
            if let index = places.firstIndex(where: { $0.place == place }) {
                places[index].folders.append(folder)
            } else {
                places.append((place, [folder]))
            }
        }
        for (place, folders) in places { try gather(repositories.git(at: place), folders) }
    }

    private mutating func gather(_ git: Git, _ folders: [ComparedFolder]) throws(Git.Problem) {
        // No name of a commit begins with a hyphen, and git would take it for an option.
        let isName = !comparison.revision.hasPrefix("-")
        let answer = try git.run(
            "rev-parse", "--show-toplevel", "--verify", "--quiet", isName ? "\(comparison.revision)^{commit}" : "")
        let line = answer.line
        guard answer.status == 0, let end = line.lastIndex(of: "\n") else {
            // It is quiet about a commit that is not there, and about nothing else.
            guard answer.errors.isEmpty else { throw .refused(status: answer.status, message: answer.message) }
            findings.append(try words.missingRevision(git, folders[0]))
            leaveOut(below: folders)
            return
        }
        let repository = GitRepository(
            git: git, top: String(line[..<end]), commit: String(line[line.index(after: end)...]))
        let state = try repository.state(of: folders.map(\.realPath))
        add(state, of: repository, folders)
    }

    private mutating func leaveOut(below folders: [ComparedFolder]) {
        let paths = here.keys.filter { path in folders.contains { path.isBelow($0.realPath) } }
        for path in paths { uncomparedPaths.formUnion([here[path]?.absolutePath].compactMap { $0 }) }
        let left = Set(paths)
        comparison.here.removeAll { left.contains($0.path) }
    }

    // MARK: One repository

    private mutating func add(
        _ state: GitRepository.State, of repository: GitRepository, _ folders: [ComparedFolder]
    ) {
        let root = repository.top == "/" ? "/" : repository.top + "/"
        var differing: Set<String> = []
        var tracked: Set<String> = []
        for difference in state.differing {
            differing.insert(root + difference.path)
            if difference.kind == .added { tracked.insert(root + difference.path) }
        }
        var since: [String: GitOutput.Difference] = [:]
        for difference in state.since ?? [] { since[root + difference.path] = difference }

        var known: Set<String> = []
        known.reserveCapacity(state.entries.count)
        var links: [String] = []
        var committed: [(file: RevisionFile, path: String)] = []
        var others: [ScannedFile] = []
        var otherPaths: [String: String] = [:]
        for entry in state.entries {
            let path = root + entry.path
            known.insert(path)
            if entry.kind == .link { links.append(path) }
            origins[path] = Origin(
                repository: repository, path: entry.path, object: entry.object,
                branchPoint: since[path].flatMap { $0.kind == .changed ? $0.object : nil })
            if let file = here[path] {
                committed.append((file, path))
            } else if let file = folders.lazy.compactMap({ $0.file(at: path) }).first {
                others.append(file)
                otherPaths[file.absolutePath] = path
            }
        }
        let names = resolver.names(of: others)
        for entry in names.migrations + names.callbacks {
            guard let path = otherPaths[entry.file.absolutePath] else { continue }
            committed.append((RevisionFile(entry.name, entry.file, path: path), path))
        }
        // A link says what the file says that it leads to, where that is compared too.
        for link in links {
            guard let target = FileSystem.realPath(link), let origin = origins[target] else { continue }
            origins[link] = origin
            if differing.contains(target) { differing.insert(link) }
        }

        comparison.there += committed.map { file, path in
            CommittedFile(
                file,
                since: state.since == nil
                    ? .unknown
                    : since[path].map { $0.kind == .added ? .added : .changed } ?? .unchanged)
        }
        comparison.differing.formUnion(differing)
        for (path, difference) in since where difference.kind == .deleted { comparison.deletedThere.insert(path) }
        for path in here.keys where path.isBelow(repository.top) && !known.contains(path) && !tracked.contains(path) {
            comparison.untracked.insert(path)
        }
        if committed.isEmpty,
            let folder = folders.first(where: { folder in here.keys.contains { $0.isBelow(folder.realPath) } })
        {
            findings.append(words.nothingThere(folder))
        }
    }

    // MARK: Contents

    func contents(of needed: Set<FileAtRevision>) throws(Git.Problem) -> [FileAtRevision: ScriptContent] {
        var contents: [FileAtRevision: ScriptContent] = [:]
        var blobs: [FileAtRevision: GitRepository.Blob] = [:]
        var repositories: [String: (repository: GitRepository, blobs: Set<GitRepository.Blob>)] = [:]
        for file in needed {
            guard file.place != .here else {
                contents[file] = contentHere(file.path)
                continue
            }
            guard let origin = origins[file.path] else { continue }
            var blob = origin.blob
            if file.place == .branchPoint, let object = origin.branchPoint { blob.object = object }
            blobs[file] = blob
            let top = origin.repository.top
            repositories[top, default: (origin.repository, [])].blobs.insert(blob)
            if let configuration = origins[file.path + ".conf"] { repositories[top]?.blobs.insert(configuration.blob) }
        }
        for (top, (repository, wanted)) in repositories {
            let mine = blobs.filter { origins[$0.key.path]?.repository.top == top }
            let stored = try repository.contents(of: Array(wanted))
            for (file, blob) in mine { contents[file] = stored[blob].map { content($0, of: file, stored) } }
            // Most are stored as a checkout writes them; what is equal already need not be looked at once more.
            let unequal = mine.filter { contents[$0.key] != contents[FileAtRevision(.here, $0.key.path)] }
            let converted = try repository.contentsOfCheckout(of: Array(Set(unequal.values)))
            for (file, blob) in unequal {
                if let bytes = converted[blob] { contents[file] = content(bytes, of: file, stored) }
            }
        }
        return contents
    }

    /// The content of a committed file, read as the configuration beside it says.
    private func content(
        _ bytes: [UInt8], of file: FileAtRevision, _ stored: [GitRepository.Blob: [UInt8]]
    ) -> ScriptContent {
        let configuration = origins[file.path + ".conf"].flatMap { stored[$0.blob] }.flatMap {
            try? ScriptConfiguration(parsing: String(decoding: $0, as: UTF8.self))
        }
        return ScriptContent(bytes, configuration ?? ScriptConfiguration(), settings.scripts)
    }

    private func contentHere(_ path: String) -> ScriptContent? {
        guard let file = files[path], let bytes = try? FileSystem.read(file.absolutePath) else { return nil }
        let configuration = try? source.configuration(of: file)
        return ScriptContent(bytes, configuration ?? ScriptConfiguration(), settings.scripts)
    }
}
