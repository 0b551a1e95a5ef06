internal import SwiftwayDatabase
import SwiftwayText

/// What an address says: which file, or memory, and the settings of the connection.
/// The forms are those of the Java driver, with and without `jdbc:`.
struct SQLiteAddress: Equatable {
    enum Access: Equatable {
        case readWrite
        case readOnly
    }

    /// What `sqlite3_open_v2` is given: a path, a `file:` URI or `:memory:`.
    var name: String
    /// The file on disk, percent-decoded; `nil` for a database in memory.
    var path: String?
    var access = Access.readWrite
    /// To be set on the open connection, in the order of the address.
    var pragmas: [Pragma] = []

    struct Pragma: Equatable {
        var name: String
        var value: String
    }

    /// How long a statement waits for another connection's lock where the address does not say, in milliseconds.
    static let defaultBusyTimeout: Int32 = 3_000

    /// The parameter `busy_timeout` in milliseconds, or the Java driver's default.
    var busyTimeout: Int32 {
        pragmas.last { $0.name == "busy_timeout" }.flatMap { Int32($0.value) } ?? Self.defaultBusyTimeout
    }

    static func recognises(_ url: String) -> Bool { body(of: url) != nil }

    /// `nil` when `url` is no SQLite address. `properties` count like parameters of the address, which win.
    init?(_ url: String, properties: [String: String] = [:]) {
        guard let body = Self.body(of: url) else { return nil }
        let halves = body.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let parameters = Self.parameters(halves.count == 2 ? halves[1] : "")
        let target = String(halves[0])
        let isInMemory = parameters.contains { $0.name == "mode" && $0.value == "memory" }

        if target.hasPrefix("file:") {
            self.init(uri: target, parameters: parameters)
        } else if target.isEmpty || target == ":memory:" || isInMemory {
            self.init(name: ":memory:", path: nil)
        } else {
            self.init(name: target, path: target)
        }
        if Self.asksForReadOnly(parameters) { access = .readOnly }

        let named = Set(parameters.map(\.name))
        let fromProperties = properties.sorted { $0.key < $1.key }
            .map { Pragma(name: $0.key.lowercased(), value: $0.value) }
            .filter { !named.contains($0.name) }
        pragmas = (parameters + fromProperties).filter { Self.knownPragmas.contains($0.name) }
    }

    private init(name: String, path: String?) {
        self.name = name
        self.path = path
    }

    /// A `file:` URI keeps the parameters that SQLite itself reads: <https://sqlite.org/uri.html#uri_filenames>.
    private init(uri: String, parameters: [Pragma]) {
        let kept = parameters.filter { Self.uriParameters.contains($0.name) }
        let query = kept.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        let isInMemory = uri == "file::memory:" || kept.contains { $0.name == "mode" && $0.value == "memory" }
        self.init(
            name: query.isEmpty ? uri : "\(uri)?\(query)", path: isInMemory ? nil : Self.path(ofURI: uri))
    }

    // MARK: Parts

    private static func body(of url: String) -> Substring? {
        guard let scheme = DatabaseKind.sqlite.scheme(of: url) else { return nil }
        let rest = url.dropFirst(scheme.count)
        if scheme.hasPrefix("jdbc:") { return rest }
        // Without `jdbc:` people write it like any other address: sqlite:///absolute and sqlite://relative.
        return rest.hasPrefix("//") ? rest.dropFirst(2) : rest
    }

    private static func parameters(_ query: Substring) -> [Pragma] {
        query.split(separator: "&").map { parameter in
            let halves = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Pragma(name: halves[0].lowercased(), value: halves.count == 2 ? String(halves[1]) : "")
        }
    }

    /// `mode=ro`, or the Java driver's `open_mode`, whose lowest bit is SQLite's flag for reading only.
    private static func asksForReadOnly(_ parameters: [Pragma]) -> Bool {
        parameters.contains { parameter in
            switch parameter.name {
            case "mode": parameter.value == "ro"
            case "open_mode": Int(parameter.value).map { $0 & 1 == 1 } ?? false
            default: false
            }
        }
    }

    /// `file:data.db`, `file:/srv/data.db`, `file:///srv/data.db` and `file://localhost/srv/data.db`.
    private static func path(ofURI uri: String) -> String {
        var rest = uri.dropFirst("file:".count)
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            rest = rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...]
        }
        return decodingPercents(rest.prefix { $0 != "#" })
    }

    private static let uriParameters: Set = ["mode", "cache", "immutable", "vfs", "nolock", "psow", "modeof"]

    /// The pragmas that configure a connection. Every other parameter is ignored, as the Java driver does with
    /// those that it does not know.
    private static let knownPragmas: Set = [
        "application_id", "auto_vacuum", "automatic_index", "busy_timeout", "cache_size", "cache_spill",
        "case_sensitive_like", "cell_size_check", "checkpoint_fullfsync", "defer_foreign_keys", "encoding",
        "foreign_keys", "fullfsync", "ignore_check_constraints", "journal_mode", "journal_size_limit",
        "legacy_alter_table", "locking_mode", "max_page_count", "mmap_size", "page_size", "read_uncommitted",
        "recursive_triggers", "reverse_unordered_selects", "secure_delete", "synchronous", "temp_store",
        "threads", "trusted_schema", "user_version", "wal_autocheckpoint",
    ]
}
