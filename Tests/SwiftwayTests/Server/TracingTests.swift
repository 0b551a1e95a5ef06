#if Tracing
    import InMemoryTracing
    import Swiftway
    import TestSupport
    import Testing
    import Tracing

    @Suite("Tracing", .fewAtOnce) struct TracingTests {
        private let tracer = InMemoryTracer()

        @Test(arguments: DatabaseKind.allCases) func aRunAndItsMigrationsAreSpansBelowTheCallers(kind: DatabaseKind)
            async throws
        {
            let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "SELECT 1;"])
            let migrator = project.migrator().tracing(with: tracer)
            try await tracer.withSpan("start-up", context: .topLevel) { _ in _ = try await migrator.migrate() }

            let caller = try #require(span("start-up"))
            let run = try #require(span("swiftway migrate"))
            #expect(run.parentSpanID == caller.spanID)
            #expect(run.kind == .client)
            #expect(run.attributes["db.system.name"]?.toSpanAttribute() == .string(kind.rawValue))
            #expect(run.attributes["db.operation.name"]?.toSpanAttribute() == .string("migrate"))
            #expect(run.errors.isEmpty)
            for (script, version) in [("V1__a.sql", "1"), ("V2__b.sql", "2")] {
                let migration = try #require(span("migration \(script)"))
                #expect(migration.parentSpanID == run.spanID)
                #expect(migration.attributes["swiftway.version"]?.toSpanAttribute() == .string(version))
                #expect(migration.attributes["swiftway.script"]?.toSpanAttribute() == .string(script))
                #expect(migration.attributes["db.system.name"]?.toSpanAttribute() == .string(kind.rawValue))
                #expect(migration.startInstant.nanosecondsSinceEpoch >= run.startInstant.nanosecondsSinceEpoch)
                #expect(migration.endInstant.nanosecondsSinceEpoch <= run.endInstant.nanosecondsSinceEpoch)
                if kind == .postgreSQL {
                    let namespace = String(describing: migration.attributes["db.namespace"]?.toSpanAttribute())
                    #expect(namespace.contains("|\(project.database.schema)"))
                }
            }
            #expect(tracer.finishedSpans.count == 4)
            #expect(tracer.activeSpans.isEmpty)
        }

        @Test(arguments: DatabaseKind.allCases) func aFailureIsRecordedAndAllSpansEnd(kind: DatabaseKind) async throws {
            let project = try Project(
                kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "SELECT 'secret1' FROM nix;"])
            for groups in [false, true] {
                tracer.clearAll(includingActive: true)
                let migrator = project.migrator { $0.execution.group = groups }.tracing(with: tracer)
                #expect(await failure { () throws(MigrationError) in try await migrator.migrate() } != nil)
                #expect(tracer.activeSpans.isEmpty)
                for name in ["swiftway migrate", "migration V2__b.sql"] {
                    let failed = try #require(span(name))
                    #expect(failed.errors.count == 1)
                    #expect(failed.status?.code == .error)
                    #expect(failed.attributes["error.type"]?.toSpanAttribute() == .string("FAILED_VERSIONED_MIGRATION"))
                    #expect(failed.errors.allSatisfy { !"\($0.error)".contains("secret1") })
                    if kind == .postgreSQL {
                        #expect(failed.attributes["db.response.status_code"]?.toSpanAttribute() == .string("42P01"))
                    }
                }
                if groups || kind == .sqlite { continue }
                #expect(span("migration V1__a.sql")?.errors.isEmpty == true)
            }
        }

        @Test func spansEndWhereThereIsNoDatabase() async throws {
            let project = try Project(.sqlite)
            let migrator = project.migrator { $0.connection.url = "postgresql://localhost:1/none" }
                .tracing(with: tracer)
            #expect(await failure { () throws(MigrationError) in try await migrator.migrate() } != nil)
            #expect(tracer.activeSpans.isEmpty)
            #expect(span("swiftway migrate")?.attributes["error.type"]?.toSpanAttribute() == .string("DB_CONNECTION"))
        }

        private func span(_ name: String) -> FinishedInMemorySpan? {
            tracer.finishedSpans.first { $0.operationName == name }
        }
    }
#endif
