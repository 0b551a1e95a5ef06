/// What commands did and found as test results: a suite a command, and a case for each migration or file, so that a
/// report shows what passed as well.
package struct JUnitReport: Sendable {
    private let root: ReportRoot

    package init(root: ReportRoot) {
        self.root = root
    }

    package func document(_ runs: [CommandRun]) -> JUnitDocument {
        JUnitDocument(runs.map(suite))
    }

    private func suite(_ run: CommandRun) -> JUnitDocument.Suite {
        let className = "swiftway.\(run.command)"
        var findings: [String: [Finding]] = [:]
        // The files first, then what was found elsewhere: in names, locations, and in the history.
        var paths = run.files.map(\.absolutePath)
        var seen = Set(paths)
        for finding in run.findings {
            findings[finding.absolutePath, default: []].append(finding)
            if seen.insert(finding.absolutePath).inserted { paths.append(finding.absolutePath) }
        }
        var cases = paths.map { path in
            Self.testCase(path.isEmpty ? run.command : root.relative(path), className, findings[path] ?? [])
        }
        cases += run.migrations.map { testCase($0, className, run.failure) }
        let isTold = run.migrations.contains { $0.result == .failed }
        if let failure = run.failure, !isTold {
            cases.append(
                .init(name: "swiftway \(run.command)", className: className, outcome: .broken(Self.complaint(failure))))
        } else if cases.isEmpty {
            cases.append(.init(name: run.nothing, className: className))
        }
        return .init(
            name: "swiftway \(run.command)", started: run.started, milliseconds: run.milliseconds, cases: cases)
    }

    private func testCase(
        _ migration: MigrationOutcome, _ className: String, _ failure: MigrationError?
    ) -> JUnitDocument.Case {
        let path = migration.absolutePath
        var result = JUnitDocument.Case(
            name: path.isEmpty ? migration.name : root.relative(path), className: className)
        switch migration.result {
        case .applied(let milliseconds): result.milliseconds = milliseconds
        case .failed:
            if let failure { result.outcome = .failed(Self.complaint(failure)) }
        case .notReached: result.outcome = .skipped(reason: "not reached")
        case .listed(let state):
            result.milliseconds = migration.executionTime ?? 0
            if state.isFailed {
                result.outcome = .failed(
                    .init(
                        type: state.rawValue, message: state.displayName,
                        text: "\(migration.name): \(state.displayName)"))
            } else if migration.installedOn == nil {
                result.outcome = .skipped(reason: state.displayName)
            } else {
                result.output = state.displayName
            }
        }
        return result
    }

    private static func testCase(_ name: String, _ className: String, _ findings: [Finding]) -> JUnitDocument.Case {
        var result = JUnitDocument.Case(name: name, className: className)
        let errors = findings.filter { $0.severity == .error }
        if let first = errors.first {
            result.outcome = .failed(
                .init(
                    type: first.rule.id, message: firstLine(first.message),
                    text: errors.map(\.text).joined(separator: "\n")))
        }
        result.output = findings.filter { $0.severity != .error }.map(\.text).joined(separator: "\n")
        return result
    }

    private static func complaint(_ error: MigrationError) -> JUnitDocument.Complaint {
        .init(type: error.code.name, message: firstLine(error.message), text: error.reportText)
    }

    private static func firstLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }
}

extension CommandRun {
    /// What a command says that had nothing to do and did it well.
    fileprivate var nothing: String {
        switch command {
        case "migrate": "nothing to migrate"
        case "validate", "lint", "info": "no migrations found"
        default: "swiftway \(command)"
        }
    }
}
