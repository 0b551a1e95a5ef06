package import SwiftwayCore

/// Walks locations: the only directory walk there is.
package struct FileScanner: Sendable {
    package var workingDirectory: String

    package init(workingDirectory: String) {
        self.workingDirectory = workingDirectory
    }

    /// Why a location cannot be scanned, in Flyway's words: `sql (not found)`.
    package struct Unusable: Error, Sendable {
        package var reason: String
        /// Whether there is a folder, and with it perhaps migrations, that we may not look into. Passing over a
        /// folder that is not there loses nothing; passing over this one would.
        package var hidesFiles: Bool
    }

    /// All regular files below the location, sorted by path. Hidden folders are left out.
    /// - Throws: ``Unusable`` where the location or a folder below it cannot be read.
    package func files(in location: Location) throws(Unusable) -> [ScannedFile] {
        let root = FileSystem.absolute(location.root, in: workingDirectory)
        if let reason = reasonAgainst(root) {
            throw Unusable(reason: text(reason, location.root, root), hidesFiles: false)
        }
        var tree = FileTree()
        try walk(root, below: "", into: &tree)
        let wildcards = location.wildcards
        // A location with an absolute path shows it as written; a relative one keeps its own spelling.
        let shown = location.root == "." ? "" : "\(location.root)/"
        let absolute = "\(root)/"
        return tree.sorted().compactMap { path -> ScannedFile? in
            guard let script = wildcards.map({ $0.script(ofFileBelowRoot: path) }) ?? path else { return nil }
            return ScannedFile(
                script: script, displayPath: shown + path, absolutePath: absolute + path,
                mayHaveConfiguration: tree.mayHaveConfiguration(path))
        }
    }

    private func walk(_ root: String, below path: String, into tree: inout FileTree) throws(Unusable) {
        let directory = path.isEmpty ? root : "\(root)/\(path)"
        let below = path.isEmpty ? "" : "\(path)/"
        var folders: [String] = []
        do {
            try FileSystem.visit(directory) { name, kind in
                switch kind {
                case .directory:
                    if name.first != UInt8(ascii: ".") { folders.append(below + String(decoding: name, as: UTF8.self)) }
                case .file: tree.append(name, below: below, isRegular: true)
                case .other: tree.append(name, below: below, isRegular: false)
                }
            }
        } catch {
            throw Unusable(reason: "\(directory) (not readable: \(error.reason))", hidesFiles: true)
        }
        for folder in folders { try walk(root, below: folder, into: &tree) }
    }

    private func reasonAgainst(_ path: String) -> String? {
        switch FileSystem.kind(of: path) {
        case nil: "not found"
        case .directory: nil
        case .file, .other: "not a directory"
        }
    }

    private func text(_ reason: String, _ path: String, _ absolutePath: String) -> String {
        let hint =
            path.hasPrefix("/")
            ? ""
            : " Resolved to '\(absolutePath)'. If this is not where your migrations are, "
                + "check that your working directory is set correctly (working directory: '\(workingDirectory)')."
        return "\(path) (\(reason))\(hint)"
    }
}
