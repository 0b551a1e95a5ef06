internal import CSQLite
internal import SwiftwayDatabase

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Owns one `sqlite3 *`: closed exactly once.
struct SQLiteHandle: ~Copyable {
    let pointer: OpaquePointer

    /// Opens the file, creating it where it is missing; its folder must exist.
    init(_ address: SQLiteAddress) throws(DatabaseError) {
        if let path = address.path { try Self.check(path) }
        let access = address.access == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        // A connection belongs to one thread. What another one may do, interrupting, needs no lock of SQLite's.
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(address.name, &opened, access | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nil)
        guard let opened else {
            throw DatabaseError(
                resultCode: SQLITE_NOMEM, message: "out of memory", category: .connectionFailed)
        }
        guard code == SQLITE_OK else {
            // "Whether or not an error occurs when it is opened, resources associated with the database connection
            // handle should be released": https://sqlite.org/c3ref/open.html
            defer { sqlite3_close_v2(opened) }
            var error = DatabaseError(lastOf: opened, category: .connectionFailed)
            let systemError = sqlite3_system_errno(opened)
            error.message += address.path.map { " '\($0)'" } ?? ""
            error.message += systemError == 0 ? "" : ": \(String(cString: strerror(systemError)))"
            throw error
        }
        sqlite3_extended_result_codes(opened, 1)
        pointer = opened
    }

    deinit { sqlite3_close_v2(pointer) }

    /// Names what SQLite would only call "unable to open database file".
    private static func check(_ path: String) throws(DatabaseError) {
        switch FileKind(of: path) {
        case .file: return
        case .directory: throw unusable(path, "it is a directory")
        case .missing:
            var missing = parent(of: path)
            if FileKind(of: missing) == .directory {
                guard access(missing, W_OK | X_OK) != 0 else { return }
                throw unusable(path, String(cString: strerror(errno)))
            }
            while FileKind(of: parent(of: missing)) == .missing { missing = parent(of: missing) }
            let reason = FileKind(of: missing) == .missing ? "does not exist" : "is not a directory"
            throw unusable(path, "'\(missing)' \(reason)")
        }
    }

    private static func unusable(_ path: String, _ reason: String) -> DatabaseError {
        DatabaseError(
            resultCode: SQLITE_CANTOPEN, message: "unable to open database file '\(path)': \(reason)",
            category: .connectionFailed)
    }

    private static func parent(of path: String) -> String {
        let trimmed = path.dropLast(path.count > 1 && path.hasSuffix("/") ? 1 : 0)
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }
}

/// What a path names, links followed.
private enum FileKind: Equatable {
    case missing
    case directory
    case file

    init(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            self = .missing
            return
        }
        self = status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
    }
}
