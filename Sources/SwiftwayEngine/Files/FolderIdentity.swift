#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A folder as the file system knows it, whatever paths lead to it.
struct FolderIdentity: Hashable {
    private var device: UInt64
    private var number: UInt64

    /// `nil` where there is nothing. Symbolic links are followed.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        number = UInt64(truncatingIfNeeded: status.st_ino)
    }

    /// The folders that `path`, with all links resolved, is in.
    static func folders(above path: String) -> [FolderIdentity: String] {
        guard var folder = FileSystem.realPath(path) else { return [:] }
        var folders: [FolderIdentity: String] = [:]
        while folder != "/" {
            folder = folder.parentPath
            if let identity = FolderIdentity(folder) { folders[identity] = folder }
        }
        return folders
    }
}

extension FileSystem {
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
