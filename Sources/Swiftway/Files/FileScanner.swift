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
    }

    /// All regular files below the location, sorted by path. Hidden folders and what cannot be read are left out.
    package func files(in location: Location) throws(Unusable) -> [ScannedFile] {
        let root = FileSystem.absolute(location.root, in: workingDirectory)
        if let reason = reasonAgainst(root) { throw Unusable(reason: text(reason, location.root, root)) }
        var found: [String] = []
        walk(root, below: "", into: &found)
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

    private func walk(_ root: String, below path: String, into found: inout [String]) {
        let directory = path.isEmpty ? root : "\(root)/\(path)"
        guard let entries = try? FileSystem.entries(of: directory) else { return }
        for (name, kind) in entries {
            let entry = path.isEmpty ? name : "\(path)/\(name)"
            switch kind {
            case .directory where !name.hasPrefix("."): walk(root, below: entry, into: &found)
            case .file: found.append(entry)
            case .directory, .other: break
            }
        }
    }

    private func reasonAgainst(_ path: String) -> String? {
        switch FileSystem.kind(of: path) {
        case nil: "not found"
        case .directory: FileSystem.isSearchable(path) ? nil : "not readable"
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
