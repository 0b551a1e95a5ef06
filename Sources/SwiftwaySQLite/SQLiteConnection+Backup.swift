internal import CSQLite
package import SwiftwayDatabase

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension SQLiteConnection {
    /// Writes a consistent copy of the database into a new file, as it is for everybody at one moment; others may go
    /// on writing meanwhile in WAL mode, and wait otherwise.
    ///
    /// The copy has no free pages, and rows of tables without `INTEGER PRIMARY KEY` may get other rowids (`VACUUM
    /// INTO`). A database without content, an empty file perhaps, becomes one without content; one in memory is copied
    /// like any other. Attached databases are not copied.
    ///
    /// A file of that name is the whole copy, on disk: it is written under another name beside it, and renamed. Its
    /// rights are those of the database.
    /// - Parameter path: must be in a folder that exists. A file that is there already must be empty.
    /// - Throws: ``DatabaseError``; then there is no new file. Inside a transaction nothing is tried.
    package func backUp(to path: String) throws(DatabaseError) {
        guard !isInTransaction else {
            throw .backup(SQLITE_ERROR, path, "it cannot be made inside a transaction")
        }
        var target = BackupFile(path)
        try target.refuseContent()
        target.removeLeftovers()
        defer { target.release() }
        try target.create(mode: databasePath.flatMap(BackupFile.mode) ?? 0o600)
        do {
            try vacuum(into: target.partialPath, for: path)
            try target.keep()
        } catch {
            target.remove()
            throw error
        }
    }

    private func vacuum(into file: String, for path: String) throws(DatabaseError) {
        do {
            // As a value, so that it may contain everything that a path may.
            _ = try query("VACUUM INTO $1", [.text(file)])
        } catch {
            var failure = error
            failure.message += ": '\(path)'"
            throw failure
        }
    }
}

extension DatabaseError {
    fileprivate static func backup(_ code: Int32, _ path: String, _ reason: String) -> DatabaseError {
        DatabaseError(resultCode: code, message: "unable to write backup '\(path)': \(reason)")
    }

    fileprivate static func system(_ code: Int32, _ path: String) -> DatabaseError {
        backup(code, path, String(cString: strerror(errno)))
    }
}

/// A file that gets its name only when it is whole.
private struct BackupFile {
    let path: String
    private let folder: String
    private let name: String
    /// What it is called until then.
    let partialPath: String
    private var mode: mode_t = 0o600
    /// Of the file, and with a lock on it, so that nobody takes it for one that was left behind.
    private var descriptor: Int32?

    init(_ path: String) {
        self.path = path
        let slash = path.lastIndex(of: "/")
        folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        name = String(path[(slash.map { path.index(after: $0) } ?? path.startIndex)...])
        let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
        // SQLite takes a name that begins with `file:` for a URI.
        partialPath = "\(path.hasPrefix("/") ? "" : "./")\(path).\(suffix)\(BackupLeftovers.partialEnd)"
    }

    func removeLeftovers() { BackupLeftovers(folder: folder, name: name).remove() }

    /// Of a file that is there: its rights, without those to run it.
    static func mode(of path: String) -> mode_t? { status(of: path).map { $0.st_mode & 0o666 } }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    /// Whoever has put something there may want to keep it: an older backup, or the database itself.
    func refuseContent() throws(DatabaseError) {
        guard !path.isEmpty else { throw .backup(SQLITE_CANTOPEN, path, "it has no name") }
        guard let status = Self.status(of: path) else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .backup(SQLITE_CANTOPEN, path, "it is there already, and not a file")
        }
        guard status.st_size == 0 else {
            throw .backup(SQLITE_CANTOPEN, path, "it is there already, and not empty")
        }
    }

    mutating func create(mode: mode_t) throws(DatabaseError) {
        // Nobody else may read it before it is known that they may.
        let descriptor = open(partialPath, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(SQLITE_CANTOPEN, path) }
        // Not to be closed before SQLite is done: that would give up SQLite's own locks on it.
        self.descriptor = descriptor
        flock(descriptor, LOCK_EX | LOCK_NB)
        self.mode = mode
    }

    mutating func release() {
        descriptor.map { _ = close($0) }
        descriptor = nil
    }

    /// Makes sure that it is on disk, and gives it its name.
    func keep() throws(DatabaseError) {
        guard chmod(partialPath, mode) == 0 else { throw .system(SQLITE_IOERR, path) }
        try synchronize(partialPath)
        // Unlike a rename, a link never takes the place of a file that has come meanwhile.
        if link(partialPath, path) == 0 {
            remove()
        } else {
            // There is an empty file, or the file system has no links.
            try refuseContent()
            guard rename(partialPath, path) == 0 else { throw .system(SQLITE_IOERR, path) }
        }
        try synchronize(folder)
    }

    func remove() {
        for end in [""] + BackupLeftovers.companions { unlink(partialPath + end) }
    }

    private func synchronize(_ file: String) throws(DatabaseError) {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(SQLITE_IOERR, path) }
        defer { close(descriptor) }
        #if canImport(Darwin)
            // fsync leaves it in the cache of the disk there.
            if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
        #endif
        guard fsync(descriptor) == 0 else { throw .system(SQLITE_IOERR, path) }
    }
}
