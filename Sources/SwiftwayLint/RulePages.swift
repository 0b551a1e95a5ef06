import SwiftwayCore
import SwiftwayDatabase

/// `Documentation/rules`, rendered from the rules themselves. The files in the repository are compared by a test.
package enum RulePages {
    /// File names to contents.
    package static var all: [String: String] {
        var pages = ["README.md": index]
        for rule in LintRule.all { pages["\(rule.id).md"] = page(rule) }
        for rule in Rule.ofFiles + Rule.ofGit + Rule.ofLockFile + Rule.ofAllowances {
            pages["\(rule.id).md"] = page(rule)
        }
        return pages
    }

    // MARK: Pages

    private static func page(_ rule: LintRule) -> String {
        var parts = ["# \(rule.id)", rule.rule.text, "**Better:** \(rule.rule.betterWay)"]
        if !rule.explanation.isEmpty { parts.append(rule.explanation) }
        parts.append(
            [
                "- Severity: \(rule.rule.severity.rawValue)",
                "- Databases: \(rule.databases.map(\.productName).joined(separator: ", "))",
                "- By default: \(rule.isOnByDefault ? "on" : "off; `-lintRules=\(rule.id)=on` switches it on")",
            ].joined(separator: "\n"))
        parts += ["## Not so", example(rule.bad), "## But so", example(rule.good)]
        parts += ["## Where it does no harm", block("-- swiftway:allow \(rule.id) the reason", "sql"), footer]
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func page(_ rule: Rule) -> String {
        let isAllowance = Rule.ofAllowances.contains(rule)
        let found =
            if isAllowance {
                "`lint` and `validate -lint=warn` or `error` look for it."
            } else if Rule.ofGit.contains(rule) {
                "`validate -against=` a commit looks for it: see [history in git](../git-history.md)."
            } else if Rule.ofLockFile.contains(rule) {
                "`validate` looks for it where there is a [migrations.lock](../git-history.md#migrationslock)."
            } else {
                "`validate` without a database looks for it: see [validate](../validate.md#without-a-database)."
            }
        return [
            "# \(rule.id)", rule.text, "**Better:** \(rule.betterWay)", "- Severity: \(rule.severity.rawValue)",
            found, footer,
        ].joined(separator: "\n\n") + "\n"
    }

    private static let footer =
        "See [lint](../lint.md) for settings and suppressions, and [all rules](README.md)."

    private static func example(_ example: LintExample) -> String {
        var parts: [String] = []
        for (index, file) in example.files.enumerated() {
            let name = example.files.count > 1 ? "-- V\(index + 1)\n" : ""
            parts.append(block(name + file, "sql"))
        }
        if let inTransaction = example.executeInTransaction {
            parts.append("with `executeInTransaction=\(inTransaction)`")
        }
        if example.waitsForLocksWithoutEnd { parts.append("with `lockTimeout=0`") }
        return parts.joined(separator: "\n\n")
    }

    private static func block(_ text: String, _ language: String) -> String { "```\(language)\n\(text)\n```" }

    // MARK: Index

    private static var index: String {
        var parts = [
            "# Rules",
            """
            This page and those of the rules are generated from the program's own table. [lint](../lint.md) says how \
            rules are set and how a finding is allowed.
            """,
            "## Lint",
        ]
        let rows = LintRule.all.map { rule in
            "| [\(rule.id)](\(rule.id).md) | \(rule.rule.text) | \(rule.rule.severity.rawValue) "
                + "| \(rule.databases.map(\.productName).joined(separator: ", ")) | \(rule.isOnByDefault ? "on" : "off") |"
        }
        parts.append(
            (["| Rule | What is wrong | Severity | Databases | Default |", "| --- | --- | --- | --- | --- |"] + rows)
                .joined(separator: "\n"))
        parts += ["## Suppressions", table(Rule.ofAllowances), "## Files", table(Rule.ofFiles)]
        parts += ["## History in git", table(Rule.ofGit), "## The list of migrations", table(Rule.ofLockFile)]
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func table(_ rules: [Rule]) -> String {
        let rows = rules.map { "| [\($0.id)](\($0.id).md) | \($0.text) | \($0.severity.rawValue) |" }
        return (["| Rule | What is wrong | Severity |", "| --- | --- | --- |"] + rows).joined(separator: "\n")
    }
}
