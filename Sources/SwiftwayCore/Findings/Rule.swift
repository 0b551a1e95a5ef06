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
    /// The address of its page in the documentation.
    public let documentation: String

    /// - Parameter documentation: `nil` is the page that is named like the rule.
    package init(
        _ id: String, _ severity: Finding.Severity, _ text: String, betterWay: String, documentation: String? = nil
    ) {
        self.id = id
        self.severity = severity
        self.text = text
        self.betterWay = betterWay
        self.documentation = documentation ?? Links.rule(id)
    }
}
