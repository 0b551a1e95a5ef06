import SwiftwayCore
import Testing

@testable import SwiftwayConfiguration

struct TOMLTests {
    static let document = """
        databaseType = "postgresql" # of the desktop tool
        [flyway]
        environment = "dev"
        locations = ["filesystem:sql", "filesystem:a,b"]
        outOfOrder = true
        lockRetryCount = 7
        baselineVersion = 2
        target = '''3'''
        sqlMigrationSuffixes = ".sql, .ddl"
        [flyway.placeholders]
        owner = "alice"
        "dotted.name" = "x"
        count = 3
        [flyway.postgresql.transactional]
        lock = false
        [environments.dev]
        url = "jdbc:postgresql://localhost:5432/app"
        user = "app"
        password = "${env.DB_PASSWORD}"
        schemas = ["app", "more"]
        displayName = "Development"
        connectRetries = 2
        [environments.dev.jdbcProperties]
        ssl = "true"
        [environments.dev.flyway]
        cleanDisabled = false
        [environments.other]
        url = "${env.UNSET}"
        [environments.other.flyway]
        outOfOrder = false
        [swiftway]
        offline = true
        """

    @Test func readsEverything() throws {
        let resolved = try World.toml(Self.document, environment: ["DB_PASSWORD": "geheim"]).resolve()
        var expected = Settings()
        expected.connection.environment = "dev"
        expected.connection.url = "jdbc:postgresql://localhost:5432/app"
        expected.connection.user = "app"
        expected.connection.password = Secret("geheim")
        expected.connection.connectRetries = 2
        expected.connection.jdbcProperties = ["ssl": "true"]
        expected.connection.offline = true
        expected.schemas.schemas = ["app", "more"]
        expected.scan.locations = ["filesystem:sql", "filesystem:a,b"]
        expected.plan.outOfOrder = true
        expected.plan.target = .version(MigrationVersion(3), mustExist: true)
        expected.execution.lockRetryCount = 7
        expected.execution.postgresqlTransactionalLock = false
        expected.baseline.baselineVersion = MigrationVersion(2)
        expected.naming.sqlMigrationSuffixes = [".sql", ".ddl"]
        expected.placeholders.placeholders = ["owner": "alice", "dotted.name": "x", "count": "3"]
        expected.cleanDisabled = false
        #expect(resolved.settings == expected)
        #expect(resolved.warnings == [])
    }

    @Test func anotherEnvironmentMayBeChosen() throws {
        let settings = try World.toml(Self.document, environment: ["UNSET": "jdbc:sqlite:x"])
            .resolve("migrate -environment=other").settings
        #expect(settings.connection.url == "jdbc:sqlite:x")
        #expect(settings.connection.environment == "other")
        #expect(!settings.plan.outOfOrder)
        #expect(settings.cleanDisabled)
    }

    @Test func noEnvironmentMayBeChosen() throws {
        let settings = try World.toml(Self.document).resolve("migrate -environment=-").settings
        #expect(settings.connection.url == nil)
        #expect(settings.schemas.schemas == [])
    }

    /// The recording of Flyway has the environment `default` nowhere, and the connection in variables.
    @Test func theDefaultEnvironmentNeedNotExist() throws {
        let world = World.toml(
            "[environments.ci]\ninstalledBy = \"toml\"\nnonsense.x = 1\n[flyway]\nenvironment = \"default\"",
            environment: ["FLYWAY_URL": "jdbc:sqlite:x"])
        let resolved = try world.resolve()
        #expect(resolved.settings.connection.url == "jdbc:sqlite:x")
        #expect(resolved.settings.execution.installedBy == nil)
        #expect(resolved.warnings == ["Unknown parameters configured in Environment ci: installedBy,nonsense"])
    }

    @Test func variablesAndOptionsMakeAnEnvironment() throws {
        let world = World(environment: ["FLYWAY_URL": "jdbc:sqlite:x"])
        #expect(try world.resolve("migrate -environment=new").settings.connection.url == "jdbc:sqlite:x")
        let options = try World().resolve("migrate -environment=new -environments.new.url=jdbc:sqlite:y").settings
        #expect(options.connection.url == "jdbc:sqlite:y")
    }

    @Test func optionsWinOverEnvironments() throws {
        let world = World.toml(
            """
            [environments.dev]
            url = "a"
            user = "a"
            schemas = ["a"]
            [environments.dev.jdbcProperties]
            one = "a"
            two = "a"
            [environments.dev.flyway]
            table = "a"
            [flyway]
            table = "b"
            environment = "dev"
            """, environment: ["FLYWAY_USER": "variable"])
        let line =
            "migrate -url=option -environments.dev.jdbcProperties.two=option -environments.dev.schemas=x,y "
            + "-environments.dev.flyway.installedBy=option -environments.dev.swiftway.offline=true "
            + "-environments.other.user=nobody"
        let settings = try world.resolve(line).settings
        #expect(settings.connection.url == "option")
        #expect(settings.connection.user == "variable")
        #expect(settings.connection.jdbcProperties == ["one": "a", "two": "option"])
        #expect(settings.schemas.schemas == ["x", "y"])
        #expect(settings.schemas.table == "a")
        #expect(settings.execution.installedBy == "option")
        #expect(settings.connection.offline)
        #expect(try world.resolve("migrate -table=option").settings.schemas.table == "option")
    }

    @Test func lowercaseVariablesAreRead() throws {
        let world = World(environment: [
            "flyway_outOfOrder": "true", "flyway_environment": "dev", "environments_dev_url": "jdbc:sqlite:x",
            "environments_dev_jdbcProperties_ssl": "on", "environments_dev_flyway_table": "t",
            "flyway_placeholders_owner": "alice", "environments_dev": "passed over",
        ])
        let settings = try world.resolve().settings
        #expect(settings.plan.outOfOrder)
        #expect(settings.connection.url == "jdbc:sqlite:x")
        #expect(settings.connection.jdbcProperties == ["ssl": "on"])
        #expect(settings.schemas.table == "t")
        #expect(settings.placeholders.placeholders == ["owner": "alice"])
    }

    @Test func ofBothFormsTheLowercaseOneWins() throws {
        let world = World(environment: [
            "FLYWAY_TABLE": "old", "flyway_table": "new", "FLYWAY_USER": "o", "flyway_user": "n",
        ])
        let resolved = try world.resolve()
        #expect(resolved.settings.schemas.table == "new")
        #expect(resolved.settings.connection.user == "n")
        #expect(
            resolved.warnings == [
                "Using both new Environment variable flyway_table and old Environment variable FLYWAY_TABLE. "
                    + "Please remove FLYWAY_TABLE.",
                "Using both new Environment variable flyway_user and old Environment variable FLYWAY_USER. "
                    + "Please remove FLYWAY_USER.",
            ])
    }

    @Test func lowercaseVariablesMeanNothingInConfMode() throws {
        let world = World.conf("", environment: ["flyway_table": "new", "flyway_nonsense": "1"])
        #expect(try world.resolve().settings == Settings())
    }

    static let malformed: [(String, String, String)] = [
        ("[flyway\n", "Unable to load config file: /project/flyway.toml", "Line 1, column 8: "),
        ("[flyway]\na = 1\na = 2", "Unable to load config file: /project/flyway.toml", "Line 3, column "),
        ("flyway = 1", "Unable to parse parameter 'flyway'.", "In /project/flyway.toml, line 1 a table is expected."),
        (
            "[environments]\nx = 1", "Unable to parse parameter 'environments.x'.",
            "In /project/flyway.toml, line 2 a table is expected."
        ),
        (
            "[flyway]\noutOfOrder = [true]", "Unable to parse parameter 'flyway.outOfOrder'.",
            "One value is expected, not a list.\nflyway.outOfOrder comes from /project/flyway.toml, line 2."
        ),
        (
            "a = \"\u{0}\"", "Unable to load config file: /project/flyway.toml",
            "Line 1, column 6: A control character (0)"
        ),
    ]

    @Test(arguments: malformed.indices)
    func refusesMalformedFiles(_ index: Int) {
        let (text, message, hint) = Self.malformed[index]
        let refusal = World.toml(text).refusal()
        #expect(refusal?.message == message)
        #expect(refusal?.hint?.hasPrefix(hint) == true, "\(refusal?.hint ?? "")")
    }

    @Test func knowsLines() throws {
        var reader = TOMLReader(
            """
            # a = 1
            a = 1

            [b.c]   # comment
            d = "x = y"
            "e.f" = \"""
            g = 1
            \"""
            h . i = 2
            [[list]]
            j = 1
            """)
        _ = try reader.document()
        let lines = reader.lines
        #expect(lines[["a"]] == 2)
        #expect(lines[["b", "c", "d"]] == 5)
        #expect(lines[["b", "c", "e.f"]] == 6)
        #expect(lines[["b", "c", "g"]] == nil)
        #expect(lines[["b", "c", "h", "i"]] == 9)
        #expect(lines[["list", "j"]] == 11)
        #expect(lines[["nowhere"]] == nil)
    }

    @Test func allFormsOfValuesAreText() throws {
        let node = try TOMLNode.document(
            """
            a = 'literal\\n'
            b = \"""
            two
            lines\"""
            c = 1_000
            d = 2.5
            e = false
            f = 2020-10-13
            g = ["x", 1, true]
            h = { i = "j" }
            """)
        #expect(
            node
                == .table([
                    ("a", .text("literal\\n")), ("b", .text("two\nlines")), ("c", .text("1000")), ("d", .text("2.5")),
                    ("e", .text("false")), ("f", .text("2020-10-13")),
                    ("g", .list([.text("x"), .text("1"), .text("true")])), ("h", .table([("i", .text("j"))])),
                ]))
    }
}
