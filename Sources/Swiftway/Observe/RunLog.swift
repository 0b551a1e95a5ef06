#if Logging
    public import Logging
    import SwiftwayCore
    import SwiftwayText
    import Synchronization

    extension Migrator {
        /// The same migrator, which logs its runs too: by swift-log, with the level and the metadata that belong to
        /// each event. Statements, results and what programs print are not logged, because data may stand in them.
        /// - Parameter logger: Gets the keys `swiftway.…` as metadata. What its metadata provider says of the task that
        ///   asks for a run is logged with all events of that run.
        /// - Returns: The migrator to use in place of this one.
        public func logging(to logger: Logger) -> Migrator {
            var migrator = self
            migrator.watches.append { command, _ in
                let log = RunLog(logger, command)
                return { log.record($0) }
            }
            return migrator
        }
    }

    /// What one run logs.
    private final class RunLog: Sendable {
        private let logger: Logger
        /// The migration that has failed: what went wrong with it is told by the end of the run.
        private let failed = Mutex<(label: MigrationLabel, rolledBack: Bool)?>(nil)

        init(_ logger: Logger, _ command: DatabaseCommand) {
            var logger = logger
            // On the thread that works there is no task to ask.
            for (key, value) in logger.metadataProvider?.get() ?? [:] { logger[metadataKey: key] = value }
            logger[metadataKey: "swiftway.command"] = .string(command.rawValue)
            self.logger = logger
        }

        func record(_ event: Event) {
            switch event {
            case .migrationFailed(let label, let rolledBack): failed.withLock { $0 = (label, rolledBack) }
            case .ended(let run): end(run)
            default:
                guard let level = event.logLevel, logger.logLevel <= level, let message = event.logMessage else {
                    return
                }
                logger.log(level: level, "\(message.shownInLog)", metadata: event.logMetadata)
            }
        }

        private func end(_ run: EndedRun) {
            var metadata: Logger.Metadata = ["swiftway.duration_ms": run.duration.logged]
            guard let error = run.error else {
                logger.debug("\(run.command) has ended", metadata: metadata)
                return
            }
            let failure = LoggedFailure(error)
            metadata["swiftway.code"] = .string(failure.code.name)
            metadata["swiftway.file"] = failure.file.map { .string($0) }
            metadata["swiftway.line"] = failure.line.map { .stringConvertible($0) }
            metadata["swiftway.column"] = failure.column.map { .stringConvertible($0) }
            metadata["swiftway.sqlstate"] = failure.sqlState.map { .string($0) }
            if let (label, rolledBack) = failed.withLock({ $0 }) {
                metadata.merge(label.logMetadata) { $1 }
                metadata["swiftway.rolled_back"] = .stringConvertible(rolledBack)
            }
            logger.log(
                level: failure.code == .interrupted ? .warning : .error,
                "\(run.command) failed: \(failure.reason.shownInLog)",
                metadata: metadata)
        }
    }
#endif
