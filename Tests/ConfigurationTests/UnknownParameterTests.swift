import SwiftwayConfiguration
import SwiftwayCore
import SwiftwayDatabase
import Testing

struct UnknownParameterTests {
    struct Case: Sendable {
        var world: World
        var line: String
        var message: String
        var hint: String?
        var code: String

        init(
            _ world: World, _ line: String, _ message: String, hint: String? = nil, code: String = "CONFIGURATION"
        ) {
            self.world = world
            self.line = line
            self.message = message
            self.hint = hint
            self.code = code
        }
    }

    static let inTOMLMode: [Case] = [
        Case(
            World(), "migrate -nonsense=1",
            "Failed to configure parameters:\n\tUnknown: 'flyway.nonsense'. "
                + "Check the parameter spelling and ensure Flyway is up to date.\n"),
        Case(
            World(), "migrate -X=1",
            "Failed to configure parameters:\n\tUnknown: 'flyway.X'. "
                + "Check the parameter spelling and ensure Flyway is up to date.\n"),
        Case(
            World.toml("[flyway]\nnonsense = 1\nlocatoins = [\"filesystem:sql\"]"), "info",
            """
            Failed to configure parameters:
            \tUnknown: 'flyway.locatoins'. Possible values: flyway.locations?
            \tUnknown: 'flyway.nonsense'. Check the parameter spelling and ensure Flyway is up to date.

            """,
            hint: """
                flyway.locatoins comes from /project/flyway.toml, line 3.
                flyway.nonsense comes from /project/flyway.toml, line 2.
                """),
        Case(
            World(), "migrate -locatoins=filesystem:sql",
            "Failed to configure parameters:\n\tUnknown: 'flyway.locatoins'. Possible values: flyway.locations?\n",
            hint: "Did you mean '-locations'?"),
        Case(
            World.toml("[flyway.nothing.deep]\ner = 1"), "migrate",
            "Failed to configure parameters:\n\tUnknown: 'flyway.nothing.deep'. "
                + "Possible values: flyway.defaultSchema, flyway.detectEncoding?\n",
            hint: "flyway.nothing.deep comes from /project/flyway.toml, line 2."),
        // Flyway looks at the last part alone.
        Case(
            World.toml("[flyway.nothing]\ntabl = 1"), "migrate",
            "Failed to configure parameters:\n\tUnknown: 'flyway.nothing.tabl'. Possible values: flyway.table, "
                + "flyway.tablespace?\n",
            hint: "flyway.nothing.tabl comes from /project/flyway.toml, line 2."),
        Case(
            World.toml("[environments.default.flyway]\nnonsense = 1"), "migrate",
            "Failed to configure parameters:\n\tUnknown: 'environments.default.flyway.nonsense'. "
                + "Check the parameter spelling and ensure Flyway is up to date.\n",
            hint: "environments.default.flyway.nonsense comes from /project/flyway.toml, line 2."),
        Case(
            World.toml("[flyway]\nurl = \"jdbc:sqlite:x\""), "migrate",
            "Failed to configure parameters:\n\tUnknown: 'flyway.url'. "
                + "Check the parameter spelling and ensure Flyway is up to date.\n",
            hint: "url is set by -url=…, FLYWAY_URL, [environments.<id>] url in flyway.toml or flyway.url in "
                + "flyway.conf.\nflyway.url comes from /project/flyway.toml, line 2."),
        Case(
            World.toml("[swiftway]\nofline = true"), "migrate",
            "Failed to configure parameters:\n\tUnknown: 'swiftway.ofline'. "
                + "Check the parameter spelling and ensure Flyway is up to date.\n",
            hint: "Did you mean 'swiftway.offline'?\nswiftway.ofline comes from /project/flyway.toml, line 2."),
        Case(
            World(), "migrate -cleanOnValidationError=true",
            "Failed to configure parameters:\n\tRemoved: 'flyway.cleanOnValidationError' has been removed and is no "
                + "longer supported.\n",
            hint: "Run 'clean' yourself where that is really meant.", code: "CONFIGURATION_RECOVERABLE"),
        Case(
            World.toml("[flyway.plugins.vault]\nurl = \"x\""), "migrate",
            "Failed to configure parameters:\n\tDeprecated: 'flyway.plugins.vault' has been replaced by "
                + "'flyway.vault'.\n",
            hint: "Use 'vault'.\nflyway.plugins.vault comes from /project/flyway.toml, line 2.",
            code: "CONFIGURATION_RECOVERABLE"),
        Case(
            World(environment: ["flyway_nonsense": "1"]), "migrate",
            "Failed to configure parameters:\n\tUnknown: 'flyway.nonsense'. "
                + "Check the parameter spelling and ensure Flyway is up to date.\n",
            hint: "flyway.nonsense comes from the variable flyway_nonsense."),
        Case(
            World.toml("[environments.one]"), "info -environment=three",
            "Failed to configure parameters:\nEnvironment 'three' not found. "
                + "Check that this environment exists in your configuration.\n"),
        Case(
            World.toml("[environments.Dev]"), "info -environment=dev",
            "Failed to configure parameters:\nEnvironment 'dev' not found. "
                + "Check that this environment exists in your configuration. Did you mean 'Dev'?\n"),
        Case(
            World.toml("[environments.staging]"), "info -environment=stagign -nonsense=1",
            "Failed to configure parameters:\n\tUnknown: 'flyway.nonsense'. "
                + "Check the parameter spelling and ensure Flyway is up to date.\n"
                + "Environment 'stagign' not found. Check that this environment exists in your configuration.\n",
            hint: "Did you mean 'staging'?"),
    ]

    static let inConfMode: [Case] = [
        Case(
            World.conf("flyway.nonsense=1"), "migrate",
            "Unknown configuration property: flyway.nonsense. Please check your conf files or commandline parameters",
            hint: "flyway.nonsense comes from /project/flyway.conf, line 1."),
        Case(
            World.conf(""), "migrate -b=1 -a=1",
            "Unknown configuration properties: flyway.a,flyway.b. "
                + "Please check your conf files or commandline parameters"),
        Case(
            World.conf(""), "migrate -environment=x",
            "Unknown configuration property: flyway.environment. "
                + "Please check your conf files or commandline parameters",
            hint: "environment is set by -environment=… or [flyway] environment in flyway.toml."),
        Case(
            World.conf("flyway.outputFile=x"), "migrate",
            "Unknown configuration property: flyway.outputFile. Please check your conf files or commandline parameters",
            hint: "outputFile is set by -outputFile=….\nflyway.outputFile comes from /project/flyway.conf, line 1."),
        Case(
            World.conf("flyway.locatoins=x"), "migrate",
            "Unknown configuration property: flyway.locatoins. Please check your conf files or commandline parameters",
            hint: "Did you mean 'flyway.locations'?\nflyway.locatoins comes from /project/flyway.conf, line 1."),
        Case(
            World.conf("swiftway.nonsense=x"), "migrate",
            "Unknown configuration property: swiftway.nonsense. "
                + "Please check your conf files or commandline parameters",
            hint: "swiftway.nonsense comes from /project/flyway.conf, line 1."),
        Case(
            World.conf("flyway.ignoreMissingMigrations=true"), "migrate",
            "Unknown configuration property: flyway.ignoreMissingMigrations. "
                + "Please check your conf files or commandline parameters",
            hint: "Use 'ignoreMigrationPatterns=*:missing'.\n"
                + "flyway.ignoreMissingMigrations comes from /project/flyway.conf, line 1."),
        Case(
            World.conf("flyway.placeholder.x=1"), "migrate",
            "Unknown configuration property: flyway.placeholder.x. "
                + "Please check your conf files or commandline parameters",
            hint: "Did you mean 'flyway.placeholders.x'?\nflyway.placeholder.x comes from /project/flyway.conf, line 1."
        ),
        Case(
            World(files: ["/project/a.conf": ""]), "migrate -configFiles=a.conf -locatoins=x",
            "Unknown configuration property: flyway.locatoins. Please check your conf files or commandline parameters",
            hint: "Did you mean '-locations'?"),
    ]

    @Test(arguments: inTOMLMode.indices)
    func areRefusedInTOMLMode(_ index: Int) {
        check(Self.inTOMLMode[index])
    }

    @Test(arguments: inConfMode.indices)
    func areRefusedInConfMode(_ index: Int) {
        check(Self.inConfMode[index])
    }

    private func check(_ expected: Case) {
        let refusal = expected.world.refusal(expected.line)
        #expect(refusal?.message == expected.message)
        #expect(refusal?.hint == expected.hint)
        #expect(refusal?.code == expected.code)
    }

    @Test func valuesComeFirstInConfMode() {
        let refusal = World.conf("flyway.nonsense=1\nflyway.group=maybe").refusal()
        #expect(refusal?.message.hasPrefix("Invalid value for flyway.group") == true)
    }

    /// Flyway's desktop tool writes its own parameters into the table '[flyway]'.
    @Test func filesOfTheDesktopToolMayHaveAnything() throws {
        let world = World.toml(
            """
            id = "1"
            name = "app"
            databaseType = "postgresql"
            [flyway]
            nonsense = 1
            table = "t"
            [flywayDesktop]
            developmentEnvironment = "dev"
            """)
        let settings = try world.resolve().settings
        #expect(settings.schemas.table == "t")
        #expect(settings.connection.databaseType == nil)
    }

    @Test func ownTablesDoNotMakeAFileTolerant() {
        let world = World.toml("[flyway]\nnonsense = 1\n[swiftway]\noffline = true")
        #expect(world.refusal()?.code == "CONFIGURATION")
    }
}
