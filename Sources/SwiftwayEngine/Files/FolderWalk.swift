import SwiftwayText

/// A walk through a folder and all folders below it, each of which is visited once, however many links lead to it.
///
/// Links to folders come last, in the order of their paths: what can be reached without one has the path without it, on
/// every machine.
struct FolderWalk {
    /// Absolute.
    let root: String
    /// As the location is written.
    let shownRoot: String
    private(set) var tree = FileTree()
    /// By absolute path.
    private(set) var folders: [ExactText: VisitedFolder] = [:]
    /// What leads back to a folder above the location.
    private(set) var loops: [(path: String, above: String)] = []
    /// What leads to a folder that was visited by another path.
    private(set) var aliases: [(path: String, visited: String)] = []
    /// Relative to the root, like all paths here.
    private var links: [String] = []
    private var visited: [FolderIdentity: String] = [:]

    init(root: String, shownRoot: String) {
        self.root = root
        self.shownRoot = shownRoot
    }

    mutating func run() throws(FileScanner.Unusable) {
        let above = FolderIdentity.folders(above: root)
        try visit("", isLinked: FileSystem.isLink(root))
        while let next = links.indices.min(by: { links[$0].utf8.lexicographicallyPrecedes(links[$1].utf8) }) {
            let link = links.remove(at: next)
            if let identity = FolderIdentity(absolute(link)), let folder = above[identity] {
                loops.append((link, folder))
            } else {
                try visit(link, isLinked: true)
            }
        }
    }

    private mutating func visit(_ path: String, isLinked: Bool) throws(FileScanner.Unusable) {
        let directory = absolute(path)
        // Where it is gone meanwhile, opening it says so.
        if let identity = FolderIdentity(directory) {
            if let other = visited[identity] {
                aliases.append((path, other))
                return
            }
            visited[identity] = path
            folders[ExactText(directory)] = VisitedFolder(identity: identity, shown: shown(path), isLinked: isLinked)
        }
        for folder in try contents(of: directory, path) { try visit(folder, isLinked: isLinked) }
    }

    /// Takes in the files and the links, and returns the folders.
    private mutating func contents(of directory: String, _ path: String) throws(FileScanner.Unusable) -> [String] {
        let below = path.isEmpty ? "" : "\(path)/"
        var folders: [String] = []
        var unreadable: String?
        do {
            try FileSystem.visit(directory) { name, kind, isLink in
                switch kind {
                case .directory:
                    if name.first == UInt8(ascii: ".") { return }
                    guard let text = String(validating: name, as: UTF8.self) else {
                        unreadable = below + String(escapingInvalidUTF8: name)
                        return
                    }
                    if isLink { links.append(below + text) } else { folders.append(below + text) }
                case .file: tree.append(name, below: below, isRegular: true)
                case .other: tree.append(name, below: below, isRegular: false)
                }
            }
        } catch {
            throw FileScanner.Unusable(reason: "\(directory) (not readable: \(error.reason))", hidesFiles: true)
        }
        if let unreadable {
            throw FileScanner.Unusable(
                reason: "\(absolute(unreadable)) (its name is not UTF-8: rename it)", hidesFiles: true)
        }
        return folders.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Why folders are left out.
    func skipped(_ aliases: [(path: String, visited: String)]) -> [String] {
        loops.map { "Skipping folder '\(shown($0.path))' as it leads back to '\($0.above)', which the location is in" }
            + aliases.map { alias in
                "Skipping folder '\(shown(alias.path))' as it is '\(shown(alias.visited))', which is scanned already"
            }
    }

    private func absolute(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

    func shown(_ path: String) -> String {
        path.isEmpty ? shownRoot : shownRoot == "." ? path : "\(shownRoot)/\(path)"
    }
}

/// A folder that a walk came through.
struct VisitedFolder {
    var identity: FolderIdentity
    /// As it is reached from the location as configured.
    var shown: String
    /// Whether a symbolic link is on the way from the location to it.
    var isLinked: Bool
}

extension String {
    /// Bytes that are no UTF-8 are shown by their numbers: `caf\xE9`.
    init(escapingInvalidUTF8 bytes: some Collection<UInt8>) {
        self.init()
        var rest = Array(bytes)[...]
        while let first = rest.first {
            let length = (1...min(4, rest.count)).first { String(validating: rest.prefix($0), as: UTF8.self) != nil }
            if let length {
                self += String(decoding: rest.prefix(length), as: UTF8.self)
            } else {
                let digits = String(first, radix: 16, uppercase: true)
                self += "\\x" + (digits.count == 1 ? "0" : "") + digits
            }
            rest = rest.dropFirst(length ?? 1)
        }
    }
}
