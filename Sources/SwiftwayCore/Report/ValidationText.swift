import SwiftwayDatabase

extension ValidateReport {
    package static let failedText = "Migrations have failed validation"

    package static func missingSchemaText(_ schema: String) -> String {
        "Schema \(quoted(identifier: schema)) doesn't exist yet"
    }

    /// `3 errors, 1 warning in 2 of 40 files`.
    package var findingCounts: String {
        let counts = [("error", Finding.Severity.error), ("warning", .warning), ("note", .information)].compactMap {
            (word, severity) -> String? in
            let count = findings.count { $0.severity == severity }
            return count == 0 ? nil : "\(count) \(word)\(count == 1 ? "" : "s")"
        }
        let paths = Set(findings.map(\.absolutePath))
        let all = paths.union(files.map(\.absolutePath)).count
        return counts.joined(separator: ", ") + " in \(paths.count) of \(all) file\(all == 1 ? "" : "s")"
    }

    /// The whole complaint, as an error; `nil` where all is well.
    package var error: MigrationError? {
        guard !succeeded else { return nil }
        if isOffline || invalid.isEmpty && missingSchema == nil {
            let count = findings.count { $0.severity == .error }
            // Warnings among them: whoever mends a file wants to see all that is said of it.
            let lines = findings.map(\.text) + [findingCounts]
            return MigrationError(
                code: .validation,
                message: "\(isLint ? "Lint" : "Validate") failed: \(count) error\(count == 1 ? "" : "s")\n"
                    + lines.joined(separator: "\n"))
        }
        let title = missingSchema.map(Self.missingSchemaText) ?? Self.failedText
        let lines =
            ["Validate failed: \(title)"] + invalid.map(\.message) + findings.map(\.text)
            + ["Need more flexibility with validation rules? Learn more: \(Links.validation)"]
        return MigrationError(code: .validation, message: lines.joined(separator: "\n"))
    }
}
