/// What is looked for in files without a database, and where the findings go.
public struct CheckSettings: Sendable, Equatable {
    /// Whether `validate` lints too, and whether what it finds can fail it.
    public var lint = Lint.off
    /// What holds for single rules of lint, by their ids, in place of what is theirs.
    public var lintRules: [String: RuleSetting] = [:]
    /// Whether statements are checked with PostgreSQL's grammar, where this build has it.
    public var grammar = true
    /// The major version of the PostgreSQL that scripts are written for; `nil` is the oldest that is supported.
    public var serverVersion: Int?
    /// A commit, branch or tag of git with which versioned files are compared.
    public var against: String?
    /// The file that lists versions, checksums and files. `nil` is ``defaultLockFile``, where that is there.
    public var lockFile: String?
    public var reports: [ReportTarget] = []

    public static let defaultLockFile = "migrations.lock"

    public init() {}

    public enum Lint: String, Sendable, CaseIterable {
        case off
        /// Findings are warnings at most.
        case warn
        /// Findings have their rules' severities.
        case error
    }
}

/// Whether a rule is looked for, and how grave its findings are.
public enum RuleSetting: Sendable, Hashable {
    case off
    /// With its own severity, also where it is off by default.
    case on
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
public enum ReportTarget: Sendable, Hashable {
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
