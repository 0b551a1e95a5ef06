#if Logging
    import InMemoryLogging
    import Logging
    import Swiftway
    import TestSupport
    import Testing

    @Suite("Logging", .fewAtOnce) struct LoggingTests {
        private let handler: InMemoryLogHandler
        private let logger: Logger

        init() {
            var handler = InMemoryLogHandler()
            handler.logLevel = .trace
            self.handler = handler
            logger = Logger(label: "test") { _ in handler }
        }

        @Test(arguments: DatabaseKind.allCases) func eachMigrationAndTheWholeAreLoggedOnce(kind: DatabaseKind)
            async throws
        {
            let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b_c.sql": "SELECT 1;"])
            _ = try await project.migrator().logging(to: logger).migrate()

            let applied = entries { $0.message.hasPrefix("Applied ") }
            #expect(applied.map(\.message) == ["Applied V1__a.sql", "Applied V2__b_c.sql"])
            #expect(applied.allSatisfy { $0.level == .info })
            let second = try #require(applied.last?.metadata)
            #expect(second["swiftway.command"] == "migrate")
            #expect(second["swiftway.schema"] == "\(project.database.schema)")
            #expect(second["swiftway.version"] == "2")
            #expect(second["swiftway.description"] == "b c")
            #expect(second["swiftway.script"] == "V2__b_c.sql")
            #expect(Int(second["swiftway.duration_ms"]?.description ?? "") != nil)

            let whole = try #require(entries { $0.message.hasPrefix("Successfully applied 2 ") }.first)
            #expect(whole.level == .notice)
            #expect(whole.metadata["swiftway.count"]?.description == "2")
            #expect(whole.metadata["swiftway.version"] == "2")
            let connected = try #require(entries { $0.metadata["swiftway.database"] != nil }.first)
            #expect(connected.metadata["swiftway.database"] == "\(kind.productName)")
            #expect(entries { $0.message == "migrate has ended" }.map(\.level) == [.debug])
            #expect(entries { $0.level >= .warning }.isEmpty)
        }

        @Test(arguments: DatabaseKind.allCases) func aFailureIsLoggedOnceAndWithoutTheStatement(kind: DatabaseKind)
            async throws
        {
            let project = try Project(
                kind,
                [
                    "V1__a.sql": "CREATE TABLE a (x INT);",
                    "V2__b.sql": "SELECT 'pass' || 'word1';\n\nSELECT * FROM nix;",
                ])
            let migrator = project.migrator { $0.execution.outputQueryResults = true }.logging(to: logger)
            let error = await failure { () throws(MigrationError) in try await migrator.migrate() }
            #expect(error?.code == .failedVersionedMigration)

            let failures = entries { $0.level >= .error }
            #expect(failures.count == 1)
            let entry = try #require(failures.first)
            #expect(entry.message.hasPrefix("migrate failed: "))
            #expect(entry.message.contains("nix"))
            #expect(entry.metadata["swiftway.code"] == "FAILED_VERSIONED_MIGRATION")
            #expect(entry.metadata["swiftway.file"]?.description.hasSuffix("V2__b.sql") == true)
            #expect(entry.metadata["swiftway.line"]?.description == "3")
            #expect(entry.metadata["swiftway.version"] == "2")
            #expect(entry.metadata["swiftway.rolled_back"]?.description == "true")
            if kind == .postgreSQL { #expect(entry.metadata["swiftway.sqlstate"] == "42P01") }
            #expect(messages.allSatisfy { !$0.contains("word1") && !$0.contains("SELECT") })
        }

        @Test func whatCannotBeReadIsNotQuoted() async throws {
            let project = try Project(.postgreSQL, ["V1__a.sql": "SELECT 1;\nSELECT 'password1"])
            let migrator = project.migrator().logging(to: logger)
            #expect(await failure { () throws(MigrationError) in try await migrator.migrate() } != nil)
            #expect(entries { $0.level == .error }.count == 1)
            #expect(messages.allSatisfy { !$0.contains("password1") })
        }

        @Test func whatTheTaskKnowsIsLoggedWithTheRun() async throws {
            let project = try Project(.sqlite, ["V1__a.sql": "CREATE TABLE a (x INT);"])
            var handler = handler
            handler.metadataProvider = Logger.MetadataProvider { Request.id.map { ["request": "\($0)"] } ?? [:] }
            let logger = Logger(label: "test") { [handler] _ in handler }
            try await Request.$id.withValue("r1") {
                _ = try await project.migrator().logging(to: logger).migrate()
            }
            #expect(entries { $0.message.hasPrefix("Applied") }.map { $0.metadata["request"] } == ["r1"])
        }

        private enum Request { @TaskLocal static var id: String? }

        private struct Entry {
            var level: Logger.Level
            var message: String
            var metadata: Logger.Metadata
        }

        private var messages: [String] { handler.entries.map { "\($0.message)" } }

        private func entries(_ isWanted: (Entry) -> Bool) -> [Entry] {
            handler.entries.map { Entry(level: $0.level, message: "\($0.message)", metadata: $0.metadata) }
                .filter(isWanted)
        }
    }
#endif
