package import SwiftwayCore

extension Rule {
    package static let allowWithoutReason = Rule(
        "allow-without-reason", .error, "A `swiftway:allow` gives no reason.",
        betterWay: "Write behind the rule why it does no harm here: -- swiftway:allow ban-drop-column unused since 2.1")
    package static let unusedIgnore = Rule(
        "unused-ignore", .warning, "A `swiftway:allow` allows what is not there.", betterWay: "Remove it.")
    package static let unknown = Rule(
        "unknown-rule", .error, "A `swiftway:allow` names a rule that does not exist.",
        betterWay: "Name the rule as its finding does, in brackets.")

    /// The rules of suppressions themselves.
    package static let ofAllowances = [allowWithoutReason, unusedIgnore, unknown]
}

extension LintRule {
    /// All that `lintRules` and `swiftway:allow` may name.
    package static let ids = Set(all.map(\.id) + Rule.ofAllowances.map(\.id))
}
