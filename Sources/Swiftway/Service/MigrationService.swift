#if ServiceLifecycle
    public import ServiceLifecycle
    import SwiftwayCore

    /// Makes sure of the schema when its `ServiceGroup` starts, and tells the other services when it is ready.
    ///
    /// ```swift
    /// let migration = MigrationService(Migrator(settings))
    /// let group = ServiceGroup(
    ///     services: [migration, migration.before(server)], gracefulShutdownSignals: [.sigterm], logger: logger)
    /// try await group.run()
    /// ```
    ///
    /// It stays until the group shuts down. Where the schema cannot be made sure of, it throws, and the group ends. A
    /// graceful shutdown, or a cancellation, in mid-migration cancels the running statement and rolls back.
    public struct MigrationService: Service {
        private let migrator: Migrator
        private let policy: StartPolicy
        private let readiness = SchemaReadiness()

        /// A service, which does nothing before its group runs.
        /// - Parameters:
        ///   - migrator: Whose migrations and database it is.
        ///   - policy: What to do about the schema.
        public init(_ migrator: Migrator, policy: StartPolicy = .migrate) {
            self.migrator = migrator
            self.policy = policy
        }

        /// The schema, once it is ready: waits for that. To be asked for by the other services of the group, as often
        /// as they like; before the group runs it waits too.
        /// - Throws: ``/SwiftwayCore/MigrationError``: why the schema is not going to be ready; `INTERRUPTED` when the task
        ///   that waits is cancelled.
        public var ready: StartReport {
            get async throws(MigrationError) { try await readiness.value }
        }

        /// Whether the schema is ready, without waiting: for a probe of readiness.
        public var isReady: Bool { readiness.isReady }

        /// Runs until the group shuts down; not to be called by others than the group.
        /// - Throws: ``/SwiftwayCore/MigrationError`` where the schema is not ready; `CancellationError` when the
        ///   task is cancelled after that.
        public func run() async throws {
            do {
                let report = try await cancelWhenGracefulShutdown { [migrator, policy] in
                    try await migrator.start(policy)
                }
                readiness.settle(.success(report))
            } catch {
                let error = error as? MigrationError ?? MigrationError(code: .fault, message: "\(error)")
                readiness.settle(.failure(error))
                // Who is asked to go and goes has not failed.
                if error.code == .interrupted, Task.isShuttingDownGracefully { return }
                throw error
            }
            try await gracefulShutdown()
        }

        /// A service that starts when the schema is ready, and not before. Where that does not come to be, it does not
        /// start at all.
        /// - Parameter service: The server, or whatever else works on the schema.
        /// - Returns: What belongs into the group in place of `service`, behind this one.
        public func before<Wrapped: Service>(_ service: Wrapped) -> MigratedService<Wrapped> {
            MigratedService(service, after: self)
        }
    }

    /// A service that waits for the schema before it starts.
    public struct MigratedService<Wrapped: Service>: Service {
        private let wrapped: Wrapped
        private let migration: MigrationService

        /// A service around another.
        /// - Parameters:
        ///   - wrapped: What starts when the schema is ready.
        ///   - migration: Has to run in the same group, in front of this service, so that at the end this one is shut
        ///     down first.
        public init(_ wrapped: Wrapped, after migration: MigrationService) {
            self.wrapped = wrapped
            self.migration = migration
        }

        /// Waits, then runs the wrapped service until it ends.
        /// - Throws: ``/SwiftwayCore/MigrationError`` where the schema is not going to be ready; what the wrapped
        ///   service throws.
        public func run() async throws {
            do {
                _ = try await cancelWhenGracefulShutdown { [migration] in try await migration.ready }
            } catch let error as MigrationError where error.code == .interrupted && Task.isShuttingDownGracefully {
                return
            }
            try await wrapped.run()
        }
    }
#endif
