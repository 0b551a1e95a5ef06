#if ServiceLifecycle
    import Logging
    import ServiceLifecycle
    import Swiftway
    import Synchronization
    import TestSupport
    import Testing

    @Suite("MigrationService", .fewAtOnce) struct MigrationServiceTests {
        private static let files = ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "CREATE TABLE b (x INT);"]

        @Test(.timeLimit(.minutes(10)), arguments: DatabaseKind.allCases)
        func othersStartWhenTheSchemaIsReady(kind: DatabaseKind) async throws {
            let project = try Project(kind, Self.files)
            let migration = MigrationService(project.migrator())
            let server = Server { try project.database.tables() }
            let group = group(migration, migration.before(server))
            #expect(!migration.isReady)
            let running = Task { try await group.run() }
            #expect(try await migration.ready.schemaVersion == "2")
            #expect(migration.isReady)
            await server.hasStarted()
            #expect(server.found?.contains("b") == true)
            await group.triggerGracefulShutdown()
            try await running.value
            #expect(server.hasEnded)
        }

        @Test(.timeLimit(.minutes(10)), arguments: DatabaseKind.allCases)
        func aFailureEndsTheGroup(kind: DatabaseKind) async throws {
            let project = try Project(kind, ["V1__a.sql": "SELECT * FROM nix;"])
            let migration = MigrationService(project.migrator())
            let server = Server { [] }
            let group = group(migration, migration.before(server))
            let error = await #expect(throws: MigrationError.self) { try await group.run() }
            #expect(error?.code == .failedVersionedMigration)
            #expect(!server.wasRun)
            #expect(!migration.isReady)
            let again = await failure { () throws(MigrationError) in try await migration.ready }
            #expect(again?.code == .failedVersionedMigration)
        }

        @Test(.timeLimit(.minutes(10)), arguments: DatabaseKind.allCases, [true, false])
        func aShutdownInMidMigrationRollsBack(kind: DatabaseKind, isGraceful: Bool) async throws {
            let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__slow.sql": kind.slowScript])
            let migration = MigrationService(project.migrator())
            let server = Server { [] }
            let group = group(migration, migration.before(server))
            let running = Task { try await group.run() }
            while !project.log.lines.contains(where: { $0.contains("to version \"2") }) {
                try await Task.sleep(for: .milliseconds(10))
            }
            try await Task.sleep(for: .milliseconds(100))
            let start = ContinuousClock.now
            if isGraceful { await group.triggerGracefulShutdown() } else { running.cancel() }
            let result = await running.result
            #expect(start.duration(to: .now) < .seconds(2))
            if isGraceful { #expect(throws: Never.self) { try result.get() } }
            #expect(!server.wasRun)
            #expect(try !project.database.tables().contains("half"))
            try project.write("CREATE TABLE half (x INT);", to: "V2__slow.sql")
            try await project.migrate()
            #expect(try project.database.tables() == ["a", "half"])
        }

        @Test func otherPoliciesAreKept() async throws {
            let project = try Project(.sqlite, Self.files)
            let error = await #expect(throws: MigrationError.self) {
                try await group(MigrationService(project.migrator(), policy: .verifyOnly)).run()
            }
            #expect(error?.code == .schemaBehind)
        }

        @Test func waitingCanBeCancelled() async throws {
            let project = try Project(.sqlite, Self.files)
            let migration = MigrationService(project.migrator())
            let waiting = Task { await failure { () throws(MigrationError) in try await migration.ready } }
            try await Task.sleep(for: .milliseconds(50))
            waiting.cancel()
            #expect(await waiting.value?.code == .interrupted)
        }

        private func group(_ services: any Service...) -> ServiceGroup {
            ServiceGroup(services: services, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        /// Looks at the database when it starts.
        private final class Server: Service {
            private struct State {
                var wasRun = false
                var found: [String]?
                var hasEnded = false
            }

            private let look: @Sendable () throws -> [String]
            private let state = Mutex(State())
            private let (started, startedContinuation) = AsyncStream<Void>.makeStream()

            init(_ look: @escaping @Sendable () throws -> [String]) { self.look = look }

            var wasRun: Bool { state.withLock { $0.wasRun } }
            var found: [String]? { state.withLock { $0.found } }
            var hasEnded: Bool { state.withLock { $0.hasEnded } }

            func hasStarted() async { for await _ in started { return } }

            func run() async throws {
                let found = try look()
                state.withLock { state in
                    state.wasRun = true
                    state.found = found
                }
                startedContinuation.finish()
                try await gracefulShutdown()
                state.withLock { $0.hasEnded = true }
            }
        }
    }
#endif
