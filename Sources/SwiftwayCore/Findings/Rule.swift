/// One thing that is looked for in migration files. Data, so that findings, reports, settings and documentation say
/// the same of it.
public struct Rule: Sendable, Hashable {
    /// As it is written in settings and in `-- swiftway:allow`: `duplicate-version`. Never changed once published.
    public let id: String
    /// How grave a finding is unless a setting says otherwise.
    public let severity: Finding.Severity
    /// What is wrong, in one sentence.
    public let text: String
    /// What to do instead, in one sentence.
    public let betterWay: String

    public init(_ id: String, _ severity: Finding.Severity, _ text: String, betterWay: String) {
        self.id = id
        self.severity = severity
        self.text = text
        self.betterWay = betterWay
    }

    /// Its page in the documentation.
    public var documentation: String { Links.rule(id) }
}
