/// The findings of commands as test results: a suite a command, and a case for each file, so that a report shows what
/// passed as well.
package struct JUnitReport: Sendable {
    private let root: ReportRoot

    package init(root: ReportRoot) {
        self.root = root
    }

    package func document(_ runs: [CheckRun]) -> JUnitDocument {
        JUnitDocument(runs.map(suite))
    }

    private func suite(_ run: CheckRun) -> JUnitDocument.Suite {
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
        if let failure = run.failure {
            cases.append(
                .init(name: "swiftway \(run.command)", className: className, outcome: .broken(Self.complaint(failure))))
        } else if cases.isEmpty {
            cases.append(.init(name: "no migrations found", className: className))
        }
        return .init(
            name: "swiftway \(run.command)", started: run.started, milliseconds: run.milliseconds, cases: cases)
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
        .init(type: error.code.name, message: firstLine(error.message), text: error.consoleText)
    }

    private static func firstLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }
}
