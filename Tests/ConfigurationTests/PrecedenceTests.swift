import SwiftwayConfiguration
import SwiftwayCore
import Testing

struct PrecedenceTests {
    static let conf = """
        flyway.installedBy=file
        flyway.placeholders.a=file
        flyway.placeholders.b=file
        flyway.placeholders.c=file
        """
    static let toml = """
        [flyway]
        installedBy = "file"
        [flyway.placeholders]
        a = "file"
        b = "file"
        c = "file"
        """

    @Test(arguments: ["/project/flyway.conf", "/project/flyway.toml"])
    func theCommandLineWinsOverVariablesAndThoseOverFiles(_ path: String) throws {
        let world = World(
            files: [path: path.hasSuffix("conf") ? Self.conf : Self.toml],
            environment: [
                "FLYWAY_PLACEHOLDERS_B": "variable", "FLYWAY_PLACEHOLDERS_C": "variable",
                "FLYWAY_INSTALLED_BY": "variable",
            ])
        let settings = try world.resolve("migrate -placeholders.c=option").settings
        #expect(settings.placeholders.placeholders == ["a": "file", "b": "variable", "c": "option"])
        #expect(settings.execution.installedBy == "variable")
    }

    @Test func laterFilesWin() throws {
        let world = World(files: [
            "/opt/swiftway/conf/flyway.conf": "flyway.table=install\nflyway.installedBy=install\nflyway.target=1",
            "/home/me/flyway.conf": "flyway.table=home\nflyway.installedBy=home",
            "/project/flyway.conf": "flyway.table=here",
        ])
        let settings = try world.resolve().settings
        #expect(settings.schemas.table == "here")
        #expect(settings.execution.installedBy == "home")
        #expect(settings.plan.target == .version(MigrationVersion(1), mustExist: true))
    }

    @Test func userFilesComeBehindTheirFiles() throws {
        let world = World(files: [
            "/project/flyway.toml": "[flyway]\ntable = \"shared\"\ninstalledBy = \"shared\"",
            "/project/flyway.user.toml": "[flyway]\ntable = \"mine\"",
        ])
        let settings = try world.resolve().settings
        #expect(settings.schemas.table == "mine")
        #expect(settings.execution.installedBy == "shared")
    }

    @Test func listsAreReplacedAsAWhole() throws {
        let world = World.conf("flyway.locations=a,b", environment: ["FLYWAY_LOCATIONS": "c"])
        #expect(try world.resolve().settings.scan.locations == ["c"])
    }

    @Test(arguments: ["/project/flyway.conf", "/project/flyway.toml"])
    func emptyListsDoNotOverride(_ path: String) throws {
        let text = path.hasSuffix("conf") ? "flyway.locations=a,b" : "[flyway]\nlocations = [\"a\", \"b\"]"
        let world = World(files: [path: text], environment: ["FLYWAY_LOCATIONS": ""])
        #expect(try world.resolve().settings.scan.locations == ["a", "b"])
        #expect(try world.resolve("migrate -locations=").settings.scan.locations == ["a", "b"])
    }

    /// Variables come with lower-case names only, and scripts compare without regard to case.
    @Test func ofPlaceholdersThatDifferByCaseOneWins() throws {
        let world = World.conf("flyway.placeholders.Owner=file", environment: ["FLYWAY_PLACEHOLDERS_OWNER": "variable"])
        #expect(try world.resolve().settings.placeholders.placeholders == ["owner": "variable"])
    }

    @Test func emptyTextOverrides() throws {
        let world = World.conf("flyway.installedBy=file\nflyway.placeholders.a=file")
        let settings = try world.resolve("migrate -installedBy= -placeholders.a=").settings
        #expect(settings.execution.installedBy == nil)
        #expect(settings.placeholders.placeholders == ["a": ""])
    }

    @Test func twiceTheSameParameterIsRefused() {
        let refusal = World().refusal("migrate -url=a -url=b")
        #expect(refusal?.message == "The option -url is given more than once.")
        #expect(World().refusal("info -infoOfState=pending -infoOfState=failed") == nil)
    }

    static let variables: [(String, String, @Sendable (Settings) -> String?)] = [
        ("FLYWAY_URL", "u", { $0.connection.url }),
        ("FLYWAY_USER", "u", { $0.connection.user }),
        ("FLYWAY_PASSWORD", "p", { $0.connection.password?.value }),
        ("FLYWAY_SCHEMAS", "a", { $0.schemas.schemas.first }),
        ("FLYWAY_CONNECT_RETRIES", "3", { String($0.connection.connectRetries) }),
        ("FLYWAY_INIT_SQL", "select 1", { $0.connection.initSql }),
        ("FLYWAY_PLACEHOLDERS_MY_NAME", "x", { $0.placeholders.placeholders["my_name"] }),
        ("FLYWAY_JDBC_PROPERTIES_SSL", "x", { $0.connection.jdbcProperties["ssl"] }),
        ("FLYWAY_JDBC_PROPERTIES_ACCESSTOKEN", "x", { $0.connection.jdbcProperties["accessToken"] }),
        ("FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK", "false", { String($0.execution.postgresqlTransactionalLock) }),
        ("FLYWAY_CHERRY_PICK", "1", { $0.plan.cherryPick.first }),
        ("SWIFTWAY_PASSWORD_COMMAND", "pass", { $0.connection.passwordCommand }),
        ("SWIFTWAY_OFFLINE", "true", { String($0.connection.offline) }),
    ]

    @Test(arguments: variables.indices, ["", "/project/flyway.conf"])
    func variablesAreRead(_ index: Int, _ file: String) throws {
        let (name, text, field) = Self.variables[index]
        let world = World(files: file.isEmpty ? [:] : [file: ""], environment: [name: text])
        #expect(field(try world.resolve().settings) == text)
    }

    @Test func unknownVariablesArePassedOver() throws {
        let world = World(environment: [
            "FLYWAY_NONSENSE": "1", "FLYWAY_JAVA_CMD": "java", "FLYWAY_ENVIRONMENT": "x", "FLYWAY_PLACEHOLDERS_": "x",
            "SWIFTWAY_NONSENSE": "1", "FLYWAY_COLOR": "always",
        ])
        let resolved = try world.resolve()
        #expect(resolved.settings == Settings())
        #expect(resolved.output == OutputOptions())
    }

    @Test func knowsWhereValuesComeFrom() throws {
        let world = World.conf(
            "\nflyway.table=t\nflyway.url=jdbc:sqlite:x?password=secret1",
            environment: ["FLYWAY_INSTALLED_BY": "ci", "FLYWAY_PASSWORD": "secret2"])
        let provenance = try world.resolve("migrate -jdbcProperties.user=secret3 -placeholders.apiToken=secret4 -X")
            .provenance.map(\.description)
        #expect(
            provenance == [
                "flyway.url -> ******** (/project/flyway.conf, line 3)",
                "flyway.password -> ******** (the variable FLYWAY_PASSWORD)",
                "flyway.jdbcProperties.user -> ******** (the command line)",
                "flyway.table -> t (/project/flyway.conf, line 2)",
                "flyway.placeholders.apiToken -> ******** (the command line)",
                "flyway.installedBy -> ci (the variable FLYWAY_INSTALLED_BY)",
            ])
    }

    @Test func errorsSayWhereAValueComesFrom() {
        #expect(
            World.conf("flyway.group=maybe").refusal()?.hint == "flyway.group comes from /project/flyway.conf, line 1.")
        #expect(
            World(environment: ["FLYWAY_GROUP": "maybe"]).refusal()?.hint
                == "flyway.group comes from the variable FLYWAY_GROUP.")
        #expect(World().refusal("migrate -group=maybe")?.hint == nil)
    }
}
