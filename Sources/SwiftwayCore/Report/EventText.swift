import SwiftwayDatabase
import SwiftwayText

extension Event {
    /// The event in Flyway's words, because scripts search logs for them; none for what is a matter of a progress view
    /// (``running(_:)``).
    public var lines: [LogLine] {
        switch self {
        case .connected(let product, let version, _, let url):
            return info("Database: \(url ?? "********") (\(product) \(version))")
        case .connectionRetry(let message, let seconds):
            return warning("Connection error: \(message)\nRetrying in \(seconds) sec...")
        case .initSqlDeprecated:
            return warning(
                "initSql is deprecated and will be removed in a future release. Please use 'afterConnect' callback instead"
            )
        case .awsPluginsIgnored(let names):
            return warning(
                "wrapperPlugins: \(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are") ignored; known are "
                    + "iam and awsSecretsManager")
        case .locationSkipped(let reason):
            return [LogLine(.error, "Skipping filesystem location: \(reason)")]
        case .callbackLocationSkipped(let path):
            return info("Skipping callback location \(path) as it does not exist")
        case .locationDiscarded(let message), .folderSkipped(let message):
            return warning(message)
        case .defaultLocationMissing:
            return warning("No locations configured and default location 'sql' not found.")
        case .namesIgnored(let count):
            return info(
                "\(count) SQL migrations were detected but not run because they did not follow the filename convention.\n"
                    + "Set 'validateMigrationNaming' to true to fail fast and see a list of the invalid file names.")
        case .historyMissing(let table):
            return info("Schema history table \(table) does not exist yet")
        case .creatingSchema(let schema):
            return info("Creating schema \(quoted(identifier: schema)) ...")
        case .schemaCreationUnsupported(let product, let schema):
            return info("\(product) does not support creating schemas. Schema not created: \(schema)")
        case .schemasNotCreated(let forBaseline):
            let reason =
                forBaseline
                ? "Even though Flyway is configured not to create any schemas, the schema history table still needs a schema to reside in."
                : "However, the schema history table still needs a schema to reside in."
            return warning(
                "The configuration option 'createSchemas' is false.\n\(reason)\n"
                    + "You must manually create a schema for the schema history table to reside in.\n"
                    + "See \(Links.schemas)")
        case .creatingHistory(let table, let withBaseline):
            return info("Creating Schema History table \(table)\(withBaseline ? " with baseline" : "") ...")
        case .waitingForLock(let holder, let seconds):
            let who = holder.map { ", held by \($0)" } ?? ""
            return info("Waiting for the migration lock (\(seconds) s)\(who)")
        case .backedUp(let path, let milliseconds):
            return info("Backed up the database to \(path) (execution time \(formatted(milliseconds: milliseconds)))")
        case .lockLost:
            return warning("The migration lock was gone when it was to be released: did a script close its session?")
        case .validated(let count, let milliseconds):
            return info(
                "Successfully validated \(migrations(count)) (execution time \(formatted(milliseconds: milliseconds)))")
        case .noMigrationsFound:
            return warning(Self.noMigrationsFoundText)
        case .validatingFiles(let kind, let grammar, let rehearses):
            let rules =
                switch kind {
                case .postgreSQL:
                    grammar.map { "by the grammar of PostgreSQL \($0)" }
                        ?? "by the lexical rules of PostgreSQL; its grammar is not checked"
                case .sqlite:
                    rehearses
                        ? "run on SQLite in memory"
                        : "by the lexical rules of SQLite; this build has no SQLite to run them on"
                case nil: "SQL is not looked into; set -databaseType=postgresql or sqlite"
                }
            return info("Validating the files without a database (\(rules))")
        case .filesValidated(let count, let milliseconds):
            return info(
                "Successfully validated the files of \(migrations(count)) without a database "
                    + "(execution time \(formatted(milliseconds: milliseconds)))")
        case .lintingFiles(let version):
            return info("Linting the files \(version.text)")
        case .filesLinted(let count, let milliseconds):
            return info(
                "Successfully linted \(count) file\(count == 1 ? "" : "s") "
                    + "(execution time \(formatted(milliseconds: milliseconds)))")
        case .lintUnavailable(let reason):
            return warning(reason)
        default:
            return runLines
        }
    }

    package static let noMigrationsFoundText = "No migrations found. Are your locations set up correctly?"

    /// The words of `migrate` and its scripts.
    private var runLines: [LogLine] {
        switch self {
        case .baselineNotAdded:
            return info(
                "All configured schemas are empty; a baseline marker will not be added to Flyway's schema history table. "
                    + "A baseline or migration script with a lower version than the baseline version may execute if available. "
                    + "Check the Schemas parameter if this is not intended. See \(Links.baseline) for more info")
        case .currentVersion(let schema, let version):
            return info("Current version of schema \(quoted(identifier: schema)): \(version)")
        case .outOfOrderActive(let schema):
            return info(
                "outOfOrder mode is active. Migration of schema \(quoted(identifier: schema)) may not be reproducible.")
        case .newerThanFiles(let schema, let version, let latest):
            let subject = "Schema \(quoted(identifier: schema)) has"
            guard let latest else {
                return [
                    LogLine(
                        .error,
                        "\(subject) version \(version), but no migration could be resolved in the configured locations !"
                    )
                ]
            }
            return warning(
                "\(subject) a version (\(version)) that is newer than the latest available migration (\(latest)) !")
        case .failedFutureMigration(let schema, let version):
            return warning(
                "Schema \(quoted(identifier: schema)) contains a failed future migration to version \(version) !")
        case .migrating(let label):
            return info("Migrating \(label.text)")
        case .skippingExecution(let label):
            return debug("Skipping execution of migration of \(label.text)")
        case .migrationFailed(let label, let rolledBack):
            return [
                LogLine(
                    .error,
                    "Migration of \(label.text) failed! "
                        + (rolledBack
                            ? "Changes successfully rolled back."
                            : "Please restore backups and roll back database and code!"))
            ]
        case .applied(let count, let schema, let version, let milliseconds):
            let now = version.map { ", now at version v\($0)" } ?? ""
            return info(
                "Successfully applied \(migrations(count)) to schema \(quoted(identifier: schema))\(now) "
                    + "(execution time \(formatted(milliseconds: milliseconds)))")
        case .upToDate(let schema):
            return info("Schema \(quoted(identifier: schema)) is up to date. No migration necessary.")
        case .executingCallback(let event, let description, let isProgram, let isTransactional):
            return info(
                "Executing \(isProgram ? "script" : "SQL") callback: \(event.rawValue) - \(description.inOneLine)"
                    + (isTransactional ? "" : " [non-transactional]"))
        case .executingProgram(let command, let path):
            return info("Executing \(command.joined(separator: " ")) \(path.inOneLine) ")
        case .programOutput(let text):
            return info(text)
        case .callbackIgnoredError(let event, let message):
            return warning("The callback \(event.rawValue) failed too: \(message)")
        case .notice(let notice):
            return notice.sqlState == "00000"
                ? info("DB: \(notice.message.indentingLines)")
                : warning("DB: \(notice.message.indentingLines) (SQL State: \(notice.sqlState) - Error Code: 0)")
        case .resultSet(let result):
            return info(TextTable(titles: result.columns, rows: result.rows.map { $0.map { $0 ?? "" } }).query)
        case .planned(let steps):
            return steps.flatMap { debug("Plan: \($0.inOneLine)") }
        case .executing(let sql):
            return debug("Executing SQL: \(sql)")
        case .skippedBehindCopy(let script, let text):
            return warning("\(script): what stands behind the ; of a COPY on its line is not run: \(text)")
        case .endedTransaction(let script):
            return warning(
                "\(script) ended the transaction it ran in with a COMMIT or ROLLBACK of its own: "
                    + "what followed was no longer protected by it.")
        case .running:
            // A view of its own: the console decides whether and how often it is shown.
            return []
        case .lockRetry(let retry):
            return warning(retry.text)
        case .resuming(let script, let statement, let count):
            let done = statement == 2 ? "The statement before it was" : "The \(statement - 1) statements before it were"
            return info(
                "Resuming \(script) at statement \(statement) of \(count)."
                    + (statement > 1 ? " \(done) applied by an earlier run." : ""))
        case .waitingForIndex(let index, let seconds):
            return info("Waiting for the index \(index), which an earlier run has the server build (\(seconds) s)")
        case .droppedLeftover(let index):
            return info("Dropped the invalid index \(index) that an unfinished statement had left behind")
        case .leftoverStays(let index, let reason):
            return warning(
                "The invalid index \(index) could not be dropped yet: \(reason). The next run drops it, or you: "
                    + "DROP INDEX CONCURRENTLY \(index);")
        case .noteRefused(let reason):
            return warning(
                "It cannot be noted how far this migration has come, so that it could not be resumed: \(reason)")
        case .batchTakenBack(let count):
            return warning(
                "SQLite rolled back the whole transaction, and with it \(migrations(count)) before: "
                    + "they are run again, each by itself.")
        default:
            return commandLines
        }
    }

    /// The words of the other commands.
    private var commandLines: [LogLine] {
        switch self {
        case .baselined(let version):
            return info("Successfully baselined schema with version: \(version)")
        case .alreadyBaselined(let table, let version, let description):
            return info("Schema history table \(table) already initialized with (\(version),\(description)). Skipping.")
        case .repairUnnecessary(let table, let tableExists):
            return info(
                "Repair of failed migration in Schema History table \(table) not necessary"
                    + (tableExists ? ". No failed migration detected." : " as table doesn't exist."))
        case .markingDeleted(let version, let description):
            let subject = version.map { "version \"\($0)\"" } ?? "description \"\(description)\""
            return info("Repairing Schema History table for \(subject) (Marking as DELETED)  ...")
        case .aligning(let version, let description, let type, let checksum):
            return info(
                "Repairing Schema History table for version \(version ?? "null") (Description: \(description), "
                    + "Type: \(type.rawValue), Checksum: \(checksum.map { "\($0)" } ?? "null"))  ...")
        case .repaired(let table, let milliseconds, let hasDeletions):
            let time = formatted(milliseconds: milliseconds)
            return info("Successfully repaired schema history table \(table) (execution time \(time)).")
                + (hasDeletions
                    ? info(
                        "Please ensure the previous contents of the deleted migrations are removed from the database, "
                            + "or moved into an existing migration.") : [])
        case .droppedPreSchemaObjects(let milliseconds):
            return info(
                "Successfully dropped pre-schema database level objects (execution time \(formatted(milliseconds: milliseconds)))"
            )
        case .cleanCascades(let objects):
            return warning(
                "What depends on the schemas is dropped with them (cleanCascade): \(objects.joined(separator: ", "))")
        case .cleaned(let schema, let milliseconds):
            return info(
                "Successfully cleaned schema \(quoted(identifier: schema)) (execution time \(formatted(milliseconds: milliseconds)))"
            )
        case .droppedPostSchemaObjects(let milliseconds):
            return info(
                "Successfully dropped post-schema database level objects (execution time \(formatted(milliseconds: milliseconds)))"
            )
        case .dropped(let schema, let milliseconds):
            return info(
                "Successfully dropped schema \(quoted(identifier: schema)) (execution time \(formatted(milliseconds: milliseconds)))"
            )
        case .unknownSchema(let schema):
            return warning("Unable to clean unknown schema: \(quoted(identifier: schema))")
        case .ownedSchemasUnknown(let message):
            return [
                LogLine(
                    .error,
                    "Error while checking whether the schemas should be dropped. Schemas will not be dropped\n\(message)"
                )
            ]
        case .schemaCleanedInstead(let product, let schema):
            return info("\(product) does not support dropping schemas. Schema not dropped: \(schema)")
        default:
            return []
        }
    }

    private func info(_ text: String) -> [LogLine] { [LogLine(.info, text)] }
    private func warning(_ text: String) -> [LogLine] { [LogLine(.warning, text)] }
    private func debug(_ text: String) -> [LogLine] { [LogLine(.debug, text)] }
    private func migrations(_ count: Int) -> String { "\(count) migration\(count == 1 ? "" : "s")" }
}
