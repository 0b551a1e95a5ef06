import SwiftwayDatabase

extension ValidateReport {
    package static let failedText = "Migrations have failed validation"

    package static func missingSchemaText(_ schema: String) -> String {
        "Schema \(quoted(identifier: schema)) doesn't exist yet"
    }

    /// The whole complaint, as an error; `nil` where all is well.
    package var error: MigrationError? {
        guard !succeeded else { return nil }
        if isOffline {
            let count = findings.count { $0.severity == .error }
            let lines = findings.filter { $0.severity == .error }.map(\.text)
            return MigrationError(
                code: .validation,
                message: "\(isLint ? "Lint" : "Validate") failed: \(count) finding\(count == 1 ? "" : "s")\n"
                    + lines.joined(separator: "\n"))
        }
        let title = missingSchema.map(Self.missingSchemaText) ?? Self.failedText
        let lines =
            ["Validate failed: \(title)"] + invalid.map(\.message)
            + ["Need more flexibility with validation rules? Learn more: \(Links.validation)"]
        return MigrationError(code: .validation, message: lines.joined(separator: "\n"))
    }
}
