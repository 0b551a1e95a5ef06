/// Something that is wrong with a file, found without a database.
public struct Finding: Sendable, Equatable {
    /// How grave it is, from the gravest.
    public enum Severity: String, Sendable, CaseIterable {
        /// It would fail or do harm in the deployment.
        case error
        /// It may; or hardly anybody means it.
        case warning
        /// Worth knowing.
        case information
    }

    /// What was looked for.
    public var rule: Rule
    /// The rule's own, unless a setting or this one case says otherwise.
    public var severity: Severity
    /// As it is reached from the location as configured; of a location itself the location.
    public var displayPath: String
    /// For programs; of a script in the executable `embedded:` and its path there.
    public var absolutePath: String
    /// From 1, in the file as written; `nil` where the whole file is meant.
    public var line: Int?
    /// From 1, in characters.
    public var column: Int?
    /// What is wrong, in one sentence, without the place.
    public var message: String
    /// How to mend it, here; `nil` where ``Rule/betterWay`` is all there is to say.
    public var remedy: String?

    /// - Parameter severity: `nil` is the rule's.
    package init(
        _ rule: Rule, severity: Severity? = nil, displayPath: String, absolutePath: String, line: Int? = nil,
        column: Int? = nil, message: String, remedy: String? = nil
    ) {
        self.rule = rule
        self.severity = severity ?? rule.severity
        self.displayPath = displayPath
        self.absolutePath = absolutePath
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
    }

    package init(
        _ rule: Rule, severity: Severity? = nil, in file: ScannedFile, line: Int? = nil, column: Int? = nil,
        message: String, remedy: String? = nil
    ) {
        self.init(
            rule, severity: severity, displayPath: file.displayPath, absolutePath: file.absolutePath, line: line,
            column: column, message: message, remedy: remedy)
    }

    /// `sql/V2__x.sql:3:1`, for a path that may be spelled otherwise than ``displayPath``.
    func place(_ path: String) -> String {
        ([path] + [line, column].compactMap { $0 }.map { "\($0)" }).joined(separator: ":")
    }

    /// `sql/V2__x.sql:3:1: error: … [duplicate-version]`, the form that editors and terminals turn into a link.
    public var text: String {
        "\(place(displayPath)): \(severity.rawValue): \(message) [\(rule.id)]" + (remedy.map { "\n    \($0)" } ?? "")
    }
}

extension [Finding] {
    /// In the order of files and places.
    func sortedByPlace() -> [Finding] {
        sorted { ($0.absolutePath, $0.line ?? 0, $0.column ?? 0) < ($1.absolutePath, $1.line ?? 0, $1.column ?? 0) }
    }
}
