/// The findings of commands in the Static Analysis Results Interchange Format, 2.1.0, with what GitHub's code scanning
/// wants of it. <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
package struct SARIFReport: Sendable {
    private let root: ReportRoot
    /// Of swiftway.
    private let version: String

    package init(root: ReportRoot, version: String) {
        self.root = root
        self.version = version
    }

    /// One run for all commands: GitHub refuses a file with two runs of one tool.
    package func document(_ runs: [CommandRun]) -> JSONValue {
        let findings = runs.flatMap(\.findings)
        let rules = Set(findings.map(\.rule)).sorted { $0.id < $1.id }
        let index = Dictionary(
            rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        var fingerprints = Fingerprints()
        let results = findings.map { finding in
            result(finding, ruleIndex: index[finding.rule.id] ?? 0, fingerprint: fingerprints.next(finding, in: root))
        }
        let run = JSONValue.object([
            ("tool", .object([("driver", driver(rules, runs.compactMap(\.failure)))])),
            ("invocations", .array(runs.map(invocation))),
            (
                "originalUriBaseIds",
                // Its address is of the machine that made the report, and of no use elsewhere.
                .object([(Self.base, .object([("description", text("The root of the repository."))]))])
            ),
            ("columnKind", .string("unicodeCodePoints")), ("results", .array(results)),
        ])
        return .object([
            (
                "$schema",
                .string("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
            ),
            ("version", .string("2.1.0")), ("runs", .array([run])),
        ])
    }

    private static let base = "%SRCROOT%"

    private func driver(_ rules: [Rule], _ failures: [MigrationError]) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("name", .string("swiftway")), ("semanticVersion", .string(version)), ("version", .string(version)),
            ("informationUri", .string(Links.home)), ("rules", .array(rules.map(descriptor))),
        ]
        let codes = Set(failures.map(\.code.name)).sorted()
        if !codes.isEmpty {
            members.append(("notifications", .array(codes.map { .object([("id", .string($0))]) })))
        }
        return .object(members)
    }

    private func descriptor(_ rule: Rule) -> JSONValue {
        .object([
            ("id", .string(rule.id)), ("shortDescription", text(rule.text)),
            ("fullDescription", text("\(rule.text) \(rule.betterWay)")),
            (
                "help",
                .object([
                    ("text", .string("\(rule.betterWay)\n\(rule.documentation)")),
                    ("markdown", .string("\(rule.betterWay)\n\n[More about \(rule.id)](\(rule.documentation))")),
                ])
            ),
            ("helpUri", .string(rule.documentation)),
            ("defaultConfiguration", .object([("level", .string(rule.severity.level))])),
            (
                "properties",
                .object([
                    ("tags", .array([.string("sql"), .string("migration")])),
                    // GitHub's own: what it sorts and filters by.
                    ("problem.severity", .string(rule.severity.problemSeverity)),
                ])
            ),
        ])
    }

    private func result(_ finding: Finding, ruleIndex: Int, fingerprint: String) -> JSONValue {
        let message = [finding.message, finding.remedy].compactMap { $0 }.joined(separator: "\n")
        return .object([
            ("ruleId", .string(finding.rule.id)), ("ruleIndex", .integer(ruleIndex)),
            ("level", .string(finding.severity.level)), ("message", text(message)),
            ("locations", .array([location(finding.absolutePath, line: finding.line, column: finding.column)])),
            ("partialFingerprints", .object([("swiftwayFinding/v1", .string(fingerprint))])),
        ])
    }

    /// GitHub refuses results without a place: what belongs to no file belongs to the root, and what belongs to a
    /// whole file to its first line.
    private func location(_ absolutePath: String, line: Int?, column: Int?) -> JSONValue {
        let reference = root.reference(absolutePath)
        var artifact: [(key: String, value: JSONValue)] = [("uri", .string(reference.uri))]
        if reference.isRelative { artifact.append(("uriBaseId", .string(Self.base))) }
        var region: [(key: String, value: JSONValue)] = [("startLine", .integer(max(1, line ?? 1)))]
        if let column { region.append(("startColumn", .integer(max(1, column)))) }
        return .object([
            ("physicalLocation", .object([("artifactLocation", .object(artifact)), ("region", .object(region))]))
        ])
    }

    /// Without the words of the command line: there may be a password among them.
    private func invocation(_ run: CommandRun) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [("executionSuccessful", .bool(run.failure == nil))]
        if let failure = run.failure {
            members.append(("toolExecutionNotifications", .array([notification(failure)])))
        }
        members.append(("properties", .object([("command", .string(run.command))])))
        return .object(members)
    }

    private func notification(_ error: MigrationError) -> JSONValue {
        let message = [error.message.trimmingTrailingLineEnds(), error.advice].compactMap { $0 }
        var members: [(key: String, value: JSONValue)] = [
            ("descriptor", .object([("id", .string(error.code.name))])), ("level", .string("error")),
            ("message", text(message.joined(separator: "\n"))),
        ]
        if let failure = error.failure, !failure.absolutePath.isEmpty {
            let place = location(
                failure.absolutePath, line: failure.errorLine ?? failure.line,
                column: failure.errorColumn ?? failure.column)
            members.append(("locations", .array([place])))
        }
        return .object(members)
    }

    private func text(_ text: String) -> JSONValue { .object([("text", .string(text))]) }
}

/// Names of findings that stay when lines are put in above them: rule, file and message, and a number where that is
/// said more than once.
private struct Fingerprints {
    private var counts: [String: Int] = [:]

    mutating func next(_ finding: Finding, in root: ReportRoot) -> String {
        let message = Self.withoutPlaces(finding.message)
        let text = [finding.rule.id, root.relative(finding.absolutePath), message].joined(separator: "\n")
        counts[text, default: 0] += 1
        return "\(Self.hash(text)):\(counts[text, default: 1])"
    }

    /// The message without the numbers of places that it names: `starts at line 3 col 7`.
    private static func withoutPlaces(_ message: String) -> String {
        var words = message.split(separator: " ", omittingEmptySubsequences: false)
        for index in words.indices.dropFirst() where ["line", "col"].contains(words[index - 1]) {
            words[index] = words[index].drop { $0.isNumber }
        }
        return words.joined(separator: " ")
    }

    /// FNV-1a of 64 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>. The same on every machine, unlike Swift's own.
    private static func hash(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Finding.Severity {
    fileprivate var level: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .information: "note"
        }
    }

    fileprivate var problemSeverity: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .information: "recommendation"
        }
    }
}
