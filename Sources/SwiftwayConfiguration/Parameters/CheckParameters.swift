import SwiftwayCore

extension ParameterTable {
    static let check = ParameterGroup(
        title: "Checking files without a database",
        parameters: [
            .choice(
                "lint", \.check.lint, "Whether validate looks for statements that are dangerous in production.",
                details: """
                    `warn`: what it finds are warnings at most. `error`: what its rule calls an error fails the run, as \
                    with `swiftway lint`.
                    """),
            Parameter(
                "lintRules", .list, namespace: .swiftway,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    settings.check.lintRules = try lintRules(assignment.elements)
                },
                summary: "Rules of lint that are switched on or off, or have another severity.",
                details: """
                    Each entry is `rule=off`, `rule=on` or `rule=` with `error`, `warning` or `information`: \
                    `ban-drop-column=off,prefer-identity=warning`.
                    """),
            Parameter(
                "grammar", .choice(["on", "off"]), fallback: "on", namespace: .swiftway,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    switch assignment.text.lowercased() {
                    case "on", "true": settings.check.grammar = true
                    case "off", "false": settings.check.grammar = false
                    default: throw .expected(oneOf: ["on", "off"])
                    }
                },
                summary: "Whether statements are checked with PostgreSQL's own grammar.",
                details: "Builds with the trait `Grammar` have it; others check the structure of scripts only."),
            Parameter(
                "serverVersion", .integer, namespace: .swiftway,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    guard let version = Int(assignment.text.prefix { $0 != "." }), (9...99).contains(version) else {
                        throw .expected("should be a major version of PostgreSQL, like 15")
                    }
                    settings.check.serverVersion = version
                },
                summary: "The major version of the PostgreSQL that scripts are written for.",
                details: "Rules of lint depend on it. Without it they hold for the oldest version supported."),
            .optionalText(
                "against", \.check.against, namespace: .swiftway,
                "A branch, tag or commit of git that files are compared with, like `origin/main`.",
                details: """
                    A versioned file that is there must be the same here, and a new version must be higher than the \
                    highest there. Only new and changed files are linted.
                    """),
            .optionalText(
                "lockFile", type: .path, \.check.lockFile, fallback: nil,
                namespace: .swiftway,
                "The list of migrations that `lock` writes and `validate` checks.",
                details:
                    "Each with version, checksum and file. Without this setting `\(CheckSettings.defaultLockFile)`, checked where it is there; a file that is set must be there."
            ),
            Parameter(
                "report", .list, namespace: .swiftway,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    settings.check.reports = try assignment.elements.map(ReportTarget.init(configured:))
                },
                summary: "Reports of what was found or done, for other programs and for people.",
                details: """
                    Each entry is `junit:path` for test results, `html:path` for a page, `sarif:path`, or `github` for \
                    annotations of GitHub Actions on standard output. The last two tell of the findings of `validate` and \
                    `lint`. All are written also when an error ends the run.
                    """),
        ])

    private static func lintRules(_ entries: [String]) throws(InvalidValue) -> [String: RuleSetting] {
        var rules: [String: RuleSetting] = [:]
        for entry in entries {
            let parts = entry.split(separator: "=", maxSplits: 1).map { $0.trimmingBlanks() }
            guard parts.count == 2, let setting = RuleSetting(name: parts[1].lowercased()) else {
                throw .expected("should be a list of entries like ban-drop-column=off or prefer-identity=warning")
            }
            rules[parts[0]] = setting
        }
        return rules
    }
}

extension ReportTarget {
    init(configured text: String) throws(InvalidValue) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path = parts.count == 2 && !parts[1].isEmpty ? parts[1] : nil
        switch (parts[0].lowercased(), path) {
        case ("sarif", let path?): self = .sarif(path: path)
        case ("junit", let path?): self = .junit(path: path)
        case ("html", let path?): self = .html(path: path)
        case ("github", nil): self = .github
        default: throw .expected("should be a list of junit:path, html:path, sarif:path and github")
        }
    }
}
