import SwiftwayConfiguration
import SwiftwayCore
import SwiftwayEngine

/// Collects what a comparison needs, from all repositories that the locations lie in.
struct GitGathering {
    private let settings: Settings
    private let environment: RunEnvironment
    private let words: GitFindings
    private let resolver: Resolver
    private let source: ScriptSource
    private(set) var folders: [ComparedFolder]
    private(set) var comparison: RevisionComparison
    private(set) var findings: [Finding] = []

    /// All scripts here.
    private var scripts: [RevisionFile] = []
    private var states: [State] = []
    /// Their places in `scripts`, by their paths.
    private var places: [String: Int] = [:]
    /// Of what is not plainly the same on both sides, by paths.
    private var origins: [String: Origin] = [:]

    private enum State {
        /// Not in the commit.
        case new
        case settled, differing
        /// In no repository that could be looked into.
        case uncompared
    }

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
        let names = resolver.names(of: files)
        scripts.reserveCapacity(files.count)
        places.reserveCapacity(files.count)
        var paths = RealPaths()
        for entry in names.migrations + names.callbacks {
            let (path, isInNewFolder) = paths.path(of: entry.file)
            if isInNewFolder { addFolder(of: entry.file, at: path) }
            // A file that two locations reach is one.
            guard places[path] == nil else { continue }
            places[path] = scripts.count
            scripts.append(RevisionFile(entry.name, entry.file, path: path))
        }
        states = Array(repeating: .new, count: scripts.count)
    }

    private static func locations(_ settings: Settings, _ workingDirectory: String) -> [ComparedFolder] {
        let scan = LocationScan(settings: settings.scan, sources: [.locations], workingDirectory: workingDirectory) {
            _ in
        }
        let locations = ((try? scan.locations()) ?? []) + ((try? scan.callbackLocations()) ?? [])
        return locations.map { ComparedFolder($0, in: workingDirectory) }
    }

    private mutating func addFolder(of file: ScannedFile, at path: String) {
        guard !folders.contains(where: { path.isBelow($0.realPath) }) else { return }
        folders.append(ComparedFolder(of: file, realPath: path.parentPath))
    }

    /// The absolute paths of what could not be compared.
    var uncomparedPaths: [String] {
        scripts.indices.filter { states[$0] == .uncompared }.map { scripts[$0].absolutePath }
    }

    // MARK: Repositories

    mutating func gather() throws(Git.Problem) {
        var repositories = try GitRepositories(
            currentDirectory: environment.currentDirectory, interruption: environment.interruption)
        var found: [(place: GitRepositories.Place, folders: [ComparedFolder])] = []
        for folder in folders {
            guard let place = repositories.place(of: folder.realPath) else {
                findings.append(words.noRepository(folder))
                leaveOut(below: [folder])
                continue
            }
            if let index = found.firstIndex(where: { $0.place == place }) {
                found[index].folders.append(folder)
            } else {
                found.append((place, [folder]))
            }
        }
        for (place, folders) in found { try gather(repositories.git(at: place), folders) }
        for (script, state) in zip(scripts, states) {
            switch state {
            case .new, .differing: comparison.here.append(script)
            case .settled: comparison.settled.append(script)
            case .uncompared: break
            }
        }
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
            git: try git.withoutFiltersOfRepository(), top: String(line[..<end]),
            commit: String(line[line.index(after: end)...]))
        add(try repository.state(of: folders.map(\.realPath)), of: repository, folders)
    }

    private mutating func leaveOut(below folders: [ComparedFolder]) {
        for place in scripts.indices where folders.contains(where: { scripts[place].path.isBelow($0.realPath) }) {
            states[place] = .uncompared
        }
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
        func sinceBranchPoint(_ path: String) -> CommittedFile.Since {
            guard state.since != nil else { return .unknown }
            return since[path].map { $0.kind == .added ? .added : .changed } ?? .unchanged
        }

        /// From what they lead to.
        var links: [String: String] = [:]
        var others: [ScannedFile] = []
        var otherPaths: [String: String] = [:]
        var isEmpty = true
        func keep(_ entry: GitOutput.TreeEntry, at path: String, as name: String) {
            origins[name] = Origin(
                repository: repository, path: entry.pathText, object: entry.objectName,
                branchPoint: since[path].flatMap { $0.kind == .changed ? $0.object : nil })
        }
        GitOutput.forEachTreeEntry(state.tree) { entry in
            let path = root + entry.pathText
            if let place = places[path] {
                isEmpty = false
                if entry.isLink, let target = FileSystem.realPath(path) { links[target] = path }
                let isDiffering = entry.isLink || differing.contains(path)
                states[place] = isDiffering ? .differing : .settled
                guard isDiffering else { return }
                comparison.there.append(CommittedFile(scripts[place], since: sinceBranchPoint(path)))
            } else if let file = folders.lazy.compactMap({ $0.file(at: path) }).first {
                others.append(file)
                otherPaths[file.absolutePath] = path
            }
            keep(entry, at: path, as: path)
        }
        let names = resolver.names(of: others)
        for entry in names.migrations + names.callbacks {
            guard let path = otherPaths[entry.file.absolutePath] else { continue }
            isEmpty = false
            comparison.there.append(
                CommittedFile(RevisionFile(entry.name, entry.file, path: path), since: sinceBranchPoint(path)))
        }
        if !links.isEmpty {
            // A link says what the file says that it leads to.
            GitOutput.forEachTreeEntry(state.tree) { entry in
                let path = root + entry.pathText
                guard let link = links[path] else { return }
                keep(entry, at: path, as: link)
                if differing.contains(path) { differing.insert(link) }
            }
        }

        comparison.differing.formUnion(differing)
        for (path, difference) in since where difference.kind == .deleted { comparison.deletedThere.insert(path) }
        for (place, script) in scripts.enumerated()
        where states[place] == .new && script.path.isBelow(repository.top) && !tracked.contains(script.path) {
            comparison.untracked.insert(script.path)
        }
        if isEmpty, !scripts.isEmpty, let folder = folders.first { findings.append(words.nothingThere(folder)) }
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
        guard let file = places[path].map({ scripts[$0].file }), let bytes = try? FileSystem.read(file.absolutePath)
        else { return nil }
        let configuration = try? source.configuration(of: file)
        return ScriptContent(bytes, configuration ?? ScriptConfiguration(), settings.scripts)
    }
}
