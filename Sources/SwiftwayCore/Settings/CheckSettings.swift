/// What `validate` looks for in files, beyond what it compares with the history.
public struct CheckSettings: Sendable, Equatable {
    /// `lint`: whether `validate` looks for statements that are dangerous in production, and whether they fail it; off.
    public var lint = Lint.off
    /// `lintRules`: what holds for single rules of lint, by their ids (`ban-drop-column`), in place of what is theirs.
    public var lintRules: [String: RuleSetting] = [:]
    /// `grammar`: whether statements are checked with PostgreSQL's own grammar, where this build has it; `true`.
    public var grammar = true
    /// `serverVersion`: the major version of the PostgreSQL that scripts are written for: 16. `nil` is that of the server,
    /// and without one the oldest that is supported.
    public var serverVersion: Int?
    /// `against`: a commit, branch or tag of git with which the files are compared where no database is asked
    /// (`offline`); `nil` is none.
    public var against: String?
    /// `lockFile`: the file that lists versions, checksums and files, for `validate` without a database. `nil` is
    /// `migrations.lock`, where that is there; one that is set must be there.
    public var lockFile: String?
    package var reports: [ReportTarget] = []

    package static let defaultLockFile = "migrations.lock"

    /// No lint.
    public init() {}

    /// Whether `validate` lints too.
    public enum Lint: String, Sendable, CaseIterable {
        /// It does not.
        case off
        /// Findings are warnings at most.
        case warn
        /// Findings have their rules' severities, and an error fails `validate`.
        case error
    }
}

/// Whether a rule is looked for, and how grave its findings are.
public enum RuleSetting: Sendable, Hashable {
    /// It is not looked for.
    case off
    /// With its own severity, also where it is off by default.
    case on
    /// With this severity, also where it is off by default.
    case severity(Finding.Severity)

    /// `off`, `on`, or the name of a severity.
    package init?(name: String) {
        switch name {
        case "off": self = .off
        case "on": self = .on
        default:
            guard let severity = Finding.Severity(rawValue: name) else { return nil }
            self = .severity(severity)
        }
    }
}

/// A report of what commands found or did, in a form for other programs and for people.
package enum ReportTarget: Sendable, Hashable {
    /// Findings, in the form of code scanning.
    case sarif(path: String)
    /// Test results: a case for each migration or file.
    case junit(path: String)
    /// A page for a browser.
    case html(path: String)
    /// Annotations of GitHub Actions, on standard output.
    case github

    /// Whether it tells of findings alone, so that there is nothing in it for commands that look for none.
    package var isOfFindings: Bool {
        switch self {
        case .sarif, .github: true
        case .junit, .html: false
        }
    }
}
