/// Something that is wrong with a file, found without a database.
public struct Finding: Sendable, Equatable {
    public enum Severity: String, Sendable {
        /// It would fail in the deployment.
        case error
        /// It would not, but hardly anybody means it.
        case warning
    }

    /// What kind of finding it is; a struct, so that a new kind breaks nobody's `switch`.
    public struct Kind: Sendable, Hashable {
        public let name: String
        public init(name: String) { self.name = name }
    }

    public var kind: Kind
    public var severity: Severity
    /// As it is reached from the location as configured; of a location itself the location.
    public var displayPath: String
    public var absolutePath: String
    /// From 1, in the file as written; `nil` where the whole file is meant.
    public var line: Int?
    public var column: Int?
    public var message: String
    /// How to mend it.
    public var remedy: String?

    public init(
        _ kind: Kind, severity: Severity = .error, displayPath: String, absolutePath: String, line: Int? = nil,
        column: Int? = nil, message: String, remedy: String? = nil
    ) {
        self.kind = kind
        self.severity = severity
        self.displayPath = displayPath
        self.absolutePath = absolutePath
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
    }

    /// `sql/V2__x.sql:3:1: error: …`, the form that editors and terminals turn into a link.
    public var text: String {
        let place = [displayPath, line.map { "\($0)" }, column.map { "\($0)" }].compactMap { $0 }.joined(separator: ":")
        return "\(place): \(severity.rawValue): \(message)" + (remedy.map { "\n    \($0)" } ?? "")
    }
}

extension Finding.Kind {
    public static let location = Self(name: "location")
    public static let name = Self(name: "name")
    public static let duplicate = Self(name: "duplicate")
    public static let encoding = Self(name: "encoding")
    public static let empty = Self(name: "empty")
    public static let placeholder = Self(name: "placeholder")
    public static let scriptConfiguration = Self(name: "script-configuration")
    public static let syntax = Self(name: "syntax")
    public static let mixed = Self(name: "mixed")
    public static let rehearsal = Self(name: "rehearsal")
}
