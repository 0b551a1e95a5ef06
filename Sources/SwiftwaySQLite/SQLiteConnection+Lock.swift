package import SwiftwayDatabase

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// SQLite has no lock that outlasts a transaction, and a script that runs outside of one needs one. It is that of a file
/// beside the database: the system gives it back when the process ends, however it ends.
extension SQLiteConnection {
    package var exclusion: Exclusion { .transaction }

    package func tryLock(_ key: Int64, look: HistoryLook?) throws(DatabaseError) -> Bool {
        // A database in memory is nobody else's.
        guard let databasePath else { return true }
        let path = Self.lockPath(of: databasePath)
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        // Where no file can be made SQLite cannot make its journal either, and says so better.
        guard descriptor >= 0 else { return true }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, Self.isStill(descriptor, at: path) else {
            close(descriptor)
            return false
        }
        lockDescriptor = descriptor
        return true
    }

    package func tryBegin(_ options: TransactionOptions, lock key: Int64) throws(DatabaseError) -> Bool {
        try begin(options)
        return true
    }

    package func lockStatements(_ key: Int64) -> [String] { [] }

    package func renewLock(_ key: Int64) throws(DatabaseError) -> Bool { true }

    package func unlockStatement(_ key: Int64) -> String? { nil }

    package func unlock(_ key: Int64) throws(DatabaseError) -> Bool {
        guard let descriptor = lockDescriptor else { return databasePath == nil }
        lockDescriptor = nil
        // Removed while it is still held: whoever has opened it before sees that it is another file than the one there.
        if let databasePath { unlink(Self.lockPath(of: databasePath)) }
        return close(descriptor) == 0
    }

    package var lockCondition: String? { nil }

    package func lockHolder(_ key: Int64) throws(DatabaseError) -> LockHolder? { nil }

    private static func lockPath(of path: String) -> String { "\(path)-swiftway-lock" }

    private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
        var held = stat()
        var there = stat()
        return fstat(descriptor, &held) == 0 && stat(path, &there) == 0 && held.st_ino == there.st_ino
            && held.st_dev == there.st_dev
    }
}
