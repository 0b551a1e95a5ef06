import SwiftwayConfiguration
import SwiftwayCore
import Testing

struct ConfigurationFilesTests {
    @Test func tomlIsPreferredWhereBothStandAtTheirPlaces() throws {
        let world = World(files: [
            "/home/me/flyway.toml": "[flyway]\ntable = \"toml\"", "/project/flyway.conf": "flyway.table=conf",
        ])
        #expect(try world.resolve().settings.schemas.table == "toml")
    }

    @Test func namedFilesDecideTheKind() throws {
        var world = World(files: [
            "/project/flyway.toml": "[flyway]\ntable = \"toml\"", "/project/flyway.conf": "flyway.table=conf",
            "/project/a.conf": "flyway.installedBy=a", "/project/b.conf": "flyway.installedBy=b",
        ])
        let named = try world.resolve("migrate -configFiles=a.conf,b.conf").settings
        #expect(named.schemas.table == "conf")
        #expect(named.execution.installedBy == "b")
        world.environment["FLYWAY_CONFIG_FILES"] = "/project/b.conf"
        #expect(try world.resolve().settings.execution.installedBy == "b")
        #expect(try world.resolve("migrate -configFiles=a.conf").settings.execution.installedBy == "a")
    }

    @Test func bothKindsAtOnceAreRefused() {
        let world = World(files: ["/project/a.conf": "", "/project/b.toml": ""])
        let refusal = world.refusal("migrate -configFiles=b.toml,a.conf")
        #expect(
            refusal?.message == """
                Using both TOML configuration and CONF configuration is not supported. Please remove the CONF \
                configuration files.
                TOML files: /project/b.toml
                CONF files: /project/a.conf

                """)
    }

    @Test func missingFilesAreAWarning() throws {
        let resolved = try World().resolve("migrate -configFiles=nowhere.conf,/etc/no.toml")
        #expect(
            resolved.warnings == [
                "One or more specified configuration files could not be found: /project/nowhere.conf, /etc/no.toml\n"
            ])
    }

    @Test func unreadableFilesAreAnErrorWhereTheyAreAskedFor() throws {
        let named = World(files: ["/project/a.conf": World.unreadable]).refusal("migrate -configFiles=a.conf")
        #expect(named?.message == "Unable to load config file: /project/a.conf")
        #expect(named?.hint == "Permission denied")
        let found = try World(files: ["/home/me/flyway.conf": World.unreadable]).resolve()
        #expect(found.warnings == ["Unable to load config file: /home/me/flyway.conf (Permission denied)"])
    }

    @Test(arguments: ["project", "/project/project"])
    func theWorkingDirectoryIsTheBase(_ folder: String) throws {
        let world = World(files: [
            "/project/project/flyway.conf": "flyway.installedBy=project",
            "/project/flyway.conf": "flyway.installedBy=here",
            "/project/project/more.conf": "flyway.table=more",
        ])
        let settings = try world.resolve("migrate -workingDirectory=\(folder) -configFiles=more.conf").settings
        #expect(settings.execution.installedBy == "project")
        #expect(settings.schemas.table == "more")
        #expect(settings.scan.workingDirectory == folder)
    }

    @Test func theWorkingDirectoryIsTheBaseOfTheVariableToo() throws {
        let world = World(
            files: ["/project/project/more.toml": "[flyway]\ntable = \"more\""],
            environment: ["FLYWAY_CONFIG_FILES": "more.toml, /etc/missing.conf"])
        #expect(try world.resolve("migrate -workingDirectory=project").settings.schemas.table == "more")
        #expect(try world.resolve().settings == Settings())
    }

    @Test func standardInputIsAConfFileAtItsPlace() throws {
        let world = World(
            files: ["/project/a.conf": "flyway.table=a\nflyway.installedBy=a", "/project/b.conf": "flyway.table=b"],
            standardInput: "flyway.table=input\nflyway.installedBy=input")
        let resolved = try world.resolve("migrate -configFiles=a.conf,-,b.conf")
        #expect(resolved.settings.schemas.table == "b")
        #expect(resolved.settings.execution.installedBy == "input")
        #expect(resolved.informations == ["Loaded configuration from standard input"])
        #expect(resolved.warnings == [])
    }

    @Test func standardInputMayBeEmpty() throws {
        let resolved = try World().resolve("migrate -configFiles=-")
        #expect(resolved.settings == Settings())
        #expect(resolved.informations == [])
    }

    @Test func standardInputIsReadOnlyWhereAskedFor() throws {
        let world = World(standardInput: "flyway.table=input")
        #expect(try world.resolve().settings == Settings())
    }

    @Test func theVariableOfTheEncodingWinsOverTheOption() throws {
        var sources = World(environment: ["FLYWAY_CONFIG_FILE_ENCODING": "ISO-8859-1"]).sources
        sources.readFile = { path in
            path == "/project/flyway.conf" ? .contents(Array("flyway.installedBy=M".utf8) + [0xFC]) : .missing
        }
        let invocation = try Invocation(arguments: ["migrate", "-configFileEncoding=UTF-16"])
        let resolved = try ResolvedConfiguration(invocation, from: sources)
        #expect(resolved.settings.execution.installedBy == "Mü")
    }

    @Test func bytesOfAnotherEncodingAreAWarning() throws {
        var sources = World().sources
        sources.readFile = { path in
            path == "/project/flyway.conf"
                ? .contents(Array("# f".utf8) + [0xFC] + Array("r\nflyway.table=t".utf8)) : .missing
        }
        let resolved = try ResolvedConfiguration(Invocation(arguments: ["migrate"]), from: sources)
        #expect(resolved.settings.schemas.table == "t")
        #expect(
            resolved.warnings == [
                "/project/flyway.conf is not UTF-8 throughout. Name its encoding with -configFileEncoding."
            ])
    }

    @Test func unknownEncodingsAreRefused() {
        let refusal = World.conf("").refusal("migrate -configFileEncoding=EBCDIC")
        #expect(refusal?.message.hasPrefix("Invalid value for flyway.configFileEncoding (should be one of") == true)
    }

    @Test func keysOfOtherProgramsArePassedOver() throws {
        let world = World.conf("spring.datasource.url=x\nflywayx=1\nplain=1\nflyway.table=t\nswiftway.offline=true")
        let settings = try world.resolve().settings
        #expect(settings.schemas.table == "t")
        #expect(settings.connection.offline)
    }

    @Test func confExpandsVariables() throws {
        let world = World.conf(
            "flyway.url=jdbc:postgresql://${HOST}/app\nflyway.user=${NOBODY}", environment: ["HOST": "db"])
        let settings = try world.resolve().settings
        #expect(settings.connection.url == "jdbc:postgresql://db/app")
        #expect(settings.connection.user == nil)
    }

    @Test func environmentsBelongToTOML() throws {
        let resolved = try World.conf("").resolve("migrate -environments.x.url=y")
        #expect(resolved.settings == Settings())
        #expect(resolved.warnings == ["-environments.x.url has no effect: only flyway.toml has environments."])
    }
}
