/// Whose lexical rules a script follows.
public enum ScriptDialect: Sendable, Hashable, CaseIterable {
    case postgreSQL
    case sqlite
}

/// What has to be known about the database before a script can be read.
public struct ScriptOptions: Sendable, Hashable {
    public var dialect: ScriptDialect
    /// The server's version in its own form, 150018 for PostgreSQL 15.18. `nil` where it is not known, which
    /// counts as old: a statement that only newer servers run in a transaction is then kept out of one.
    public var serverVersion: Int?
    /// Whether a backslash escapes in PostgreSQL's plain strings where the script begins: the session that it runs in has
    /// `standard_conforming_strings` off.
    public var plainStringsEscape: Bool

    public init(dialect: ScriptDialect, serverVersion: Int? = nil, plainStringsEscape: Bool = false) {
        self.dialect = dialect
        self.serverVersion = serverVersion
        self.plainStringsEscape = plainStringsEscape
    }
}
