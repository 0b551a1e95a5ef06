#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension FileSystem {
    /// Writes a file so that nobody ever reads half of it: beside its place first, then moved there. Creates the folders
    /// on its way. Devices and pipes (`/dev/stderr`) are written to as they are.
    package static func writeWhole(_ bytes: [UInt8], to path: String) throws(Failure) {
        if kind(of: path) == .other {
            try write(bytes, to: path, path: path, flags: O_WRONLY)
            return
        }
        try createFolder(of: path)
        // Where a link points to, so that the link stays one.
        let place = realPath(path) ?? path
        guard kind(of: place) != .directory else { throw Failure(path: path, code: EISDIR) }
        let draft = "\(place).\(getpid()).part"
        do throws(Failure) {
            try write(bytes, to: draft, path: path, flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
            guard rename(draft, place) == 0 else { throw Failure(path: path, code: errno) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    private static func createFolder(of path: String) throws(Failure) {
        let folder = path.parentPath
        if kind(of: folder) == .directory { return }
        try createFolder(of: folder)
        guard mkdir(folder, 0o777) != 0 else { return }
        let code = errno
        // Another process may have made it meanwhile.
        if code == EEXIST, kind(of: folder) == .directory { return }
        throw Failure(path: folder, code: code == EEXIST ? ENOTDIR : code)
    }

    private static func write(
        _ bytes: [UInt8], to file: String, path: String, flags: Int32
    ) throws(Failure) {
        let descriptor = open(file, flags | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { writeOnce(descriptor, $0) }
            guard count >= 0 || errno == EINTR else {
                let code = errno
                close(descriptor)
                throw Failure(path: path, code: code)
            }
            rest = rest.dropFirst(max(0, count))
        }
        // Some file systems tell only now that the disk is full.
        guard close(descriptor) == 0 else { throw Failure(path: path, code: errno) }
    }

    /// The system's `write`, whose name is taken by others here.
    package static func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
