/// The world as far as configuration looks at it. The caller does the reading, so that everything here is pure.
public struct ConfigurationSources: Sendable {
    /// What is found at a path.
    public enum File: Sendable, Equatable {
        case missing
        case unreadable(reason: String)
        case contents([UInt8])
    }

    /// The process's environment.
    public var environment: [String: String]
    /// Absolute.
    public var currentDirectory: String
    public var homeDirectory: String?
    /// Where the program is installed; `conf/flyway.toml` and `conf/flyway.conf` are looked for in it.
    public var installDirectory: String?
    public var readFile: @Sendable (String) -> File
    /// What stands on standard input, if anything is there at once; `nil` otherwise.
    public var readStandardInput: @Sendable () -> [UInt8]?

    public init(
        environment: [String: String], currentDirectory: String, homeDirectory: String? = nil,
        installDirectory: String? = nil, readFile: @escaping @Sendable (String) -> File,
        readStandardInput: @escaping @Sendable () -> [UInt8]? = { nil }
    ) {
        self.environment = environment
        self.currentDirectory = currentDirectory
        self.homeDirectory = homeDirectory
        self.installDirectory = installDirectory
        self.readFile = readFile
        self.readStandardInput = readStandardInput
    }
}
