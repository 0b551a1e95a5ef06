#if Tracing
    import SwiftwayCore
    import SwiftwayDatabase
    import Synchronization
    public import Tracing

    extension Migrator {
        /// The same migrator, which traces its runs too: by swift-distributed-tracing, with one span for a run and one
        /// below it for each migration. The parent is the span of the task that asks for the run.
        /// - Parameter tracer: Where spans go; `nil` is the one that the program has chosen for all.
        /// - Returns: The migrator to use in place of this one.
        public func tracing(with tracer: (any Tracer)? = nil) -> Migrator {
            var migrator = self
            migrator.watches.append { command, _ in
                let trace = RunTrace(tracer ?? InstrumentationSystem.tracer, command)
                return { trace.record($0) }
            }
            return migrator
        }
    }

    /// The spans of one run. Whatever happens, the end of the run ends all that are open.
    private final class RunTrace: Sendable {
        private struct State {
            /// Migrations that have begun, in their order, with the time of their beginning.
            var open: [(label: MigrationLabel, span: any Span, began: UInt64)] = []
            /// The script that has failed.
            var failed: String?
            var system: String?
            var namespace: String?
        }

        private let tracer: any Tracer
        private let run: any Span
        private let state = Mutex(State())

        init(_ tracer: any Tracer, _ command: DatabaseCommand) {
            self.tracer = tracer
            run = tracer.startSpan("swiftway \(command.rawValue)", context: .current ?? .topLevel, ofKind: .client)
            run.attributes["swiftway.command"] = command.rawValue
            run.attributes["db.operation.name"] = command.rawValue
        }

        func record(_ event: Event) {
            switch event {
            case .connected(let product, let version, let database, _): connected(product, version, database)
            case .migrating(let label), .skippingExecution(let label): begin(label)
            case .migrated(let migration): end(migration)
            case .migrationFailed(let label, _): state.withLock { $0.failed = label.script }
            case .batchTakenBack: takeBack()
            case .waitingForLock(let holder, _):
                run.addEvent(
                    SpanEvent(
                        name: "waiting for the migration lock",
                        attributes: holder.map { ["swiftway.lock_holder": "\($0.description)"] } ?? [:]))
            case .lockAcquired(let waited):
                run.addEvent(
                    SpanEvent(
                        name: "migration lock held", attributes: ["swiftway.waited_ms": .int64(waited.milliseconds)])
                )
            case .lockRetry(let retry):
                let event = SpanEvent(
                    name: "lock retry",
                    attributes: [
                        "swiftway.attempt": .int64(Int64(retry.attempt)),
                        "swiftway.waited_ms": .int64(retry.waited.milliseconds),
                    ])
                (state.withLock { $0.open.last?.span } ?? run).addEvent(event)
            case .ended(let ended): end(ended)
            default: break
            }
        }

        private func connected(_ product: String, _ version: String, _ database: String?) {
            let (system, namespace) = state.withLock { state in
                state.system = product.lowercased()
                state.namespace = database
                return (state.system, state.namespace)
            }
            run.attributes["db.system.name"] = system
            run.attributes["db.namespace"] = namespace
            run.attributes["db.system.version"] = version
        }

        /// A further attempt belongs to the span of the first.
        private func begin(_ label: MigrationLabel) {
            guard state.withLock({ state in !state.open.contains { $0.label.script == label.script } }) else { return }
            let began = DefaultTracerClock.now
            let span = tracer.startSpan(
                "migration \(label.script)", context: run.context, ofKind: .client, at: began)
            let (system, database) = state.withLock { state in
                state.open.append((label, span, began.nanosecondsSinceEpoch))
                return (state.system, state.namespace)
            }
            span.attributes["db.system.name"] = system
            // As OpenTelemetry has it for PostgreSQL: database and schema.
            span.attributes["db.namespace"] = database.map { "\($0)|\(label.schema)" }
            span.attributes["swiftway.schema"] = label.schema
            span.attributes["swiftway.version"] = label.version
            span.attributes["swiftway.description"] = label.description
            span.attributes["swiftway.script"] = label.script
        }

        /// It ends when it was done, not when the transaction that it shares with others was committed.
        private func end(_ migration: AppliedMigration) {
            let found = state.withLock { state in
                let index = state.open.firstIndex { $0.label.script == migration.script }
                return index.map { state.open.remove(at: $0) }
            }
            guard let (_, span, began) = found else { return }
            span.attributes["swiftway.duration_ms"] = migration.duration.milliseconds
            let end = began + UInt64(max(0, migration.duration / .nanoseconds(1)))
            span.end(
                at: DefaultTracerClock.Timestamp(
                    nanosecondsSinceEpoch: min(end, DefaultTracerClock.now.nanosecondsSinceEpoch)))
        }

        /// They are going to be run again, and have other spans then.
        private func takeBack() {
            for (_, span, _) in state.withLock({ state in exchange(&state.open) }) {
                span.attributes["swiftway.taken_back"] = true
                span.end()
            }
        }

        private func end(_ ended: EndedRun) {
            let (open, named) = state.withLock { state in (exchange(&state.open), state.failed) }
            let failure = ended.error.map { LoggedFailure($0) }
            // Where no name was told, the one that has failed was the last to begin. What was open before it has gone
            // down with it.
            let failed = named ?? open.last?.label.script
            for entry in open {
                if let failure, entry.label.script == failed {
                    mark(entry.span, failure)
                } else {
                    entry.span.attributes["swiftway.taken_back"] = true
                }
                entry.span.end()
            }
            if let failure { mark(run, failure) }
            run.end()
        }

        private func exchange<Value>(_ values: inout [Value]) -> [Value] {
            defer { values = [] }
            return values
        }

        private func mark(_ span: any Span, _ failure: LoggedFailure) {
            span.attributes["error.type"] = failure.code.name
            span.attributes["db.response.status_code"] = failure.sqlState
            span.attributes["swiftway.file"] = failure.file
            span.attributes["swiftway.line"] = failure.line
            span.recordError(failure)
            span.setStatus(SpanStatus(code: .error, message: failure.description))
        }
    }

    extension Duration {
        fileprivate var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
    }
#endif
