package import SwiftwayCore
import SwiftwayText

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
    package func files(in location: Location) throws(Unusable) -> [ScannedFile] { try scan(location).files }

    /// The same, with what is known of the folders that they are in.
    func scan(_ location: Location) throws(Unusable) -> LocationContents {
        let root = FileSystem.absolute(location.root, in: workingDirectory)
        if let reason = reasonAgainst(root) {
            throw Unusable(reason: text(reason, location.root, root), hidesFiles: false)
        }
        // A location with an absolute path shows it as written; a relative one keeps its own spelling.
        let shown = location.root == "." ? "" : "\(location.root)/"
        var walk = FolderWalk(root: root, shownRoot: location.root)
        try walk.run()
        let absolute = "\(root)/"
        let paths = walk.tree.sorted()
        func file(_ path: FileTree.ShownPath, _ script: String) -> ScannedFile {
            ScannedFile(
                script: script, displayPath: shown + path.text, absolutePath: absolute + path.text,
                mayHaveConfiguration: walk.tree.mayHaveConfiguration(path.text), isNamedInUTF8: path.isUTF8)
        }
        guard let wildcards = location.wildcards else {
            return LocationContents(
                files: paths.map { file($0, $0.text) }, folders: walk.folders, skipped: walk.skipped(walk.aliases))
        }
        var files: [ScannedFile] = []
        var others: [FileTree.ShownPath] = []
        for path in paths {
            if let script = wildcards.script(ofFileBelowRoot: path.text) {
                files.append(file(path, script))
            } else {
                others.append(path)
            }
        }
        // A link may be what brings a folder under the pattern.
        let aliases = walk.aliases.filter { alias in
            let found = others.compactMap { path -> ScannedFile? in
                guard path.text.isBelow(alias.visited) else { return nil }
                var linked = path
                linked.text = alias.path + path.text.dropFirst(alias.visited.count)
                return wildcards.script(ofFileBelowRoot: linked.text).map { script in
                    var file = file(linked, script)
                    file.mayHaveConfiguration = walk.tree.mayHaveConfiguration(path.text)
                    return file
                }
            }
            files += found
            return found.isEmpty
        }
        return LocationContents(files: files, folders: walk.folders, skipped: walk.skipped(aliases))
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
