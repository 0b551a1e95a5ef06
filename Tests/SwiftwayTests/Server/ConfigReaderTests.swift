#if Configuration
    import Configuration
    import Swiftway
    import SwiftwayConfiguration
    import Synchronization
    import TestSupport
    import Testing

    @Suite("Settings from swift-configuration") struct ConfigReaderTests {
        @Test func valuesOfEveryType() throws {
            let provider = InMemoryProvider(values: [
                ["flyway", "url"]: "sqlite:app.db",
                ["flyway", "baselineOnMigrate"]: true,
                ["flyway", "connectRetries"]: 3,
                ["flyway", "locations"]: ConfigValue(
                    .stringArray(["filesystem:a,b", "filesystem:c"]), isSecret: false),
                ["flyway", "schemas"]: "one, two",
                ["flyway", "target"]: "5",
                ["flyway", "outOfOrder"]: "TRUE",
                ["flyway", "placeholders", "owner"]: "me",
                ["flyway", "placeholders", "a.b"]: "dots",
                ["swiftway", "lockTimeout"]: "2s",
            ])
            let settings = try Settings(
                from: ConfigReader(provider: provider), placeholders: ["owner", "a.b", "absent"])
            #expect(settings.connection.url == "sqlite:app.db")
            #expect(settings.baseline.baselineOnMigrate)
            #expect(settings.connection.connectRetries == 3)
            #expect(settings.scan.locations == ["filesystem:a,b", "filesystem:c"])
            #expect(settings.schemas.schemas == ["one", "two"])
            #expect(settings.plan.target == .version(MigrationVersion(5), mustExist: true))
            #expect(settings.plan.outOfOrder)
            #expect(settings.placeholders.placeholders["owner"] == "me")
            #expect(settings.placeholders.placeholders["a.b"] == "dots")
            #expect(settings.safety.lockTimeout == .seconds(2))
            #expect(try Settings(from: ConfigReader(provider: InMemoryProvider(values: [:]))) == Settings())
        }

        /// Every parameter has the variable that the command line reads.
        @Test func variablesAreThoseOfTheCommandLine() throws {
            for parameter in ParameterTable.all where parameter.isOfUse && parameter.type != .map {
                guard let variable = parameter.variable else { continue }
                let reader = ConfigReader(
                    provider: EnvironmentVariablesProvider(environmentVariables: [variable: "x"]))
                let key = ConfigKey(parameter.property.split(separator: ".").map(String.init))
                #expect(reader.string(forKey: key) == "x", "\(parameter.property)")
            }
            let variables = [
                "FLYWAY_BASELINE_ON_MIGRATE": "true", "FLYWAY_LOCATIONS": "filesystem:a, filesystem:b",
                "FLYWAY_PLACEHOLDERS_OWNER": "me", "FLYWAY_JDBC_PROPERTIES_SSLMODE": "require",
                "SWIFTWAY_LOCK_TIMEOUT": "3s",
            ]
            let config = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables))
            let settings = try Settings(from: config, placeholders: ["owner"], jdbcProperties: ["sslmode"])
            #expect(settings.baseline.baselineOnMigrate)
            #expect(settings.scan.locations == ["filesystem:a", "filesystem:b"])
            #expect(settings.placeholders.placeholders == ["owner": "me"])
            #expect(settings.connection.jdbcProperties == ["sslmode": "require"])
            #expect(settings == (try Settings(from: .environment, environment: variables)))
        }

        @Test func keysMayStandBelowAnother() throws {
            let provider = InMemoryProvider(values: [["database", "flyway", "table"]: "t"])
            let config = ConfigReader(provider: provider).scoped(to: "database")
            #expect(try Settings(from: config).schemas.table == "t")
        }

        @Test(arguments: [
            ("baselineOnMigrate", "maybe"), ("connectRetries", "many"), ("encoding", "klingon"), ("target", "x.y.z"),
        ]) func mistakesNameTheKey(name: String, value: String) throws {
            let provider = InMemoryProvider(values: [
                ["flyway", name]: ConfigValue(.string(value), isSecret: false)
            ])
            let error = #expect(throws: MigrationError.self) {
                try Settings(from: ConfigReader(provider: provider))
            }
            #expect(error?.code == .configuration)
            let told = (error?.message ?? "") + (error?.advice ?? "")
            #expect(told.contains("flyway.\(name)"))
        }

        @Test func valuesOfOtherTypesAreMistakes() throws {
            for content in [ConfigContent.intArray([1]), .bytes([1]), .stringArray(["a"])] {
                let provider = InMemoryProvider(values: [
                    ["flyway", "table"]: ConfigValue(content, isSecret: false)
                ])
                let error = #expect(throws: MigrationError.self) {
                    try Settings(from: ConfigReader(provider: provider))
                }
                #expect(error?.code == .configuration)
                #expect(error?.message.contains("flyway.table") == true)
            }
        }

        @Test func secretsAreReadAsSecrets() throws {
            let provider = InMemoryProvider(values: [
                ["flyway", "password"]: "p", ["flyway", "url"]: "postgresql://u:p@h/d", ["flyway", "table"]: "t",
                ["flyway", "jdbcProperties", "sslpassword"]: "p", ["flyway", "placeholders", "apiToken"]: "p",
                ["flyway", "placeholders", "owner"]: "o",
            ])
            let accesses = Accesses()
            let config = ConfigReader(provider: provider, accessReporter: accesses)
            _ = try Settings(from: config, placeholders: ["apiToken", "owner"], jdbcProperties: ["sslpassword"])
            let secrets = accesses.secrets
            #expect(
                secrets == [
                    "flyway.password", "flyway.url", "flyway.jdbcProperties.sslpassword",
                    "flyway.placeholders.apiToken",
                ])
        }

        private final class Accesses: AccessReporter {
            private let found = Mutex<Set<String>>([])

            func report(_ event: AccessEvent) {
                guard case .success(let value?) = event.result, value.isSecret else { return }
                _ = found.withLock { $0.insert(event.metadata.key.description) }
            }

            var secrets: Set<String> { found.withLock { $0 } }
        }
    }
#endif
