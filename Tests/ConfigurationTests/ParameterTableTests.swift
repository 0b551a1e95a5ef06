import SwiftwayCore
import SwiftwayDatabase
import Testing

@testable import SwiftwayConfiguration

struct ParameterTableTests {
    @Test func namesAndVariablesAreUnique() {
        let properties = ParameterTable.all.map(\.property)
        #expect(Set(properties).count == properties.count)
        let variables = ParameterTable.all.compactMap(\.variable)
        #expect(Set(variables).count == variables.count)
        // Others are passed over unread.
        #expect(variables.allSatisfy(VariableLayer.isOurs))
    }

    /// Own settings stand on the command line without namespace, beside Flyway's.
    @Test func optionsOfBothNamespacesDiffer() {
        let names = ParameterTable.all.map(\.name)
        #expect(Set(names).count == names.count)
    }

    /// A default that is written out must mean what the settings have by default.
    @Test func defaultsAreTheSettingsOwn() throws {
        for parameter in ParameterTable.all {
            guard let fallback = parameter.fallback, case .setting(let assign) = parameter.effect else { continue }
            var settings = Settings()
            try assign(Assignment(value: .text(fallback)), &settings)
            // No location configured means the folder `sql`, with a warning where it is missing.
            if parameter.name == "locations" { settings.scan.locations = nil }
            #expect(settings == Settings(), "\(parameter.name)")
        }
    }

    @Test func everyParameterIsExplained() {
        for parameter in ParameterTable.all {
            #expect(parameter.summary.hasSuffix("."), "\(parameter.name)")
            #expect(parameter.summary.count <= 80, "\(parameter.name)")
        }
    }

    struct Spelling: Sendable {
        var name: String
        var variable: String?
        var toml: String?
    }

    static let spellings: [Spelling] = [
        Spelling(name: "outOfOrder", variable: "FLYWAY_OUT_OF_ORDER", toml: "[flyway] outOfOrder"),
        Spelling(
            name: "sqlMigrationSuffixes", variable: "FLYWAY_SQL_MIGRATION_SUFFIXES",
            toml: "[flyway] sqlMigrationSuffixes"),
        Spelling(name: "url", variable: "FLYWAY_URL", toml: "[environments.<id>] url"),
        Spelling(
            name: "connectRetriesInterval", variable: "FLYWAY_CONNECT_RETRIES_INTERVAL",
            toml: "[environments.<id>] connectRetriesInterval"),
        Spelling(name: "initSql", variable: "FLYWAY_INIT_SQL", toml: "[environments.<id>] initSql"),
        Spelling(
            name: "postgresql.transactional.lock", variable: "FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK",
            toml: "[flyway.postgresql.transactional] lock"),
        Spelling(name: "dryRunOutput", variable: "FLYWAY_DRYRUN_OUTPUT", toml: "[flyway] dryRunOutput"),
        Spelling(
            name: "undoSqlMigrationPrefix", variable: "FLYWAY_UNDO_SQL_MIGRATION_PREFIX",
            toml: "[flyway] undoSqlMigrationPrefix"),
        Spelling(
            name: "baselineMigrationPrefix", variable: "FLYWAY_BASELINE_MIGRATION_PREFIX",
            toml: "[flyway] baselineMigrationPrefix"),
        Spelling(name: "cherryPick", variable: "FLYWAY_CHERRY_PICK", toml: "[flyway] cherryPick"),
        Spelling(name: "resolvers", variable: "FLYWAY_RESOLVERS", toml: nil),
        Spelling(name: "configFiles", variable: "FLYWAY_CONFIG_FILES", toml: nil),
        Spelling(name: "configFileEncoding", variable: "FLYWAY_CONFIG_FILE_ENCODING", toml: nil),
        Spelling(
            name: "powershellExecutable", variable: "FLYWAY_POWERSHELL_EXECUTABLE",
            toml: "[flyway] powershellExecutable"),
        Spelling(name: "reportFilename", variable: "FLYWAY_REPORT_FILENAME", toml: "[flyway] reportFilename"),
        Spelling(name: "publishResult", variable: "FLYWAY_PUBLISH_RESULT", toml: "[flyway] publishResult"),
        Spelling(
            name: "communityDBSupportEnabled", variable: "FLYWAY_COMMUNITY_DB_SUPPORT_DISABLED",
            toml: "[flyway] communityDBSupportEnabled"),
        Spelling(name: "placeholders", variable: "FLYWAY_PLACEHOLDERS", toml: "[flyway.placeholders] <name>"),
        Spelling(
            name: "jdbcProperties", variable: "FLYWAY_JDBC_PROPERTIES",
            toml: "[environments.<id>.jdbcProperties] <name>"),
        Spelling(name: "environment", variable: nil, toml: "[flyway] environment"),
        Spelling(name: "reportEnabled", variable: nil, toml: "[flyway] reportEnabled"),
        Spelling(name: "outputType", variable: nil, toml: "[flyway] outputType"),
        Spelling(name: "outputFile", variable: nil, toml: nil),
        Spelling(name: "provisionMode", variable: nil, toml: "[flyway] provisionMode"),
        Spelling(name: "color", variable: nil, toml: nil),
        Spelling(name: "failOnMissingTarget", variable: nil, toml: "[flyway] failOnMissingTarget"),
        Spelling(name: "workingDirectory", variable: nil, toml: nil),
        Spelling(name: "infoSinceDate", variable: nil, toml: nil),
        Spelling(name: "infoOfState", variable: nil, toml: nil),
        Spelling(name: "passwordCommand", variable: "SWIFTWAY_PASSWORD_COMMAND", toml: "[swiftway] passwordCommand"),
        Spelling(name: "awsIam", variable: "SWIFTWAY_AWS_IAM", toml: "[swiftway] awsIam"),
        Spelling(name: "databaseType", variable: "SWIFTWAY_DATABASE_TYPE", toml: "[swiftway] databaseType"),
        Spelling(name: "offline", variable: "SWIFTWAY_OFFLINE", toml: "[swiftway] offline"),
    ]

    @Test(arguments: spellings)
    func isSpelled(_ expected: Spelling) throws {
        let parameter = try #require(ParameterTable.parameter(named: expected.name))
        #expect(parameter.variable == expected.variable)
        #expect(parameter.tomlSpelling == expected.toml)
    }

    /// The names and defaults of Flyway 13.
    static let defaults: [(String, String?)] = [
        ("url", nil), ("user", nil), ("password", nil), ("driver", nil), ("connectRetries", "0"),
        ("connectRetriesInterval", "120"), ("initSql", nil), ("schemas", nil), ("jdbcProperties", nil),
        ("environment", "default"), ("defaultSchema", nil), ("createSchemas", "true"),
        ("table", "flyway_schema_history"), ("tablespace", nil), ("callbackLocations", nil),
        ("failOnMissingLocations", "false"), ("migrationResolvers", nil), ("resolvers", nil),
        ("skipDefaultResolvers", "false"), ("callbacks", nil), ("skipDefaultCallbacks", "false"),
        ("sqlMigrationPrefix", "V"), ("repeatableSqlMigrationPrefix", "R"), ("baselineMigrationPrefix", "B"),
        ("undoSqlMigrationPrefix", "U"), ("sqlMigrationSeparator", "__"), ("sqlMigrationSuffixes", ".sql"),
        ("validateMigrationNaming", "false"), ("encoding", "UTF-8"), ("detectEncoding", "false"),
        ("placeholderReplacement", "true"), ("placeholderPrefix", "${"), ("placeholderSuffix", "}"),
        ("placeholderSeparator", ":"), ("scriptPlaceholderPrefix", "FP__"), ("scriptPlaceholderSuffix", "__"),
        ("placeholders", nil), ("target", "latest"), ("cherryPick", nil), ("outOfOrder", "false"),
        ("mixed", "false"), ("group", "false"), ("executeInTransaction", "true"),
        ("skipExecutingMigrations", "false"), ("outputQueryResults", "true"), ("stream", "false"),
        ("batch", "false"), ("validateOnMigrate", "true"), ("ignoreMigrationPatterns", "*:future"),
        ("baselineVersion", "1"), ("baselineDescription", "<< Flyway Baseline >>"), ("baselineOnMigrate", "false"),
        ("cleanDisabled", "true"), ("installedBy", nil), ("lockRetryCount", "50"),
        ("postgresql.transactional.lock", "true"), ("errorOverrides", nil), ("dryRunOutput", nil),
        ("reportEnabled", "false"), ("reportFilename", "report"), ("outputType", nil), ("loggers", "auto"),
        ("outputProgress", "false"), ("outputLogsInJson", "false"), ("powershellExecutable", nil), ("jarDirs", nil),
        ("kerberosConfigFile", nil), ("communityDBSupportEnabled", "true"), ("provisionMode", "provision"),
        ("licenseKey", nil), ("token", nil), ("email", nil), ("publishResult", "false"), ("offlinePermitPath", nil),
        ("saveSnapshot", "false"), ("outputFile", nil), ("workingDirectory", nil), ("configFiles", nil),
        ("configFileEncoding", "UTF-8"), ("color", "auto"), ("infoSinceDate", nil), ("infoUntilDate", nil),
        ("infoSinceVersion", nil), ("infoUntilVersion", nil), ("infoOfState", nil),
    ]

    @Test func hasFlywaysNamesAndDefaults() throws {
        for (name, fallback) in Self.defaults {
            let parameter = try #require(ParameterTable.parameter(named: name), "\(name)")
            #expect(parameter.fallback == fallback, "\(name)")
            #expect(parameter.namespace == .flyway, "\(name)")
        }
    }

    struct Setting: Sendable {
        var option: String
        var text: String
        var expected: @Sendable (inout Settings) -> Void

        init(_ option: String, _ text: String, _ expected: @escaping @Sendable (inout Settings) -> Void) {
            self.option = option
            self.text = text
            self.expected = expected
        }
    }

    static let settings: [Setting] = [
        Setting("url", "jdbc:sqlite:a.db?x=1=2") { $0.connection.url = "jdbc:sqlite:a.db?x=1=2" },
        Setting("url", "") { $0.connection.url = nil },
        Setting("user", "me") { $0.connection.user = "me" },
        Setting("password", "p=w d") { $0.connection.password = Secret("p=w d") },
        Setting("passwordCommand", "pass show db") { $0.connection.passwordCommand = "pass show db" },
        Setting("awsIam", "true") { $0.connection.aws.iam = true },
        Setting("awsSecret", "prod/app") { $0.connection.aws.secret = "prod/app" },
        Setting("awsRegion", "eu-west-3") { $0.connection.aws.region = "eu-west-3" },
        Setting("awsProfile", "ci") { $0.connection.aws.profile = "ci" },
        Setting("connectRetries", "7") { $0.connection.connectRetries = 7 },
        Setting("connectRetriesInterval", "8") { $0.connection.connectRetriesInterval = 8 },
        Setting("networkTimeout", "9") { $0.connection.networkTimeout = 9 },
        Setting("role", "app_owner") { $0.connection.role = "app_owner" },
        Setting("historyRole", "deployer") { $0.connection.historyRole = "deployer" },
        Setting("initSql", "set x = 'y'") { $0.connection.initSql = "set x = 'y'" },
        Setting("jdbcProperties.sslMode", "require") { $0.connection.jdbcProperties = ["sslMode": "require"] },
        Setting("databaseType", "sqlite") { $0.connection.databaseType = .sqlite },
        Setting("databaseType", "PostgreSQL") { $0.connection.databaseType = .postgreSQL },
        Setting("offline", "true") { $0.connection.offline = true },
        Setting("schemas", "a, b,,c") { $0.schemas.schemas = ["a", "b", "c"] },
        Setting("defaultSchema", "x") { $0.schemas.defaultSchema = "x" },
        Setting("createSchemas", "FALSE") { $0.schemas.createSchemas = false },
        Setting("table", "h") { $0.schemas.table = "h" },
        Setting("tablespace", "fast") { $0.schemas.tablespace = "fast" },
        Setting("locations", "filesystem:a,b") { $0.scan.locations = ["filesystem:a", "b"] },
        Setting("callbackLocations", "c") { $0.scan.callbackLocations = ["c"] },
        Setting("failOnMissingLocations", "true") { $0.scan.failOnMissingLocations = true },
        Setting("workingDirectory", "w") { $0.scan.workingDirectory = "w" },
        Setting("skipDefaultResolvers", "true") { $0.scan.resolvesFiles = false },
        Setting("skipDefaultCallbacks", "true") { $0.scan.resolvesCallbacks = false },
        Setting("sqlMigrationPrefix", "M") { $0.naming.sqlMigrationPrefix = "M" },
        Setting("repeatableSqlMigrationPrefix", "P") { $0.naming.repeatableSqlMigrationPrefix = "P" },
        Setting("baselineMigrationPrefix", "BL") { $0.naming.baselineMigrationPrefix = "BL" },
        Setting("undoSqlMigrationPrefix", "X") { $0.naming.undoSqlMigrationPrefix = "X" },
        Setting("sqlMigrationSeparator", "-") { $0.naming.sqlMigrationSeparator = "-" },
        Setting("sqlMigrationSuffixes", ".sql,.ddl") { $0.naming.sqlMigrationSuffixes = [".sql", ".ddl"] },
        Setting("validateMigrationNaming", "True") { $0.naming.validateMigrationNaming = true },
        Setting("encoding", "latin1") { $0.scripts.encoding = .latin1 },
        Setting("detectEncoding", "true") { $0.scripts.detectEncoding = true },
        Setting("executeInTransaction", "false") { $0.scripts.executeInTransaction = false },
        Setting("mixed", "true") { $0.scripts.mixed = true },
        Setting("placeholderReplacement", "false") { $0.placeholders.placeholderReplacement = false },
        Setting("placeholderPrefix", "#[") { $0.placeholders.placeholderPrefix = "#[" },
        Setting("placeholderSuffix", "]") { $0.placeholders.placeholderSuffix = "]" },
        Setting("placeholderSeparator", "-") { $0.placeholders.placeholderSeparator = "-" },
        Setting("scriptPlaceholderPrefix", "A") { $0.placeholders.scriptPlaceholderPrefix = "A" },
        Setting("scriptPlaceholderSuffix", "B") { $0.placeholders.scriptPlaceholderSuffix = "B" },
        Setting("placeholders.Who", "me=you") { $0.placeholders.placeholders = ["Who": "me=you"] },
        Setting("placeholders.a.b", "dotted") { $0.placeholders.placeholders = ["a.b": "dotted"] },
        Setting("target", "2?") { $0.plan.target = .version(MigrationVersion(2), mustExist: false) },
        Setting("target", "next") { $0.plan.target = .next },
        Setting("target", "Next?") { $0.plan.target = .next },
        Setting("outOfOrder", "true") { $0.plan.outOfOrder = true },
        Setting("validateOnMigrate", "false") { $0.plan.validateOnMigrate = false },
        Setting("ignoreMigrationPatterns", "*:missing, repeatable:pending") {
            $0.plan.ignoreMigrationPatterns = [
                IgnorePattern(kind: .any, state: .missing), IgnorePattern(kind: .repeatable, state: .pending),
            ]
        },
        Setting("cherryPick", "1,two") { $0.plan.cherryPick = ["1", "two"] },
        Setting("group", "true") { $0.execution.group = true },
        Setting("skipExecutingMigrations", "true") { $0.execution.skipExecutingMigrations = true },
        Setting("installedBy", "ci") { $0.execution.installedBy = "ci" },
        Setting("outputQueryResults", "false") { $0.execution.outputQueryResults = false },
        Setting("lockRetryCount", "-1") { $0.execution.lockRetryCount = -1 },
        Setting("postgresql.transactional.lock", "false") { $0.execution.postgresqlTransactionalLock = false },
        Setting("lockTimeout", "500ms") { $0.safety.lockTimeout = .milliseconds(500) },
        Setting("lockTimeout", "0") { $0.safety.lockTimeout = .zero },
        Setting("lockRetryBudget", "2min") { $0.safety.lockRetryBudget = .seconds(120) },
        Setting("statementTimeout", "90") { $0.safety.statementTimeout = .seconds(90) },
        Setting("durability", "each") { $0.safety.durability = .each },
        Setting("resume", "Again") { $0.safety.resume = .again },
        Setting("backup", "backups/") { $0.safety.backup = "backups/" },
        Setting("lint", "Warn") { $0.check.lint = .warn },
        Setting("lintRules", "a=off, b=on,c=information") {
            $0.check.lintRules = ["a": .off, "b": .on, "c": .severity(.information)]
        },
        Setting("grammar", "Off") { $0.check.grammar = false },
        Setting("serverVersion", "15.4") { $0.check.serverVersion = 15 },
        Setting("against", "origin/main") { $0.check.against = "origin/main" },
        Setting("lockFile", "db/migrations.lock") { $0.check.lockFile = "db/migrations.lock" },
        Setting("report", "sarif:a:b.sarif,JUnit:x.xml,html:y.html,github") {
            $0.check.reports = [.sarif(path: "a:b.sarif"), .junit(path: "x.xml"), .html(path: "y.html"), .github]
        },
        Setting("baselineVersion", "20") { $0.baseline.baselineVersion = MigrationVersion(20) },
        Setting("baselineDescription", "old") { $0.baseline.baselineDescription = "old" },
        Setting("baselineOnMigrate", "true") { $0.baseline.baselineOnMigrate = true },
        Setting("cleanDisabled", "false") { $0.cleanDisabled = false },
        Setting("cleanCascade", "true") { $0.cleanCascade = true },
        Setting("infoSinceDate", "13/10/2020 16:30") {
            $0.info.infoSinceDate = CivilTime(year: 2020, month: 10, day: 13, hour: 16, minute: 30)
        },
        Setting("infoUntilDate", "") { $0.info.infoUntilDate = nil },
        Setting("infoSinceVersion", "2") { $0.info.infoSinceVersion = MigrationVersion(2) },
        Setting("infoUntilVersion", "3") { $0.info.infoUntilVersion = MigrationVersion(3) },
        Setting("infoOfState", "pending,Out_Of_Order") { $0.info.infoOfState = [.pending, .outOfOrder] },
    ]

    @Test(arguments: settings.indices)
    func fillsItsField(_ index: Int) throws {
        let setting = Self.settings[index]
        var expected = Settings()
        setting.expected(&expected)
        let resolved = try World().resolve(words: ["migrate", "-\(setting.option)=\(setting.text)"])
        #expect(resolved.settings == expected)
        #expect(resolved.warnings == [])
        #expect(resolved.infoFilterError == nil)
    }

    /// Every field of the settings is filled by some row, so that none is forgotten.
    @Test func everySettingHasACase() {
        let covered = Set(Self.settings.map { $0.option })
        for parameter in ParameterTable.all {
            switch parameter.effect {
            case .setting, .infoFilter:
                #expect(covered.contains { $0 == parameter.name || $0.hasPrefix(parameter.name + ".") })
            case .output, .startup, .ignored, .unsupported, .retired: break
            }
        }
    }

    static let invalid: [(String, String, String)] = [
        (
            "lockTimeout", "soon",
            "Invalid value for swiftway.lockTimeout (should be a duration such as 5s, 500ms, 2min or 0): soon"
        ),
        ("durability", "never", "Invalid value for swiftway.durability (should be one of run, each): never"),
        ("outOfOrder", "maybe", "Invalid value for flyway.outOfOrder (should be either true or false): maybe"),
        ("connectRetries", "x", "Invalid value for flyway.connectRetries (should be an integer): x"),
        (
            "lockRetryCount", "99999999999",
            "Invalid value for flyway.lockRetryCount (should be an integer): 99999999999"
        ),
        ("offline", "1", "Invalid value for swiftway.offline (should be either true or false): 1"),
        (
            "databaseType", "oracle",
            "Invalid value for swiftway.databaseType (should be one of postgresql, sqlite): oracle"
        ),
        ("grammar", "maybe", "Invalid value for swiftway.grammar (should be one of on, off): maybe"),
        (
            "lintRules", "ban-drop-column",
            "Invalid value for swiftway.lintRules (should be a list of entries like ban-drop-column=off or "
                + "prefer-identity=warning): ban-drop-column"
        ),
        (
            "report", "sarif",
            "Invalid value for swiftway.report (should be a list of junit:path, html:path, sarif:path and github): sarif"
        ),
        (
            "serverVersion", "new",
            "Invalid value for swiftway.serverVersion (should be a major version of PostgreSQL, like 15): new"
        ),
        ("target", "bogus", "Version may only contain 0..9 and . (dot). Invalid version: bogus"),
        ("target", "1.x?", "Version may only contain 0..9 and . (dot). Invalid version: 1.x"),
        ("baselineVersion", "one", "Version may only contain 0..9 and . (dot). Invalid version: one"),
        (
            "encoding", "EBCDIC",
            "Invalid value for flyway.encoding (should be one of UTF-8, UTF-16, UTF-16LE, UTF-16BE, ISO-8859-1, "
                + "windows-1252, US-ASCII): EBCDIC"
        ),
        (
            "ignoreMigrationPatterns", "*:lost",
            "Invalid migration state 'lost'. Valid states are: [*, missing, pending, ignored, future]"
        ),
    ]

    @Test(arguments: invalid.indices)
    func refuses(_ index: Int) {
        let (name, text, message) = Self.invalid[index]
        #expect(World().refusal("migrate -\(name)=\(text)")?.message == message)
    }

    /// Flyway reads them after it has printed the schema's version.
    @Test(arguments: ["infoOfState=nonsense", "infoSinceDate=yesterday", "infoSinceVersion=x"])
    func mistakesInFiltersOfInfoAreKeptForInfo(_ option: String) throws {
        let resolved = try World().resolve("info -\(option)")
        #expect(resolved.infoFilterError != nil)
    }

    @Test func filterErrorsSayWhatIsExpected() throws {
        let date = try World().resolve("info -infoSinceDate=yesterday").infoFilterError
        #expect(
            date?.message.hasPrefix(
                "'yesterday' is an invalid value for the infoSinceDate option. The expected format is "
                    + "'dd/mm/yyyy hh:mm', like '13/10/2020 16:30'. See the Flyway documentation for help: http")
                == true)
        let version = try World().resolve("info -infoUntilVersion=x").infoFilterError
        #expect(version?.message == "Version may only contain 0..9 and . (dot). Invalid version: x")
    }

    static let warned: [(String, String?)] = [
        ("licenseKey=FL01", nil), ("jarDirs=jars", nil), ("driver=org.postgresql.Driver", nil), ("loggers=auto", nil),
        ("stream=true", nil), ("batch=maybe", nil), ("callbacks=", nil), ("email=a@b", nil), ("provisioner=none", nil),
        ("check.reportFilename=x", nil), ("sqlserver.clean.mode=all", nil), ("oracle.sqlplus=true", nil),
        ("callbacks=com.example.Mine", "callbacks is not supported and has no effect."),
        ("errorOverrides=12345:0:W", "errorOverrides is not supported and has no effect."),
        ("reportEnabled=true", "reportEnabled is not supported and has no effect."), ("reportEnabled=false", nil),
        ("provisioner=docker", "The provisioner 'docker' is not supported: the database is used as it is."),
    ]

    @Test(arguments: warned.indices)
    func acceptsWhatMeansNothingHere(_ index: Int) throws {
        let (option, warning) = Self.warned[index]
        let resolved = try World().resolve("migrate -\(option)")
        #expect(resolved.settings == Settings())
        #expect(resolved.warnings == (warning.map { [$0] } ?? []))
    }

    /// To ignore it would change a database that the caller wants left alone.
    @Test func refusesDryRuns() {
        let refusal = World().refusal("migrate -dryRunOutput=out.sql")
        #expect(refusal?.exitStatus == 35)
        #expect(refusal?.message.hasPrefix("dryRunOutput is not supported") == true)
        #expect(World().refusal("migrate -dryRunOutput=") == nil)
    }
}
