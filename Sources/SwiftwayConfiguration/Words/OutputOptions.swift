/// How the program prints. Decided by the command line alone, so that it is known before anything can go wrong.
public struct OutputOptions: Sendable, Equatable {
    public enum Format: Sendable, Equatable {
        case text
        case json
    }

    public enum Color: String, Sendable, CaseIterable {
        case automatic = "auto"
        case always
        case never
    }

    public var format = Format.text
    /// Where everything printed is written as well; relative to the process's directory.
    public var file: String?
    public var color = Color.automatic
    /// Warnings and errors only. It wins over ``isDebugging``.
    public var isQuiet = false
    public var isDebugging = false
    /// Each log line as a JSON object on standard error, beside the document.
    public var logsInJSON = false
    /// Of `info`: `1,2,my view` in place of the table.
    public var showsMigrationIdentifiersOnly = false
    /// `FLYWAY_DO_NOT_REDACT_URL`: whether addresses are printed.
    public var showsAddresses = false

    public init() {}

    /// What can be understood of the arguments. It never fails, so that even an error about the arguments is printed
    /// in the way that they ask for. Of several options with one name the first counts, as in Flyway.
    public init(arguments: [String], environment: [String: String] = [:]) {
        self.init()
        showsAddresses = environment["FLYWAY_DO_NOT_REDACT_URL"]?.lowercased() == "true"
        var seen: Set<String> = []
        for argument in arguments {
            if let flag = Flag.bySpelling[argument] {
                if case .output(let apply) = flag.effect { apply(&self) }
            } else if let option = CommandLineOption(argument), seen.insert(option.name).inserted {
                // A wrong value is reported where the words are read.
                try? apply(option)
            }
        }
    }

    /// - Throws: for a value that the option does not take; other options are passed over.
    mutating func apply(_ option: CommandLineOption) throws(InvalidValue) {
        guard let match = ParameterTable.match(option.name, in: .flyway),
            case .output(let apply) = match.parameter.effect
        else { return }
        if option.value.isEmpty, match.parameter.empty.isPassedOver(in: .toml) { return }
        try apply(Assignment(value: .text(option.value)), &self)
    }
}
