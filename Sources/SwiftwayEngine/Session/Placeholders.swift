package import SwiftwayCore
package import SwiftwayDatabase
package import SwiftwayScript
import SwiftwayText

/// The placeholders of a run: the configured ones and the built-in ones of each script.
package struct Placeholders {
    private let settings: PlaceholderSettings
    private var builtIn: [String: String]
    /// Those that are the same for all SQL scripts.
    private var common: PlaceholderTable

    /// - Throws: ``MigrationError`` where a configured name is reserved or a delimiter is empty.
    package init(
        settings: PlaceholderSettings, defaultSchema: String, table: String, user: String, database: String?,
        timestamp: String, workingDirectory: String, environment: String
    ) throws(MigrationError) {
        for (name, value) in [
            ("placeholderPrefix", settings.placeholderPrefix), ("placeholderSuffix", settings.placeholderSuffix),
            ("placeholderSeparator", settings.placeholderSeparator),
            ("scriptPlaceholderPrefix", settings.scriptPlaceholderPrefix),
            ("scriptPlaceholderSuffix", settings.scriptPlaceholderSuffix),
        ] where value.isEmpty {
            throw MigrationError(code: .error, message: "\(name) cannot be empty!")
        }
        let reserved = "flyway\(settings.placeholderSeparator)"
        for name in settings.placeholders.keys.sorted() where name.lowercased().hasPrefix(reserved) {
            throw MigrationError(
                code: .error, message: "Invalid placeholder ('\(reserved)' prefix is reserved): \(name)")
        }
        self.settings = settings
        var builtIn = [
            "defaultSchema": defaultSchema, "user": user, "timestamp": timestamp,
            "workingDirectory": workingDirectory, "table": table, "environment": environment,
        ]
        builtIn["database"] = database
        self.builtIn = builtIn
        common = PlaceholderTable(
            prefix: settings.placeholderPrefix, suffix: settings.placeholderSuffix,
            separator: settings.placeholderSeparator,
            values: Self.values(settings, builtIn, separator: settings.placeholderSeparator))
    }

    /// The same where no connection tells about user, database and schema: these have some value too, so that it can
    /// be asked whether files can be read.
    package static func withoutConnection(
        _ settings: Settings, kind: DatabaseKind?, workingDirectory: String, timestamp: CivilTime
    ) throws(MigrationError) -> Placeholders {
        try Placeholders(
            settings: settings.placeholders,
            defaultSchema: settings.schemas.defaultSchema ?? settings.schemas.schemas.first ?? "schema",
            table: settings.schemas.table, user: settings.connection.user ?? "user",
            database: kind == .sqlite ? nil : "database", timestamp: timestamp.description,
            workingDirectory: workingDirectory, environment: settings.connection.environment)
    }

    /// Whether there may be anything to replace: the table for one script is not made for nothing.
    package func mayOccur(in text: [UInt8]) -> Bool { common.mayOccur(in: text) }

    /// The text of one script after replacement, with the way back to the text as written.
    package func replace(
        in text: [UInt8], of file: ScannedFile, _ language: ScriptLanguage
    ) throws(MigrationError) -> ReplacedText {
        let table =
            switch language {
            case .sql, .swift: table(for: file)
            case .program:
                PlaceholderTable(
                    prefix: settings.scriptPlaceholderPrefix, suffix: settings.scriptPlaceholderSuffix,
                    separator: "_", values: programValues(for: file))
            }
        do {
            return try table.replacePlaceholders(in: text)
        } catch {
            var failure = MigrationError(
                code: .error, message: error.message,
                advice: "It stands in \(file.displayPath) at \(error.location). Give it a value with "
                    + "-placeholders.name=value, or switch replacement off with -placeholderReplacement=false.")
            failure.tell(unfilled: table.problems(in: text), in: file)
            throw failure
        }
    }

    /// `nil` where nothing is replaced, by the script's own configuration or for all.
    package func table(for file: ScannedFile, _ configuration: ScriptConfiguration) -> PlaceholderTable? {
        configuration.placeholderReplacement ?? settings.placeholderReplacement ? table(for: file) : nil
    }

    private func table(for file: ScannedFile) -> PlaceholderTable {
        var table = common
        table.set("flyway\(settings.placeholderSeparator)filename", to: file.fileName)
        return table
    }

    /// The variables that a program finds its placeholders in: `FP__name__`.
    package func variables(for file: ScannedFile) -> [(name: String, value: String)] {
        programValues(for: file).sorted { $0.key < $1.key }.map { name, value in
            (settings.scriptPlaceholderPrefix + name + settings.scriptPlaceholderSuffix, value)
        }
    }

    private func programValues(for file: ScannedFile) -> [String: String] {
        var result: [String: String] = [:]
        // A colon cannot stand in the name of a variable.
        let values = Self.values(settings, builtIn, separator: "_").merging(["flyway_filename": file.fileName]) { $1 }
        for (name, value) in values { result[name.replacing(text: ":", with: "_")] = value }
        return result
    }

    private static func values(
        _ settings: PlaceholderSettings, _ builtIn: [String: String], separator: String
    ) -> [String: String] {
        var values = settings.placeholders
        for (name, value) in builtIn { values["flyway\(separator)\(name)"] = value }
        return values
    }
}
