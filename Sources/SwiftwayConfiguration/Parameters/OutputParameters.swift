import SwiftwayCore

extension ParameterTable {
    static let output = ParameterGroup(
        title: "Output",
        parameters: [
            Parameter(
                "outputType", .choice(["json"]), places: [.commandLine, .conf, .toml],
                effect: .output { (assignment, output) throws(InvalidValue) in
                    switch assignment.text.lowercased() {
                    case "json": output.format = .json
                    default:
                        throw .message(
                            "'\(assignment.text.lowercased())' is an invalid value for the -outputType option. "
                                + "Use 'json'.")
                    }
                },
                summary: "Print one JSON document in place of lines.",
                details: "In files it is accepted without effect, as in Flyway."),
            Parameter(
                "outputFile", .path, places: .commandLine,
                effect: .output { (assignment, output) in
                    output.file = assignment.text.isEmpty ? nil : assignment.text
                },
                summary: "Write what is printed to this file as well."),
            Parameter(
                "outputLogsInJson", .boolean, fallback: "false", places: [.commandLine, .conf, .toml],
                effect: .output { (assignment, output) in
                    // Like Flyway: anything else is false.
                    output.logsInJSON = Bool(anyCase: assignment.text) ?? false
                },
                summary: "Write each log line as a JSON object to standard error."),
            Parameter(
                "color", .choice(OutputOptions.Color.allCases.map(\.rawValue)),
                fallback: OutputOptions.Color.automatic.rawValue, places: .commandLine,
                effect: .output { (assignment, output) throws(InvalidValue) in
                    guard let color = OutputOptions.Color(rawValue: assignment.text) else {
                        throw .message(
                            "'\(assignment.text)' is an invalid value for the -color option. "
                                + "Use 'always', 'never', or 'auto'.")
                    }
                    output.color = color
                },
                summary: "Colours: on a terminal only, always or never."),
            .ignored("outputProgress", .boolean, fallback: "false", "Report progress for Flyway's desktop tool."),
            .ignored("loggers", .list, fallback: "auto", "The logging libraries that Flyway uses."),
            .ignored(
                "reportEnabled", .boolean, fallback: "false", places: [.commandLine, .conf, .toml],
                "Write reports as files.", warning: { hasNoEffect("reportEnabled", $0) }),
            .ignored("reportFilename", .path, fallback: "report", "The name of those files."),
        ])

    static let files = ParameterGroup(
        title: "Configuration files",
        parameters: [
            Parameter(
                "configFiles", .list, places: [.commandLine, .variable], effect: .startup,
                summary: "Further configuration files; later ones win.",
                details: """
                    All of them end in `.toml`, or none. `-` is standard input. Both spellings may be used at once: \
                    files of the variable are read first.
                    """),
            Parameter(
                "configFileEncoding", .encoding, fallback: TextEncoding.utf8.rawValue,
                places: [.commandLine, .variable], effect: .startup,
                summary: "The encoding of `.conf` files.",
                details: "Here, unlike everywhere else, the variable wins over the command line."),
        ])
}
