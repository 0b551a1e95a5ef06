import SwiftwayCore

extension ParameterTable {
    static let scripts = ParameterGroup(
        title: "Scripts",
        parameters: [
            Parameter(
                "encoding", .encoding, fallback: ScriptSettings().encoding.rawValue,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    settings.scripts.encoding = try TextEncoding(configured: assignment.text)
                },
                summary: "The encoding of scripts.",
                details: TextEncoding.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") + "."),
            .boolean("detectEncoding", \.scripts.detectEncoding, "Find out the encoding of each script by itself."),
            .boolean(
                "executeInTransaction", \.scripts.executeInTransaction, "Run each migration in a transaction.",
                details: """
                    A file `V1__name.sql.conf` beside a script can say so for it alone. Statements that cannot run \
                    in a transaction are recognised without it.
                    """),
            .boolean(
                "mixed", \.scripts.mixed,
                "Allow statements that need, and that forbid, a transaction in one file.",
                details: "Such a file runs without a transaction."),
            .boolean("outputQueryResults", \.execution.outputQueryResults, "Print what queries in scripts return."),
            .ignored(
                "stream", .boolean, fallback: "false", "Read large scripts piece by piece.",
                details: "Always done here."),
            .ignored("batch", .boolean, fallback: "false", "Send statements in batches."),
            .ignored("powershellExecutable", .path, "The PowerShell that runs `.ps1` migrations."),
        ])

    static let placeholders = ParameterGroup(
        title: "Placeholders in scripts",
        parameters: [
            Parameter(
                "placeholders", .map,
                effect: .setting { (assignment, settings) in
                    guard let key = assignment.key else { return }
                    settings.placeholders.placeholders[key] = assignment.text
                },
                summary: "Values for `${name}` in scripts.",
                details: """
                    Names are compared without regard to case. Names that come from a variable are in lower case: \
                    `FLYWAY_PLACEHOLDERS_MY_NAME` is `my_name`.
                    """),
            .boolean("placeholderReplacement", \.placeholders.placeholderReplacement, "Replace placeholders."),
            .text(
                "placeholderPrefix", \.placeholders.placeholderPrefix, empty: .refused,
                "What a placeholder begins with."),
            .text(
                "placeholderSuffix", \.placeholders.placeholderSuffix, empty: .refused, "What a placeholder ends with."),
            .text(
                "placeholderSeparator", \.placeholders.placeholderSeparator, empty: .refused,
                "What stands in the built-in names, as in `flyway:timestamp`."),
            .text(
                "scriptPlaceholderPrefix", \.placeholders.scriptPlaceholderPrefix, empty: .refused,
                "What a placeholder begins with in shell scripts."),
            .text(
                "scriptPlaceholderSuffix", \.placeholders.scriptPlaceholderSuffix, empty: .refused,
                "What a placeholder ends with in shell scripts."),
        ])
}

extension TextEncoding {
    init(configured name: String) throws(InvalidValue) {
        guard let encoding = TextEncoding(name: name) else {
            throw .expected(oneOf: TextEncoding.allCases.map(\.rawValue))
        }
        self = encoding
    }
}
