#if Logging
    import Logging
    import SwiftwayCore

    extension Event {
        /// `nil` where an event is not logged.
        var logLevel: Logger.Level? {
            switch self {
            // Data may stand in them.
            case .executing, .resultSet, .programOutput: nil
            case .running: .trace
            case .migrating, .skippingExecution, .lockAcquired, .endedTransaction: .debug
            case .migrated: .info
            // What somebody wants to find later: the database is not what it was.
            case .applied, .baselined, .repaired, .cleaned, .cleanCascades, .dropped, .creatingSchema, .creatingHistory,
                .backedUp:
                .notice
            default: lines.first.map { Logger.Level($0.level) }
            }
        }

        /// `nil` where there is nothing to say.
        var logMessage: String? {
            switch self {
            case .migrated(let migration): "Applied \(migration.script)"
            case .lockAcquired: "The migration lock is held"
            case .running(let running): "Running statement \(running.statement) of \(running.script)"
            case .skippedBehindCopy(let script, _):
                "\(script): what stands behind the ; of a COPY on its line is not run"
            case .callbackIgnoredError(let event, _): "The callback \(event.rawValue) failed too"
            default: lines.isEmpty ? nil : lines.map(\.text).joined(separator: "\n")
            }
        }

        /// The keys are documented in observability.md, and stay.
        var logMetadata: Logger.Metadata {
            switch self {
            case .connected(let product, let version, let database, _):
                [
                    "swiftway.database": .string(product), "swiftway.database_version": .string(version),
                    "swiftway.database_name": .string(database ?? ""),
                ]
            case .migrating(let label), .skippingExecution(let label): label.logMetadata
            case .migrated(let migration):
                Self.metadata(
                    schema: migration.schema, version: migration.version, description: migration.description,
                    script: migration.script
                ).merging(["swiftway.duration_ms": migration.duration.logged]) { $1 }
            case .applied(let count, let schema, let version, let milliseconds):
                [
                    "swiftway.count": .stringConvertible(count), "swiftway.schema": .string(schema),
                    "swiftway.version": .string(version ?? ""),
                    "swiftway.duration_ms": .stringConvertible(milliseconds),
                ]
            case .validated(let count, let milliseconds), .filesValidated(let count, let milliseconds):
                [
                    "swiftway.count": .stringConvertible(count),
                    "swiftway.duration_ms": .stringConvertible(milliseconds),
                ]
            case .currentVersion(let schema, let version):
                ["swiftway.schema": .string(schema), "swiftway.version": .string(version)]
            case .upToDate(let schema), .creatingSchema(let schema), .outOfOrderActive(let schema):
                ["swiftway.schema": .string(schema)]
            case .cleaned(let schema, let milliseconds), .dropped(let schema, let milliseconds):
                ["swiftway.schema": .string(schema), "swiftway.duration_ms": .stringConvertible(milliseconds)]
            case .backedUp(let path, let milliseconds):
                ["swiftway.file": .string(path), "swiftway.duration_ms": .stringConvertible(milliseconds)]
            case .lockAcquired(let waited): ["swiftway.waited_ms": waited.logged]
            case .waitingForLock(_, let seconds): ["swiftway.waited_ms": .stringConvertible(seconds * 1000)]
            case .lockRetry(let retry):
                [
                    "swiftway.script": .string(retry.script), "swiftway.attempt": .stringConvertible(retry.attempt),
                    "swiftway.waited_ms": retry.waited.logged,
                ]
            case .running(let running):
                ["swiftway.script": .string(running.script), "swiftway.duration_ms": running.elapsed.logged]
            case .resuming(let script, _, _), .endedTransaction(let script), .skippedBehindCopy(let script, _):
                ["swiftway.script": .string(script)]
            case .notice(let notice): ["swiftway.sqlstate": .string(notice.sqlState)]
            default: [:]
            }
        }

        fileprivate static func metadata(
            schema: String, version: String?, description: String, script: String
        ) -> Logger.Metadata {
            var metadata: Logger.Metadata = [
                "swiftway.schema": .string(schema), "swiftway.description": .string(description),
                "swiftway.script": .string(script),
            ]
            metadata["swiftway.version"] = version.map { .string($0) }
            return metadata
        }
    }

    extension MigrationLabel {
        var logMetadata: Logger.Metadata {
            Event.metadata(schema: schema, version: version, description: description, script: script)
        }
    }

    extension Duration {
        /// In whole milliseconds.
        var logged: Logger.MetadataValue { .stringConvertible(Int(self / .milliseconds(1))) }
    }

    extension Logger.Level {
        fileprivate init(_ level: LogLine.Level) {
            self =
                switch level {
                case .debug: .debug
                case .info: .info
                case .warning: .warning
                case .error: .error
                }
        }
    }
#endif
