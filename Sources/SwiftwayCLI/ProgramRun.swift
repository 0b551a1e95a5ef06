import Swiftway
import SwiftwayChecks
import SwiftwayConfiguration
import SwiftwayCore

/// One call of the program: words in, exit status out.
struct ProgramRun {
    var arguments: [String]
    var environment: [String: String]
    var currentDirectory: String
    let secrets = KnownSecrets()

    /// - Returns: 0, or 1 for every error; 35 where Flyway asks for a licence, 75 where trying again later may help,
    ///   128 and the number of a signal that ended the run.
    func run() -> Int32 {
        let options = OutputOptions(arguments: arguments, environment: environment)
        secrets.add(arguments: arguments, environment: environment)
        let console: Console
        do {
            console = try Console(options, secrets: secrets)
        } catch {
            // Without its file the console can still say so.
            var plain = options
            plain.file = nil
            guard let console = try? Console(plain, secrets: secrets) else { return 1 }
            console.fail(error)
            return console.finish(1)
        }
        return console.finish(run(console))
    }

    private func run(_ console: Console) -> Int32 {
        do throws(ConfigurationError) {
            let invocation = try Invocation(arguments: arguments, environment: environment)
            switch invocation.request {
            case .usage: console.answer(HelpText.usage)
            case .help(let topics): console.answer(HelpText.text(for: topics), terminator: "")
            case .run(let verbs): return try run(verbs, invocation, console)
            }
            return 0
        } catch {
            console.fail(MigrationError(error))
            report(MigrationError(error), console)
            return error.exitStatus
        }
    }

    /// What ended the run before its settings were known.
    private func report(_ error: MigrationError, _ console: Console) {
        guard let request = ReportRequest(arguments: arguments, environment: environment) else { return }
        let writer = ReportWriter(
            console: console, targets: request.targets,
            workingDirectory: request.workingDirectory.map { FileSystem.absolute($0, in: currentDirectory) }
                ?? currentDirectory)
        _ = writer.write([CommandRun(command: request.command, failure: error, started: Clock.now(), milliseconds: 0)])
    }

    private func run(
        _ verbs: [Verb], _ invocation: Invocation, _ console: Console
    ) throws(ConfigurationError) -> Int32 {
        if verbs.allSatisfy({ !$0.needsSettings }) {
            for verb in verbs { answer(verb, console) }
            return 0
        }
        let sources = ConfigurationSources.ofProcess(
            environment: environment, currentDirectory: currentDirectory)
        let configuration = try ResolvedConfiguration(invocation, from: sources)
        secrets.add(configuration.settings)
        if !verbs.contains(.parse) { console.log(LogLine(.info, VersionText.banner)) }
        for text in configuration.informations { console.log(LogLine(.info, text)) }
        for text in configuration.warnings { console.log(LogLine(.warning, text)) }
        for value in configuration.provenance { console.log(LogLine(.debug, "\(value)")) }

        let signals = Signals.watch(Interruption())
        if verbs.contains(.parse) { return parse(invocation.files, configuration, console) }
        var runs: [CommandRun] = []
        let status = run(verbs, invocation, configuration, console, signals, runs: &runs)
        let settings = configuration.settings
        let looksForFindings = verbs.contains(where: \.looksForFindings)
        let world = RunEnvironment(now: Clock.now(), currentDirectory: currentDirectory, showsURL: false)
        let writer = ReportWriter(
            console: console, targets: settings.check.reports.filter { looksForFindings || !$0.isOfFindings },
            workingDirectory: world.workingDirectory(settings.scan))
        let isWritten = writer.write(runs) { DatabaseCommand.states(settings, environment: world) }
        return isWritten ? status : max(status, 1)
    }

    private func run(
        _ verbs: [Verb], _ invocation: Invocation, _ configuration: ResolvedConfiguration, _ console: Console,
        _ signals: Signals, runs: inout [CommandRun]
    ) -> Int32 {
        var documents: [JSONValue] = []
        for verb in verbs {
            if verb == .lock {
                let command = LockCommand(
                    settings: configuration.settings,
                    environment: RunEnvironment(now: Clock.now(), currentDirectory: currentDirectory, showsURL: false))
                guard let report = lock(command, console) else { return 1 }
                documents.append(report.json)
                continue
            }
            guard let command = verb.command else {
                answer(verb, console)
                continue
            }
            let world = RunEnvironment(
                now: Clock.now(), currentDirectory: currentDirectory, showsURL: invocation.output.showsAddresses,
                interruption: signals.interruption,
                secrets: secrets)
            let answers = Answers(
                console: console, options: invocation.output, settings: configuration.settings, environment: world)
            let start = ContinuousClock.now
            let outcome = command.run(configuration.settings, paths: invocation.files, environment: world) {
                console.log($0)
            }
            let milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
            if verb.takesReports {
                runs.append(CommandRun(verb.rawValue, outcome, started: world.now, milliseconds: milliseconds))
            }
            if let error = configuration.infoFilterError, case .success(.info(let report)) = outcome.result {
                // Flyway reads the filters last: a mistake in one of them is told behind the version.
                answers.sayVersion(report)
                console.fail(MigrationError(error))
                runs.append(
                    CommandRun(
                        command: verb.rawValue, failure: MigrationError(error), started: world.now,
                        milliseconds: milliseconds))
                return error.exitStatus
            }
            guard console.printsJSON else {
                if let error = answers.say(outcome) {
                    console.fail(error)
                    return error.exitStatus(signals)
                }
                continue
            }
            documents.append(answers.document(outcome))
            if outcome.isFailure {
                documents.last.map(console.answer)
                if case .failure(let error) = outcome.result { return error.exitStatus(signals) }
                return 1
            }
        }
        if console.printsJSON {
            let composite = JSONValue.object([("individualResults", .array(documents))])
            console.answer(documents.count == 1 ? documents[0] : composite)
        }
        return 0
    }

    /// - Returns: nothing where it failed and has said so.
    private func lock(_ command: LockCommand, _ console: Console) -> LockReport? {
        do {
            let report = try command.run()
            console.log(LogLine(.info, report.text))
            for warning in report.warnings { console.log(LogLine(.warning, warning)) }
            return report
        } catch {
            console.fail(error)
            return nil
        }
    }

    private func parse(_ files: [String], _ configuration: ResolvedConfiguration, _ console: Console) -> Int32 {
        guard !files.isEmpty else {
            console.fail(
                MigrationError(
                    code: .configuration, message: "parse needs the path of a file.",
                    advice: "swiftway parse FILE... [-databaseType=postgresql|sqlite] [-outputType=json]"))
            return 1
        }
        let command = ParseCommand(
            settings: configuration.settings,
            environment: RunEnvironment(now: Clock.now(), currentDirectory: currentDirectory, showsURL: false))
        if console.printsJSON {
            let answers = files.map(command.json)
            console.answer(JSONValue.array(answers.map(\.document)))
            return answers.allSatisfy(\.succeeded) ? 0 : 1
        }
        let reports = files.map(command.parse)
        var status: Int32 = 0
        for report in reports {
            switch report.result {
            case .success:
                if !report.text.isEmpty { console.answer(report.text) }
            case .failure(let error):
                console.fail(error)
                status = 1
            }
        }
        return status
    }

    private func answer(_ verb: Verb, _ console: Console) {
        switch verb {
        case .version: console.printsJSON ? console.answer(VersionText.json) : console.answer(VersionText.text)
        case .listEngines: console.answer(DatabaseKind.allCases.map(\.productName).joined(separator: "\n"))
        case .help: console.answer(HelpText.text(for: []), terminator: "")
        case .migrate, .info, .validate, .lint, .baseline, .repair, .clean, .testConnection, .parse, .lock: break
        }
    }
}

extension Verb {
    /// `nil` for what needs no database.
    fileprivate var command: DatabaseCommand? {
        switch self {
        case .migrate: .migrate
        case .info: .info
        case .validate: .validate
        case .lint: .lint
        case .baseline: .baseline
        case .repair: .repair
        case .clean: .clean
        case .testConnection: .testConnection
        case .parse, .lock, .version, .help, .listEngines: nil
        }
    }

    /// Whether it does something that settings have a say in.
    fileprivate var needsSettings: Bool { command != nil || self == .parse || self == .lock }
}

extension CommandOutcome {
    /// A failed comparison with a database is an answer in JSON, as with Flyway; findings in files are not.
    fileprivate var isFailure: Bool {
        switch result {
        case .success(.validate(let report)): report.hasErrors || report.isOffline && !report.succeeded
        case .success: false
        case .failure: true
        }
    }
}

extension MigrationError {
    /// What a build that looks at the status alone should know.
    fileprivate func exitStatus(_ signals: Signals) -> Int32 {
        if needsLicence { return ConfigurationError.licenceExitStatus }
        return switch code {
        case .interrupted: signals.exitStatus ?? 1
        // EX_TEMPFAIL of sysexits.h: the same may succeed later.
        case .lockTimeout: 75
        default: 1
        }
    }
}
