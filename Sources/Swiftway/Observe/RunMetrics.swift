#if Metrics
    public import Metrics
    import SwiftwayCore
    import Synchronization

    extension Migrator {
        /// The same migrator, which counts and times its runs too: by swift-metrics.
        ///
        /// | metric | what | labels |
        /// | --- | --- | --- |
        /// | `swiftway_runs_total` | runs that have ended | `command`, `database`, `outcome` |
        /// | `swiftway_run_duration` | how long a run took, with what it waited | `command`, `database`, `outcome` |
        /// | `swiftway_migrations_total` | migrations that have ended | `database`, `outcome` |
        /// | `swiftway_migration_duration` | how long a migration took | `database`, `outcome` |
        /// | `swiftway_lock_wait_duration` | how long the migration lock was waited for | `database` |
        /// | `swiftway_lock_retries_total` | attempts given up because of a lock, to be made again | `database` |
        ///
        /// `database` is `postgresql`, `sqlite` or `unknown`; `outcome` is `succeeded`, `failed` or `interrupted`.
        /// Durations are timers: the unit is that of the metrics backend.
        /// - Parameter factory: Where metrics go; `nil` is the one that the program has chosen for all.
        /// - Returns: The migrator to use in place of this one.
        public func measuring(with factory: (any MetricsFactory)? = nil) -> Migrator {
            var migrator = self
            migrator.watches.append { command, settings in
                let metrics = RunMetrics(
                    factory ?? MetricsSystem.factory, command, DriverChoice.kind(of: settings.connection.url))
                return { metrics.record($0) }
            }
            return migrator
        }
    }

    /// What one run counts.
    private final class RunMetrics: Sendable {
        private let factory: any MetricsFactory
        private let command: String
        private let database: String
        /// When the migration that was announced last began.
        private let began = Mutex<ContinuousClock.Instant?>(nil)

        init(_ factory: any MetricsFactory, _ command: DatabaseCommand, _ kind: DatabaseKind?) {
            self.factory = factory
            self.command = command.rawValue
            database = kind?.rawValue ?? "unknown"
        }

        func record(_ event: Event) {
            switch event {
            case .migrating, .skippingExecution: began.withLock { $0 = .now }
            case .migrated(let migration): migrationEnded(migration.duration, "succeeded")
            case .migrationFailed:
                let began = began.withLock { $0 }
                migrationEnded(began.map { $0.duration(to: .now) }, "failed")
            case .lockAcquired(let waited): timer("swiftway_lock_wait_duration", []).record(duration: waited)
            case .lockRetry: counter("swiftway_lock_retries_total", []).increment()
            case .ended(let run):
                let outcome =
                    switch run.error?.code {
                    case nil: "succeeded"
                    case .interrupted?: "interrupted"
                    default: "failed"
                    }
                let labels = [("command", command), ("outcome", outcome)]
                counter("swiftway_runs_total", labels).increment()
                timer("swiftway_run_duration", labels).record(duration: run.duration)
            default: break
            }
        }

        private func migrationEnded(_ duration: Duration?, _ outcome: String) {
            counter("swiftway_migrations_total", [("outcome", outcome)]).increment()
            if let duration {
                timer("swiftway_migration_duration", [("outcome", outcome)]).record(duration: duration)
            }
        }

        private func counter(_ name: String, _ labels: [(String, String)]) -> Counter {
            Counter(label: name, dimensions: labels + [("database", database)], factory: factory)
        }

        private func timer(_ name: String, _ labels: [(String, String)]) -> Timer {
            Timer(label: name, dimensions: labels + [("database", database)], factory: factory)
        }
    }
#endif
