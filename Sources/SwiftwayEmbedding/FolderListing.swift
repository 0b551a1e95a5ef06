import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// All files below a folder. As when locations are scanned, hidden folders are left out, and each folder is visited once,
/// those behind links last.
struct FolderListing {
    private let root: String
    private var visited: Set<Identity> = []
    private var paths: [String] = []
    private var links: [String] = []

    /// What the file system knows a folder by.
    private struct Identity: Hashable {
        var device: UInt64
        var number: UInt64
    }

    /// Their paths in it, sorted.
    static func files(in root: String) throws -> [String] {
        var listing = FolderListing(root: root)
        // What leads back up would bring in all that is beside the folder.
        listing.visited = folders(above: root)
        try listing.visit("")
        while let link = listing.links.min() {
            listing.links.removeAll { $0 == link }
            try listing.visit(link)
        }
        return listing.paths.sorted()
    }

    private init(root: String) { self.root = root }

    private mutating func visit(_ folder: String) throws {
        let directory = folder.isEmpty ? root : "\(root)/\(folder)"
        guard let identity = Self.identity(directory), visited.insert(identity).inserted else { return }
        for name in try FileManager.default.contentsOfDirectory(atPath: directory).sorted() where !name.hasPrefix(".") {
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            if Self.identity("\(root)/\(path)") == nil {
                paths.append(path)
            } else if Self.isLink("\(root)/\(path)") {
                links.append(path)
            } else {
                try visit(path)
            }
        }
    }

    /// `nil` for what is no folder. Symbolic links are followed.
    private static func identity(_ path: String) -> Identity? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
        return Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
    }

    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    private static func folders(above root: String) -> Set<Identity> {
        guard let resolved = realpath(root, nil) else { return [] }
        defer { free(resolved) }
        var folder = Substring(String(cString: resolved))
        var folders: Set<Identity> = []
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            if let identity = identity(folder.isEmpty ? "/" : String(folder)) { folders.insert(identity) }
        }
        return folders
    }
}
