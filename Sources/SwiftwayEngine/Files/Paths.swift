#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension String {
    /// Whether this path is `folder` or below it.
    package func isInside(_ folder: String) -> Bool { self == folder || isBelow(folder) }

    package func isBelow(_ folder: String) -> Bool {
        folder == "/" ? utf8.count > 1 : utf8.count > folder.utf8.count + 1 && hasPrefix(folder + "/")
    }

    /// The path of the folder that this path is in.
    package var parentPath: String {
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")), slash != startIndex else { return "/" }
        return String(self[..<slash])
    }

    /// The last part of this path.
    package var lastPathPart: String {
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return self }
        return String(self[utf8.index(after: slash)...])
    }
}

extension FileSystem {
    /// `path` with all links resolved; `nil` where there is nothing.
    package static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The same of a path whose last parts may not be there.
    package static func realPath(asFarAsItIs path: String) -> String {
        if let real = realPath(path) { return real }
        guard path != "/" else { return path }
        let parent = realPath(asFarAsItIs: path.parentPath)
        return (parent == "/" ? "/" : parent + "/") + path.lastPathPart
    }

    /// The nearest folder, from `directory` upwards, that is the top of a working tree of git.
    package static func repositoryRoot(of directory: String) -> String? {
        var folder = directory
        while !isRepositoryRoot(folder) {
            guard folder != "/" else { return nil }
            folder = folder.parentPath
        }
        return folder
    }

    /// Whether a `.git` is in the folder: another folder, or a file in a further working tree and in a submodule.
    package static func isRepositoryRoot(_ folder: String) -> Bool {
        kind(of: folder == "/" ? "/.git" : "\(folder)/.git") != nil
    }
}
