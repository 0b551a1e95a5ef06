import SwiftwayText

/// Annotations of GitHub Actions: lines that its runner turns into notes beside the lines of a change.
/// <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>
package struct GitHubAnnotations: Sendable {
    private let root: ReportRoot

    package init(root: ReportRoot) {
        self.root = root
    }

    package func lines(_ runs: [CommandRun]) -> [String] {
        runs.flatMap { run in
            run.findings.map(line) + (run.failure.map { [line($0, command: run.command)] } ?? [])
        }
    }

    private func line(_ finding: Finding) -> String {
        var properties: [(String, String)] = []
        if !finding.absolutePath.isEmpty {
            properties.append(("file", root.relative(finding.absolutePath)))
            if let line = finding.line { properties.append(("line", "\(line)")) }
            if let column = finding.column { properties.append(("col", "\(column)")) }
        }
        properties.append(("title", finding.rule.id))
        let text = [finding.message, finding.remedy].compactMap { $0 }.joined(separator: "\n")
        return Self.command(finding.severity.annotation, properties, text)
    }

    private func line(_ error: MigrationError, command: String) -> String {
        var properties: [(String, String)] = []
        if let failure = error.failure, !failure.absolutePath.isEmpty {
            properties.append(("file", root.relative(failure.absolutePath)))
            properties.append(("line", "\(failure.errorLine ?? failure.line)"))
            properties.append(("col", "\(failure.errorColumn ?? failure.column)"))
        }
        properties.append(("title", "swiftway \(command)"))
        let text = [error.message.trimmingTrailingLineEnds(), error.advice].compactMap { $0 }.joined(separator: "\n")
        return Self.command("error", properties, text)
    }

    private static func command(_ name: String, _ properties: [(String, String)], _ text: String) -> String {
        let list = properties.map { "\($0)=\(escaped(property: $1))" }.joined(separator: ",")
        return "::\(name) \(list)::\(escaped(text))"
    }

    // The rules of the runner's own toolkit, actions/toolkit packages/core/src/command.ts.

    private static func escaped(_ text: String) -> String {
        // By scalar: a carriage return and a line feed are one character to Swift.
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    private static func escaped(property text: String) -> String {
        escaped(text).replacing(text: ":", with: "%3A").replacing(text: ",", with: "%2C")
    }
}

extension Finding.Severity {
    fileprivate var annotation: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .information: "notice"
        }
    }
}
