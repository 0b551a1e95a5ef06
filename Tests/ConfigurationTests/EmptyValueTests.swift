import SwiftwayConfiguration
import SwiftwayCore
import Testing

/// The same empty value from every source that a parameter has.
struct EmptyValueTests {
    enum Source: CaseIterable {
        case option, variable, conf, toml, tomlList, environmentOption, environmentOfTOML
    }

    /// A configuration in which `lower` says something and `source`, which wins, says nothing.
    private static func world(_ name: String, _ source: Source, lower: String?) -> (World, String)? {
        guard let parameter = ParameterTable.parameter(named: "flyway.\(name)") else { return nil }
        let conf = lower.map { "flyway.\(name)=\($0)\n" } ?? ""
        let isOfEnvironment = parameter.tomlSpelling?.hasPrefix("[environments") == true
        let table = isOfEnvironment ? "[environments.default]\n" : "[flyway]\n"
        let toml =
            table
            + (lower.map { value in
                parameter.type == .list ? "\(name) = [\"\(value)\"]\n" : "\(name) = \"\(value)\"\n"
            } ?? "")
        switch source {
        case .option: return (.toml(toml), "migrate -\(name)=")
        case .variable:
            guard let variable = parameter.variable else { return nil }
            return (.conf(conf, environment: [variable: ""]), "migrate")
        case .conf:
            return (
                World(files: ["/home/me/flyway.conf": conf, "/project/flyway.conf": "flyway.\(name)="]), "migrate"
            )
        case .toml, .tomlList:
            guard source == .toml || parameter.type == .list else { return nil }
            let empty = source == .toml ? "\"\"" : "[\"\"]"
            return (
                World(files: [
                    "/home/me/flyway.toml": toml, "/project/flyway.toml": "\(table)\(name) = \(empty)\n",
                ]), "migrate"
            )
        case .environmentOption:
            let below = isOfEnvironment ? name : "flyway.\(name)"
            return (.toml(toml), "migrate -environments.default.\(below)=")
        case .environmentOfTOML:
            let below = isOfEnvironment ? "[environments.default]" : "[environments.default.flyway]"
            return (
                World(files: ["/home/me/flyway.toml": toml, "/project/flyway.toml": "\(below)\n\(name) = \"\""]),
                "migrate"
            )
        }
    }

    typealias Look = @Sendable (Settings) -> String?

    /// What counts is what the other source says.
    static let passedOver: [(String, String, Look)] = [
        ("url", "jdbc:sqlite:a", { $0.connection.url }),
        ("locations", "filesystem:a", { $0.scan.locations?.joined() }),
        ("schemas", "a", { $0.schemas.schemas.joined() }),
        ("cherryPick", "2", { $0.plan.cherryPick.joined() }),
    ]

    @Test(arguments: passedOver.indices, Source.allCases)
    func givesWayToOtherSources(_ index: Int, _ source: Source) throws {
        let (name, value, look) = Self.passedOver[index]
        guard let (world, line) = Self.world(name, source, lower: value) else { return }
        #expect(look(try world.resolve(line).settings) == value)
    }

    /// None, although the other source has one.
    static let unset: [(String, String, Look)] = [
        ("user", "u", { $0.connection.user }),
        ("password", "p", { $0.connection.password?.value }),
        ("initSql", "select 1", { $0.connection.initSql }),
        ("installedBy", "i", { $0.execution.installedBy }),
        ("tablespace", "t", { $0.schemas.tablespace }),
        ("defaultSchema", "s", { $0.schemas.defaultSchema }),
    ]

    @Test(arguments: unset.indices, Source.allCases)
    func isNoneWhateverOthersSay(_ index: Int, _ source: Source) throws {
        let (name, value, look) = Self.unset[index]
        guard let (world, line) = Self.world(name, source, lower: value) else { return }
        #expect(look(try world.resolve(line).settings) == nil)
    }

    static let texts: [(String, String, Look)] = [
        ("sqlMigrationPrefix", "M", { $0.naming.sqlMigrationPrefix }),
        ("repeatableSqlMigrationPrefix", "M", { $0.naming.repeatableSqlMigrationPrefix }),
        ("baselineMigrationPrefix", "M", { $0.naming.baselineMigrationPrefix }),
        ("baselineDescription", "d", { $0.baseline.baselineDescription }),
        ("sqlMigrationSuffixes", ".ddl", { $0.naming.sqlMigrationSuffixes.joined() }),
        ("ignoreMigrationPatterns", "*:missing", { $0.plan.ignoreMigrationPatterns.isEmpty ? "" : nil }),
    ]

    @Test(arguments: texts.indices, Source.allCases)
    func anEmptyTextOrListCounts(_ index: Int, _ source: Source) throws {
        let (name, value, look) = Self.texts[index]
        guard let (world, line) = Self.world(name, source, lower: value) else { return }
        #expect(look(try world.resolve(line).settings) == "")
    }

    static let refused = [
        ("table", "table cannot be empty!"),
        ("sqlMigrationSeparator", "sqlMigrationSeparator cannot be empty!"),
        ("placeholderPrefix", "placeholderPrefix cannot be empty!"),
        ("placeholderSuffix", "placeholderSuffix cannot be empty!"),
        ("placeholderSeparator", "placeholderSeparator cannot be empty!"),
        ("scriptPlaceholderPrefix", "scriptPlaceholderPrefix cannot be empty!"),
        ("scriptPlaceholderSuffix", "scriptPlaceholderSuffix cannot be empty!"),
        ("target", "Version may only contain 0..9 and . (dot). Invalid version: "),
        ("baselineVersion", "Version may only contain 0..9 and . (dot). Invalid version: "),
    ]

    @Test(arguments: refused, Source.allCases)
    func isRefused(_ parameter: (name: String, sentence: String), _ source: Source) throws {
        guard let (world, line) = Self.world(parameter.name, source, lower: "1") else { return }
        let refusal = try #require(world.refusal(line))
        #expect(refusal.message == parameter.sentence)
    }

    /// Flyway reads values of `flyway.conf`, and of what stands beside one, by another reader.
    @Test(arguments: Source.allCases)
    func ofNumbersAndTruthsTheKindOfProjectDecides(_ source: Source) throws {
        for (name, value) in [("outOfOrder", "true"), ("connectRetries", "7"), ("group", "true")] {
            guard let (world, line) = Self.world(name, source, lower: value) else { continue }
            switch source {
            case .variable, .conf:
                #expect(world.refusal(line)?.message.hasPrefix("Invalid value for flyway.\(name) (should be") == true)
            case .option, .toml, .tomlList, .environmentOption, .environmentOfTOML:
                let settings = try world.resolve(line).settings
                #expect(name == "connectRetries" || settings.execution.group || settings.plan.outOfOrder)
                #expect(name != "connectRetries" || settings.connection.connectRetries == 7)
            }
        }
    }

    @Test func ownParametersArePassedOver() throws {
        let text = "swiftway.lockTimeout=7s\nswiftway.durability=each\nswiftway.grammar=off\nswiftway.offline=true\n"
        let options = "-lockTimeout= -durability= -grammar= -offline= -databaseType= -serverVersion= -report="
        let settings = try World.conf(text).resolve("migrate \(options)").settings
        #expect(settings == (try World.conf(text).resolve("migrate").settings))
        #expect(settings.safety.lockTimeout == .seconds(7))
    }

    /// What stands elsewhere may be empty, too.
    @Test func valuesThatTurnOutEmpty() throws {
        let empty = ["NOTHING": ""]
        let settings = try World.toml(
            "[flyway]\noutOfOrder = \"${env.NOTHING}\"\nignoreMigrationPatterns = [\"${env.NOTHING}\"]",
            environment: empty
        ).resolve().settings
        #expect(!settings.plan.outOfOrder)
        #expect(settings.plan.ignoreMigrationPatterns.isEmpty)
        let refusal = World.toml("[flyway]\ntable = \"${env.NOTHING}\"", environment: empty).refusal()
        #expect(refusal?.message == "table cannot be empty!")
    }

    @Test func aListWithoutElementsIsNone() throws {
        let settings = try World.toml("[flyway]\nignoreMigrationPatterns = []\nsqlMigrationSuffixes = []").resolve()
            .settings
        #expect(settings == Settings())
    }
}

/// Files with secrets end with a line end more often than not.
struct LineEndTests {
    @Test(arguments: ["\n", "\r\n", "\n\n"], ["", "/project/flyway.conf"])
    func lineEndsBehindValuesOfTheConnectionAreLeftOut(_ end: String, _ file: String) throws {
        let world = World(
            files: file.isEmpty ? [:] : [file: ""],
            environment: [
                "FLYWAY_URL": "jdbc:sqlite:a.db\(end)", "FLYWAY_USER": "ann\(end)", "FLYWAY_PASSWORD": " s\n3 \(end)",
            ])
        let resolved = try world.resolve()
        #expect(resolved.settings.connection.url == "jdbc:sqlite:a.db")
        #expect(resolved.settings.connection.user == "ann")
        #expect(resolved.settings.connection.password?.value == " s\n3 ")
        #expect(resolved.informations.count == 3)
        #expect(
            resolved.informations.contains(
                "flyway.password, from the variable FLYWAY_PASSWORD, ends with a line end, which is left out."))
        #expect(!resolved.informations.joined().contains("s\n3"))
        let nothing = World(environment: ["FLYWAY_PASSWORD": end, "FLYWAY_URL": end])
        #expect(try nothing.resolve().settings.connection.password == nil)
        #expect(try nothing.resolve().settings.connection.url == nil)
    }

    @Test func resolvedValuesToo() throws {
        let world = World.toml(
            "[environments.default]\nurl = \"sqlite:a\"\npassword = \"${env.SECRET}\"", environment: ["SECRET": "p\n"])
        #expect(try world.resolve().settings.connection.password?.value == "p")
        #expect(try World().resolve(words: ["migrate", "-password=p\n"]).settings.connection.password?.value == "p")
    }

    @Test func unknownOptionsThatAreToleratedGetASuggestion() throws {
        let world = World.toml("databaseType = \"postgresql\"\n")
        #expect(
            try world.resolve("migrate -configFile=a.conf").warnings
                == ["Unknown parameter: -configFile. Did you mean '-configFiles'?"])
    }
}
