import Swiftway
import SwiftwayConfiguration
import SwiftwayCore

/// Puts what a command found into words or JSON.
struct Answers {
    let console: Console
    let options: OutputOptions
    let settings: Settings
    let environment: RunEnvironment

    /// The words that the events of a command have not said yet.
    /// - Returns: The error to end with.
    func say(_ outcome: CommandOutcome) -> MigrationError? {
        switch outcome.result {
        case .failure(let error): return error
        case .success(.validate(let report)):
            for finding in report.findings {
                switch finding.severity {
                case .warning: console.log(LogLine(.warning, finding.text))
                case .information: console.log(LogLine(.info, finding.text))
                case .error: break
                }
            }
            return report.error
        case .success(.info(let report)): say(report)
        case .success(.testConnection): console.log(LogLine(.info, "Flyway engine connection successful"))
        case .success(.migrate), .success(.baseline), .success(.repair), .success(.clean): break
        }
        return nil
    }

    func sayVersion(_ report: InfoReport) {
        console.log(LogLine(.info, "Schema version: \(report.schemaVersion ?? "<< Empty Schema >>")"))
    }

    private func say(_ report: InfoReport) {
        if options.showsMigrationIdentifiersOnly {
            console.answer(report.migrationIds, terminator: "")
            return
        }
        sayVersion(report)
        if report.hasNoFiles {
            console.log(
                LogLine(
                    .info, "No migrations found on disk.\nHere are some relevant configuration settings."))
            console.log(
                LogLine(
                    .info,
                    searchSettingsTable(
                        locations: settings.scan.locations ?? ["filesystem:sql"],
                        callbackLocations: settings.scan.callbackLocations,
                        workingDirectory: environment.workingDirectory(settings.scan), naming: settings.naming)))
        }
        console.log(LogLine(.info, "\n\(report.table)"))
    }

    /// The JSON document of an outcome, and whether it reports a failure.
    func document(_ outcome: CommandOutcome) -> JSONValue {
        let writer = JSONReport(
            .init(
                version: SwiftwayVersion.flyway, databaseName: outcome.databaseName,
                databaseType: outcome.databaseType, schemaName: settings.schemas.schemas.joined(separator: ", "),
                timestamp: environment.now))
        switch outcome.result {
        case .success(.migrate(let report)): return writer.migrate(report)
        case .success(.info(let report)):
            // PostgreSQL's column holds the session's time, which is this process's; SQLite's holds UTC.
            return writer.info(report, installedOnUTC: { Clock.utc(fromLocal: $0) })
        case .success(.validate(let report)): return writer.validate(report)
        case .success(.baseline(let report)): return writer.baseline(report)
        case .success(.repair(let report)): return writer.repair(report)
        case .success(.clean(let report)): return writer.clean(report)
        case .success(.testConnection): return .object([("successfulConnections", .string("Flyway"))])
        case .failure(let error):
            return error.report.map { writer.migrate($0, error: error) } ?? JSONReport.error(error)
        }
    }
}
