import SwiftwayChecks
package import SwiftwayCore
import SwiftwayDatabase
package import SwiftwayEngine
import SwiftwayText

/// The commands that work on a database, or in place of one on files alone.
package enum DatabaseCommand: String, Sendable, CaseIterable {
    case migrate, info, validate, lint, baseline, repair, clean, testConnection
}

/// What a command found or did.
package enum CommandReport: Sendable {
    case migrate(MigrateReport)
    case info(InfoReport)
    case validate(ValidateReport)
    case baseline(BaselineReport)
    case repair(RepairReport)
    case clean(CleanReport)
    case testConnection
}

/// A report or an error, and on which database.
package struct CommandOutcome: Sendable {
    /// `nil` where the database has no name, and where none was reached.
    package var databaseName: String?
    package var databaseType = ""
    package var result: Result<CommandReport, MigrationError>
}

extension DatabaseCommand {
    /// Runs the command on the calling thread.
    /// - Parameter paths: The files that `lint` was given; none for all of the locations.
    package func run(
        _ settings: Settings, paths: [String] = [], environment: RunEnvironment, observe: @escaping (Event) -> Void
    ) -> CommandOutcome {
        // Everything that leaves a run passes here: no report, log or trace has to think of secrets.
        let secrets = environment.secrets
        secrets.add(settings)
        return runShowingSecrets(settings, paths: paths, environment: environment) {
            observe($0.masked(by: secrets.mask))
        }.masked(by: secrets)
    }

    private func runShowingSecrets(
        _ settings: Settings, paths: [String], environment: RunEnvironment, observe: @escaping (Event) -> Void
    ) -> CommandOutcome {
        if self == .validate, FileValidation.isWanted(settings) {
            let validation = FileValidation(settings, environment, observe: observe)
            return CommandOutcome(result: Result { () throws(MigrationError) in .validate(try validation.run()) })
        }
        if self == .lint {
            let lint = LintCommand(settings, paths: paths, environment, observe: observe)
            return CommandOutcome(result: Result { () throws(MigrationError) in .validate(try lint.run()) })
        }
        let session: Session
        do {
            session = try Session.open(
                settings, verb: rawValue, readsFiles: readsFiles, environment: environment, observe: observe)
        } catch {
            return CommandOutcome(result: .failure(error.interrupted(by: environment.interruption)))
        }
        return CommandOutcome(
            databaseName: session.connection.databaseName, databaseType: session.connection.kind.productName,
            result: Result { () throws(MigrationError) in try perform(in: session) }
                .mapError { $0.interrupted(by: environment.interruption) })
    }

    private var readsFiles: Bool {
        switch self {
        case .migrate, .info, .validate, .repair: true
        case .lint, .baseline, .clean, .testConnection: false
        }
    }

    private func perform(in session: Session) throws(MigrationError) -> CommandReport {
        switch self {
        case .migrate: .migrate(try session.migrate())
        case .info: .info(try session.info())
        case .validate:
            .validate(
                try session.validate(lint: { list throws(MigrationError) in try session.lint(list) }))
        case .lint: throw MigrationError(code: .fault, message: "lint works on files alone")
        case .baseline: .baseline(try session.baseline())
        case .repair: .repair(try session.repair())
        case .clean: .clean(try session.clean())
        case .testConnection: .testConnection
        }
    }
}

extension MigrationError {
    /// What fails after a request to stop fails because of it.
    fileprivate func interrupted(by interruption: Interruption) -> MigrationError {
        guard interruption.isRequested else { return self }
        var error = self
        error.code = .interrupted
        return error
    }
}

extension CommandOutcome {
    /// Without the secrets that became known meanwhile.
    fileprivate func masked(by secrets: KnownSecrets) -> CommandOutcome {
        let mask = secrets.mask
        guard !mask.isEmpty else { return self }
        var outcome = self
        outcome.result = result.mapError { $0.masked(by: mask) }
        return outcome
    }
}
