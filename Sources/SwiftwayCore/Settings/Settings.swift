public import SwiftwayDatabase

/// Everything that steers a run, typed and validated. Every field has the name of its parameter; what it means
/// stands in `SwiftwayConfiguration`'s parameter table, which also fills this value from the command line, the
/// environment and files. Each stage is handed its own part, so that none sees another's settings.
public struct Settings: Sendable, Equatable {
    public var connection = ConnectionSettings()
    public var schemas = SchemaSettings()
    public var scan = ScanSettings()
    public var naming = NamingSettings()
    public var scripts = ScriptSettings()
    public var placeholders = PlaceholderSettings()
    public var plan = PlanSettings()
    public var execution = ExecutionSettings()
    public var safety = SafetySettings()
    public var check = CheckSettings()
    public var baseline = BaselineSettings()
    public var info = InfoFilter()
    /// `cleanDisabled`: whether `clean` is refused.
    public var cleanDisabled = true

    public init() {}
}

/// How to reach the database.
public struct ConnectionSettings: Sendable, Equatable {
    /// `jdbc:postgresql:…`, `postgresql:…`, `jdbc:sqlite:…` or `sqlite:…`.
    public var url: String?
    public var user: String?
    public var password: Secret?
    /// A command whose first line of output is the password, asked again for every new connection.
    public var passwordCommand: String?
    /// Further attempts after the first, with growing pauses.
    public var connectRetries = 0
    /// The longest pause between two attempts, in seconds.
    public var connectRetriesInterval = 120
    /// SQL run on every new connection.
    public var initSql: String?
    /// Driver parameters, as in the query part of an address.
    public var jdbcProperties: [String: String] = [:]
    /// The name of the environment that these values come from (`flyway.toml`).
    public var environment = "default"
    /// Whether to do without a database: `validate` then checks the files alone.
    public var offline = false
    /// The database that scripts are written for, where no address tells.
    public var databaseType: DatabaseKind?

    public init() {}
}

/// A value that must never be printed: its descriptions show stars.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var value: String
    public init(_ value: String) { self.value = value }
    public var description: String { "********" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Which schemas are managed, and where the history lives.
public struct SchemaSettings: Sendable, Equatable {
    public var schemas: [String] = []
    public var defaultSchema: String?
    public var createSchemas = true
    public var table = "flyway_schema_history"
    public var tablespace: String?

    public init() {}
}

/// Where files are looked for.
public struct ScanSettings: Sendable, Equatable {
    /// As configured, `[prefix:]path`; `nil` where nothing is configured, which means the folder `sql`.
    public var locations: [String]?
    public var callbackLocations: [String] = []
    public var failOnMissingLocations = false
    /// The base of relative paths; `nil` is the process's own.
    public var workingDirectory: String?
    /// `false` where `skipDefaultResolvers` is set: no file is a migration.
    public var resolvesFiles = true
    /// `false` where programs are neither migrations nor callbacks: in a rehearsal.
    public var runsPrograms = true
    /// `false` where `skipDefaultCallbacks` is set: no SQL file is a callback.
    public var resolvesCallbacks = true

    public init() {}
}

/// How file names are read.
public struct NamingSettings: Sendable, Equatable {
    public var sqlMigrationPrefix = "V"
    public var repeatableSqlMigrationPrefix = "R"
    public var baselineMigrationPrefix = "B"
    public var undoSqlMigrationPrefix = "U"
    public var sqlMigrationSeparator = "__"
    public var sqlMigrationSuffixes = [".sql"]
    public var validateMigrationNaming = false

    public init() {}
}

/// How scripts are decoded and cut into statements.
public struct ScriptSettings: Sendable, Equatable {
    public var encoding = TextEncoding.utf8
    public var detectEncoding = false
    public var executeInTransaction = true
    public var mixed = false

    public init() {}
}

/// Replacement of `${name}` in scripts.
public struct PlaceholderSettings: Sendable, Equatable {
    public var placeholderReplacement = true
    public var placeholderPrefix = "${"
    public var placeholderSuffix = "}"
    public var placeholderSeparator = ":"
    public var scriptPlaceholderPrefix = "FP__"
    public var scriptPlaceholderSuffix = "__"
    /// Names as configured; they are compared without regard to case.
    public var placeholders: [String: String] = [:]

    public init() {}
}

/// What counts as pending, and what as wrong.
public struct PlanSettings: Sendable, Equatable {
    public var target = Target.latest
    public var outOfOrder = false
    public var validateOnMigrate = true
    public var ignoreMigrationPatterns: [IgnorePattern] = [.init(kind: .any, state: .future)]
    public var cherryPick: [String] = []

    public init() {}
}

/// How migrations are run and recorded.
public struct ExecutionSettings: Sendable, Equatable {
    public var group = false
    public var skipExecutingMigrations = false
    public var installedBy: String?
    public var outputQueryResults = true
    /// Further attempts at the migration lock, one a second; negative: without end.
    public var lockRetryCount = 50
    /// `postgresql.transactional.lock`. swiftway's lock is safe for both values; see the documentation.
    public var postgresqlTransactionalLock = true

    public init() {}
}

public struct BaselineSettings: Sendable, Equatable {
    public var baselineVersion = MigrationVersion(1)
    public var baselineDescription = "<< Flyway Baseline >>"
    public var baselineOnMigrate = false

    public init() {}
}

/// Which migrations `info` lists.
public struct InfoFilter: Sendable, Equatable {
    /// `dd/MM/yyyy HH:mm`, local time, as written.
    public var infoSinceDate: CivilTime?
    public var infoUntilDate: CivilTime?
    public var infoSinceVersion: MigrationVersion?
    public var infoUntilVersion: MigrationVersion?
    public var infoOfState: [MigrationState] = []

    public init() {}
}
