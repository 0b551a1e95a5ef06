import Testing

@testable import SwiftwayConfiguration

struct CommandLineWordsTests {
    private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

    static let requests: [(String, Invocation.Request)] = [
        ("", .usage), ("-url=x", .usage), ("-q", .usage),
        ("migrate", .run([.migrate])),
        ("-url=x migrate -q info", .run([.migrate, .info])),
        ("info info", .run([.info, .info])),
        ("-v", .run([.version])), ("--version", .run([.version])), ("version", .run([.version])),
        ("testConnection list-engines", .run([.testConnection, .listEngines])),
        ("-skipCheckForUpdate -communityFallback clean", .run([.clean])),
        ("-h", .help([])), ("-?", .help([])), ("--help", .help([])), ("help", .help([])),
        ("help migrate", .help([.verb(.migrate)])), ("migrate -h", .help([.verb(.migrate)])),
        ("migrate info help", .help([.verb(.migrate), .verb(.info)])),
        ("help outOfOrder", .help([.parameter("flyway.outOfOrder")])),
        ("help flyway.outOfOrder", .help([.parameter("flyway.outOfOrder")])),
        ("help passwordCommand", .help([.parameter("swiftway.passwordCommand")])),
        ("help parameters", .help([.allParameters])),
        ("help completions zsh", .help([.completions(.zsh)])),
    ]

    @Test(arguments: requests.indices)
    func understands(_ index: Int) throws {
        let (line, request) = Self.requests[index]
        #expect(try Invocation(arguments: words(line)).request == request, "\(line)")
    }

    static let refused: [(String, String)] = [
        ("migrat", "Invalid flag: migrat\n"),
        ("migrate bogus", "Invalid flag: bogus\n"),
        ("migrate -Y", "Invalid flag: -Y\n"),
        ("Migrate", "Invalid flag: Migrate\n"),
        ("undo", "Invalid flag: undo\n"),
        ("migrate -url", "Invalid flag: -url\n"),
        ("help bogus", "Invalid flag: bogus\n"),
        (
            "migrate -url = x",
            "Invalid configuration argument: -url. "
                + "Please check you have not included any spaces in your configuration argument."
        ),
        (
            "migrate -placeholders .name=x",
            "Invalid flag: -placeholders\nShell may cause input parameters containing periods (.) to be misinterpreted "
                + "- do you need to wrap your parameter in double quotes?"
        ),
        (
            "migrate -environments.x=y",
            "Invalid configuration argument: -environments.x. "
                + "Both the environment name and configuration option are required."
        ),
        ("-outputType=XML info", "'xml' is an invalid value for the -outputType option. Use 'json'."),
        (
            "-color=red info",
            "'red' is an invalid value for the -color option. Use 'always', 'never', or 'auto'."
        ),
        // Words are looked at first.
        ("-color=red bogus", "Invalid flag: bogus\n"),
    ]

    @Test(arguments: refused.indices)
    func refuses(_ index: Int) {
        let (line, message) = Self.refused[index]
        let error = #expect(throws: ConfigurationError.self) { try Invocation(arguments: words(line)) }
        #expect(error?.message == message)
        #expect(error?.code == "ERROR")
        #expect(error?.exitStatus == 1)
    }

    static let suggestions: [(String, String?)] = [
        ("migrat", "Did you mean 'migrate'?"), ("inof", "Did you mean 'info'?"), ("Migrate", "Did you mean 'migrate'?"),
        ("testconnection", "Did you mean 'testConnection'?"), ("xyzzy", nil),
        ("-outOfOrder", "'-outOfOrder' needs a value: -outOfOrder=…"),
        ("-outOfOrdr", "Did you mean '-outOfOrder'?"), ("-migrationids", "Did you mean '-migrationIds'?"),
    ]

    @Test(arguments: suggestions.indices)
    func suggests(_ index: Int) {
        let (word, hint) = Self.suggestions[index]
        let error = #expect(throws: ConfigurationError.self) { try Invocation(arguments: [word]) }
        #expect(error?.hint == hint)
    }

    @Test func emptyWordsArePassedOver() throws {
        #expect(try Invocation(arguments: ["", "info", " "]).request == .run([.info]))
    }

    @Test func valuesKeepEverythingBehindTheFirstEqualsSign() throws {
        let invocation = try Invocation(arguments: ["-url=jdbc:x?a=b ", "-placeholders.x=", "info"])
        #expect(
            invocation.options == [
                CommandLineOption(name: "url", value: "jdbc:x?a=b "),
                CommandLineOption(name: "placeholders.x", value: ""),
            ])
    }

    @Test func outputOptionsAreKnownEvenWhereTheWordsAreWrong() {
        let output = OutputOptions(
            arguments: ["migrat", "-outputType=JSON", "-outputFile=log", "-color=never", "-q", "-X", "-migrationIds"],
            environment: ["FLYWAY_DO_NOT_REDACT_URL": "true"])
        #expect(output.format == .json)
        #expect(output.file == "log")
        #expect(output.color == .never)
        #expect(output.isQuiet)
        #expect(output.isDebugging)
        #expect(output.showsMigrationIdentifiersOnly)
        #expect(output.showsAddresses)
    }

    @Test func outputOptionsHaveDefaults() {
        let output = OutputOptions(arguments: ["migrate", "-outputType=", "-outputFile=", "-color=", "-color=bogus"])
        #expect(output == OutputOptions())
        #expect(!output.logsInJSON)
    }

    @Test(arguments: [("true", true), ("TRUE", true), ("false", false), ("maybe", false)])
    func logsInJSON(_ value: String, _ expected: Bool) throws {
        #expect(try Invocation(arguments: ["-outputLogsInJson=\(value)"]).output.logsInJSON == expected)
    }

    @Test func theFirstOfEqualOutputOptionsCounts() {
        #expect(OutputOptions(arguments: ["-outputFile=a", "-outputFile=b"]).file == "a")
    }
}
