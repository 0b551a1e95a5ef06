package import SwiftwayCore

/// Which reports are asked for by words and variables alone: so that a mistake in a configuration file, which ends a
/// run before its settings are known, stands in them as well.
package struct ReportRequest: Sendable {
    package private(set) var targets: [ReportTarget] = []
    /// `-workingDirectory`.
    package private(set) var workingDirectory: String?
    /// The command that will not be run.
    package private(set) var command: String

    /// `nil` where no command takes reports. It never fails: what cannot be understood is an error that is told
    /// anyway.
    package init?(arguments: [String], environment: [String: String]) {
        let verbs = arguments.compactMap(Verb.init(rawValue:)).filter(\.takesReports)
        guard let verb = verbs.first(where: \.looksForFindings) ?? verbs.first else { return nil }
        command = verb.rawValue
        let options = arguments.compactMap(CommandLineOption.init)
        workingDirectory = options.first { $0.name == "workingDirectory" && !$0.value.isEmpty }?.value
        guard let parameter = ParameterTable.parameter(named: Self.name) else { return }
        let text = options.first { $0.name == Self.name }?.value ?? parameter.variable.flatMap { environment[$0] }
        targets = ConfigurationValue.text(text ?? "").elements.compactMap { try? ReportTarget(configured: $0) }
            .filter { !$0.isOfFindings || verb.looksForFindings }
    }

    fileprivate static let name = "report"
}

extension Verb {
    /// Whether there are reports of it.
    package var takesReports: Bool {
        switch self {
        case .migrate, .info, .validate, .lint, .baseline, .repair, .clean: true
        case .parse, .lock, .version, .help, .testConnection, .listEngines: false
        }
    }

    /// Whether it looks at files and tells what is wrong with them.
    package var looksForFindings: Bool { self == .validate || self == .lint }
}
