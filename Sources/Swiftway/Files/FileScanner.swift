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
        var found: [String] = []
        try walk(root, below: "", into: &found)
        let wildcards = location.wildcards
        // A location with an absolute path shows it as written; a relative one keeps its own spelling.
        let files = found.compactMap { path -> ScannedFile? in
            guard let script = wildcards.map({ $0.script(ofFileBelowRoot: path) }) ?? path else { return nil }
            return ScannedFile(
                script: script, displayPath: location.root == "." ? path : "\(location.root)/\(path)",
                absolutePath: "\(root)/\(path)")
        }
        return files.sorted { $0.absolutePath.utf8.lexicographicallyPrecedes($1.absolutePath.utf8) }
    }

    private func walk(_ root: String, below path: String, into found: inout [String]) throws(Unusable) {
        let directory = path.isEmpty ? root : "\(root)/\(path)"
        let entries: [(name: String, kind: FileSystem.Kind)]
        do {
            entries = try FileSystem.entries(of: directory)
        } catch {
            throw Unusable(reason: "\(directory) (not readable: \(error.reason))", hidesFiles: true)
        }
        for (name, kind) in entries {
            let entry = path.isEmpty ? name : "\(path)/\(name)"
            switch kind {
            case .directory where !name.hasPrefix("."): try walk(root, below: entry, into: &found)
            case .file: found.append(entry)
            case .directory, .other: break
            }
        }
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
