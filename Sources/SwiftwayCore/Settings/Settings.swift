public import SwiftwayDatabase

/// Everything that steers a run, typed and validated.
///
/// A new value has Flyway's defaults, and only ``ConnectionSettings/url`` has to be set. Every field has the name of its
/// parameter: what Flyway's documentation says of `outOfOrder` holds for ``PlanSettings/outOfOrder``. The fields are in
/// groups, each of which one stage of a run is handed, so that none sees another's settings.
///
/// ```swift
/// var settings = Settings()
/// settings.connection.url = "postgresql://db.example/hamshack"
/// settings.connection.password = Secret(password)
/// settings.schemas.schemas = ["shack"]
/// ```
public struct Settings: Sendable, Equatable {
    /// Where the database is, and who connects.
    public var connection = ConnectionSettings()
    /// Which schemas are managed, and where the history lives.
    public var schemas = SchemaSettings()
    /// Which folders are searched.
    public var scan = ScanSettings()
    /// How file names are read.
    public var naming = NamingSettings()
    /// How scripts are decoded and cut into statements.
    public var scripts = ScriptSettings()
    /// What `${name}` in scripts stands for.
    public var placeholders = PlaceholderSettings()
    /// What counts as pending, and what as wrong.
    public var plan = PlanSettings()
    /// How migrations are run and recorded.
    public var execution = ExecutionSettings()
    /// How long a run waits for others, and how it makes sure that nothing is lost.
    public var safety = SafetySettings()
    /// What `validate` looks for in files.
    public var check = CheckSettings()
    /// What a baseline is.
    public var baseline = BaselineSettings()
    package var info = InfoFilter()
    /// `cleanDisabled`: whether `clean` is refused; `true`.
    public var cleanDisabled = true
    /// `cleanCascade`: whether `clean` also drops what belongs to other schemas and depends on these; `false`, so that it is
    /// refused.
    public var cleanCascade = false

    /// Flyway's defaults, and no address.
    public init() {}
}

/// How to reach the database.
public struct ConnectionSettings: Sendable, Equatable {
    /// `url`: `jdbc:postgresql:…`, `postgresql:…`, `jdbc:sqlite:…` or `sqlite:…`. The only setting without which nothing
    /// works.
    public var url: String?
    /// `user`: who connects; wins over a user in the address. `nil` is that one, or libpq's own choice.
    public var user: String?
    /// `password`: of that user; wins over a password in the address. `nil` is that one, or what libpq finds
    /// (`PGPASSWORD`, `.pgpass`).
    public var password: Secret?
    /// `passwordCommand`: a shell command whose first line of output is the password, asked again for every new
    /// connection; `nil` where there is none. It is asked where there is no ``password``.
    public var passwordCommand: String?
    /// `connectRetries`: how often to try again when the database cannot be reached, with pauses of 1, 2, 4, 8 … seconds;
    /// 0.
    public var connectRetries = 0
    /// `connectRetriesInterval`: the longest pause between two attempts, in seconds; 120.
    public var connectRetriesInterval = 120
    /// `role`: the PostgreSQL role that everything is done as, and that owns what is made; `nil` is the one that logs in,
    /// or what `initSql` or `afterConnect` chooses. Who logs in must be a member of it.
    public var role: String?
    /// `historyRole`: the role that owns the history table, reads it and writes it, where that is another one than
    /// ``role``; `nil` is that one.
    public var historyRole: String?
    /// `networkTimeout`: after how many seconds without a sign of life from the other side client and server take the
    /// connection for lost; 30. 0 leaves that to their systems.
    public var networkTimeout = 30
    /// `initSql`: SQL that is run on every new connection; `nil` is none.
    public var initSql: String?
    /// `jdbcProperties`: parameters of the driver by their names in addresses; one in ``url`` wins.
    public var jdbcProperties: [String: String] = [:]
    /// `environment`: the environment of `flyway.toml` that these values come from; `default`. It is named in messages.
    public var environment = "default"
    /// `offline`: whether to do without a database, so that `validate` checks the files alone; `false`.
    public var offline = false
    /// `databaseType`: the database that scripts are written for; `nil` is that of the address. Of use with ``offline``.
    public var databaseType: DatabaseKind?
    /// Where the password comes from on AWS.
    public var aws = AWSSettings()

    /// No address.
    public init() {}
}

/// Passwords from AWS, for PostgreSQL; without the package trait `AWS`, an error where one is asked for.
public struct AWSSettings: Sendable, Equatable {
    /// `awsIam`: whether to log in by IAM authentication (RDS, Aurora): a token, signed for each connection, is the
    /// password; `false`.
    public var iam = false
    /// `awsSecret`: name or ARN of a secret in Secrets Manager that holds user and password; `nil` where there is none.
    public var secret: String?
    /// `awsRegion`: where the database, or the secret, is; `nil` is what the address, its host name, the ARN, `AWS_REGION`
    /// or the profile says.
    public var region: String?
    /// `awsProfile`: the profile in `~/.aws` whose credentials are used, whatever the environment has; `nil` is
    /// `AWS_PROFILE` or `default`.
    public var profile: String?

    /// Nothing of AWS.
    public init() {}
}

/// A value that must never be printed: its descriptions show stars.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The value itself, to be handed on and never shown.
    public var value: String

    /// Hides a value from descriptions, dumps and mirrors.
    /// - Parameter value: The value itself.
    public init(_ value: String) { self.value = value }

    /// Eight stars, whatever the value.
    public var description: String { "********" }
    /// Eight stars, whatever the value.
    public var debugDescription: String { description }
    /// Without children, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Which schemas are managed, and where the history lives.
public struct SchemaSettings: Sendable, Equatable {
    /// `schemas`: the schemas that are managed; all of them are created, and emptied by `clean`. Empty is the connection's
    /// own schema.
    public var schemas: [String] = []
    /// `defaultSchema`: the schema of the history table, and of names without schema in scripts; `nil` is the first of
    /// ``schemas``.
    public var defaultSchema: String?
    /// `createSchemas`: whether schemas that do not exist are created; `true`.
    public var createSchemas = true
    /// `table`: the name of the history table; `flyway_schema_history`. The migration lock depends on it.
    public var table = "flyway_schema_history"
    /// `tablespace`: where PostgreSQL puts the history table; `nil` is its default.
    public var tablespace: String?

    /// The connection's own schema.
    public init() {}
}

/// Where files are looked for.
public struct ScanSettings: Sendable, Equatable {
    /// `locations`: folders that are searched with all folders below them, as `[filesystem:]path`, where `?`, `*` and `**`
    /// stand for one character, some characters and any number of folders. `nil` is the folder `sql`, if there is one.
    /// Used by ``/SwiftwayEngine/MigrationSource/locations``.
    public var locations: [String]?
    /// `callbackLocations`: the folders of callbacks; empty is ``locations``.
    public var callbackLocations: [String] = []
    /// `failOnMissingLocations`: whether a folder that does not exist is an error and not just reported; `false`.
    public var failOnMissingLocations = false
    /// `workingDirectory`: the folder that relative paths start from; `nil` is the process's own.
    public var workingDirectory: String?
    /// The opposite of `skipDefaultResolvers`: whether files are migrations; `true`.
    public var resolvesFiles = true
    /// `false` where programs are neither migrations nor callbacks: in a rehearsal.
    package var runsPrograms = true
    /// The opposite of `skipDefaultCallbacks`: whether files of SQL are callbacks; `true`.
    public var resolvesCallbacks = true

    /// The folder `sql`.
    public init() {}
}

/// How file names are read.
public struct NamingSettings: Sendable, Equatable {
    /// `sqlMigrationPrefix`: what versioned migrations begin with; `V`.
    public var sqlMigrationPrefix = "V"
    /// `repeatableSqlMigrationPrefix`: what repeatable migrations begin with; `R`.
    public var repeatableSqlMigrationPrefix = "R"
    /// `baselineMigrationPrefix`: what baseline migrations begin with; `B`.
    public var baselineMigrationPrefix = "B"
    /// `undoSqlMigrationPrefix`: what undo migrations begin with, which are known and never run; `U`.
    public var undoSqlMigrationPrefix = "U"
    /// `sqlMigrationSeparator`: what stands between version and description; `__`. Empty is refused.
    public var sqlMigrationSeparator = "__"
    /// `sqlMigrationSuffixes`: what scripts end with; `.sql`.
    public var sqlMigrationSuffixes = [".sql"]
    /// `validateMigrationNaming`: whether a name that breaks the rules is an error and not just counted; `false`.
    public var validateMigrationNaming = false

    /// `V1__description.sql` and its like.
    public init() {}
}

/// How scripts are decoded and cut into statements.
public struct ScriptSettings: Sendable, Equatable {
    /// `encoding`: how scripts are encoded; UTF-8. A byte that does not belong to it is an error.
    public var encoding = TextEncoding.utf8
    /// `detectEncoding`: whether the encoding of each script is found out from its bytes; `false`.
    public var detectEncoding = false
    /// `executeInTransaction`: whether each migration runs in a transaction; `true`. Statements that cannot run in one are
    /// recognised without it, and a `.conf` file beside a script can say so for that one alone.
    public var executeInTransaction = true
    /// `mixed`: whether one script may have statements that need a transaction and statements that forbid one; such a
    /// script runs without. `false`.
    public var mixed = false

    /// UTF-8, in transactions.
    public init() {}
}

/// Replacement of `${name}` in scripts.
public struct PlaceholderSettings: Sendable, Equatable {
    /// `placeholderReplacement`: whether placeholders are replaced; `true`.
    public var placeholderReplacement = true
    /// `placeholderPrefix`: what a placeholder begins with; `${`.
    public var placeholderPrefix = "${"
    /// `placeholderSuffix`: what a placeholder ends with; `}`.
    public var placeholderSuffix = "}"
    /// `placeholderSeparator`: what stands in the built-in names, as in `flyway:timestamp`; `:`.
    public var placeholderSeparator = ":"
    /// `scriptPlaceholderPrefix`: what a placeholder begins with in shell scripts; `FP__`.
    public var scriptPlaceholderPrefix = "FP__"
    /// `scriptPlaceholderSuffix`: what a placeholder ends with in shell scripts; `__`.
    public var scriptPlaceholderSuffix = "__"
    /// `placeholders`: values by their names, which are compared without regard to case. A placeholder without value is
    /// an error.
    public var placeholders: [String: String] = [:]

    /// `${name}`, and no values but the built-in ones.
    public init() {}
}

/// What counts as pending, and what as wrong.
public struct PlanSettings: Sendable, Equatable {
    /// `target`: how far to migrate; everything.
    public var target = Target.latest
    /// `outOfOrder`: whether migrations run that are older than the newest one applied; `false`, so that they are an error.
    public var outOfOrder = false
    /// `validateOnMigrate`: whether `migrate` compares files and history first; `true`.
    public var validateOnMigrate = true
    /// `ignoreMigrationPatterns`: what that comparison passes over; `*:future`, so that a program may run on a schema that
    /// a newer release has migrated.
    public var ignoreMigrationPatterns: [IgnorePattern] = [.init(kind: .any, state: .future)]
    /// `cherryPick`: versions or descriptions that alone are run, in this order; empty is all.
    public var cherryPick: [String] = []

    /// Everything, in order.
    public init() {}
}

/// How migrations are run and recorded.
public struct ExecutionSettings: Sendable, Equatable {
    /// `group`: whether all pending migrations run in one transaction; `false`.
    public var group = false
    /// `skipExecutingMigrations`: whether migrations are recorded as applied without being run; `false`.
    public var skipExecutingMigrations = false
    /// `installedBy`: the name that the history records; `nil` is the database's user.
    public var installedBy: String?
    /// `outputQueryResults`: whether what queries in scripts return is told as ``Event/resultSet(_:)``; `true`.
    public var outputQueryResults = true
    /// `lockRetryCount`: how often to try again, once a second, while somebody else has the migration lock; 50. A negative
    /// number is without end.
    public var lockRetryCount = 50
    /// `postgresql.transactional.lock`. swiftway's lock is safe for both values; see the documentation.
    package var postgresqlTransactionalLock = true

    /// Each migration in a transaction of its own.
    public init() {}
}

/// What a baseline is: the point from which the history of a database begins that was there before.
public struct BaselineSettings: Sendable, Equatable {
    /// `baselineVersion`: the version that the database is said to have; 1. Migrations up to it are never run.
    public var baselineVersion = MigrationVersion(1)
    /// `baselineDescription`: what the history says of it; `<< Flyway Baseline >>`.
    public var baselineDescription = "<< Flyway Baseline >>"
    /// `baselineOnMigrate`: whether `migrate` baselines a schema that has tables but no history, in place of failing;
    /// `false`.
    public var baselineOnMigrate = false

    /// Version 1, on demand only.
    public init() {}
}

/// Which migrations `info` lists.
package struct InfoFilter: Sendable, Equatable {
    /// `dd/MM/yyyy HH:mm`, local time, as written.
    package var infoSinceDate: CivilTime?
    package var infoUntilDate: CivilTime?
    package var infoSinceVersion: MigrationVersion?
    package var infoUntilVersion: MigrationVersion?
    package var infoOfState: [MigrationState] = []

    package init() {}
}
