#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What a backup that was killed has left behind, beside where it was going to be: nobody would ever remove it, and it is as
/// large as the database.
struct BackupLeftovers {
    let folder: String
    /// Of the backup.
    let name: String

    /// Of files that SQLite makes beside the one that it writes.
    static let companions = ["-journal", "-wal", "-shm"]
    static let partialEnd = ".partial"

    /// Those of this backup's name, or where that is of the moment, of any such name. One that is being written is locked.
    func remove() {
        var names: [String] = []
        guard let stream = opendir(folder) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { continue }
            let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            names.append(String(cString: start))
        }
        for name in names where isOurs(name) { remove(name) }
        for name in names {
            for companion in Self.companions where name.hasSuffix(companion) {
                let partial = String(name.dropLast(companion.count))
                if isOurs(partial), access("\(folder)/\(partial)", F_OK) != 0 { unlink("\(folder)/\(name)") }
            }
        }
    }

    private func remove(_ name: String) {
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &status) == 0,
            status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid()
        else { return }
        unlink(path)
    }

    /// `backup.db.1z141z3.partial`
    private func isOurs(_ file: String) -> Bool {
        guard file.hasSuffix(Self.partialEnd) else { return false }
        let rest = file.dropLast(Self.partialEnd.count)
        guard let dot = rest.lastIndex(of: ".") else { return false }
        let suffix = rest[rest.index(after: dot)...]
        guard !suffix.isEmpty, suffix.utf8.count <= 13,
            suffix.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isLowercase) })
        else { return false }
        let stem = rest[..<dot]
        return stem == name || Self.isOfMoment(stem) && Self.isOfMoment(name[...])
    }

    /// `backup-20260701120000.db`, as a run calls its own in a folder.
    private static func isOfMoment(_ name: Substring) -> Bool {
        guard name.hasPrefix("backup-"), name.hasSuffix(".db") else { return false }
        let digits = name.dropFirst(7).dropLast(3)
        return digits.utf8.count == 14 && digits.allSatisfy(\.isNumber)
    }
}
