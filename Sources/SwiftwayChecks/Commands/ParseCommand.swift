package import SwiftwayCore
import SwiftwayDatabase
package import SwiftwayEngine
import SwiftwayScript

/// `parse`: the statements of files, without a database.
package struct ParseCommand {
    package var settings: Settings
    package var environment: RunEnvironment

    package init(settings: Settings, environment: RunEnvironment) {
        self.settings = settings
        self.environment = environment
    }

    /// - Parameter path: Relative to the process's folder; `-` is standard input.
    package func parse(_ path: String) -> ParseReport {
        ParseReport(file: path, result: Result { () throws(MigrationError) in try statements(of: path) })
    }

    /// The same as JSON, with the statements made while they are written: whoever asks for those of a large file gets them
    /// one by one.
    /// - Returns: Also, whether the file could be read to its end.
    package func json(_ path: String) -> (document: JSONValue, succeeded: Bool) {
        do throws(MigrationError) {
            let script = try script(path)
            // Where something is wrong there are no statements, and that is known at the end only.
            try script.visit { _ in }
            return (
                .object([
                    ("file", .string(path)),
                    (
                        "statements",
                        .sequence { next in
                            // It was read to its end before.
                            try? script.visit { next(ParseReport.json($0)) }
                        }
                    ),
                ]), true
            )
        } catch {
            return (ParseReport(file: path, result: .failure(error)).json, false)
        }
    }

    private func statements(of path: String) throws(MigrationError) -> [ScriptStatement] {
        var statements: [ScriptStatement] = []
        try script(path).visit { statements.append($0) }
        return statements
    }

    /// A script that was read.
    private struct Script: Sendable {
        var path: String
        var file: ScannedFile
        var text: [UInt8]
        var options: ScriptOptions
        var placeholders: PlaceholderTable?

        func visit(_ body: (ScriptStatement) -> Void) throws(MigrationError) {
            do {
                var scanner = ScriptScanner(text, options: options, placeholders: placeholders)
                while let statement = try scanner.nextStatement() { body(statement) }
            } catch {
                var failure = MigrationError.parse(error, file)
                failure.advice = "\(path):\(error.location.line):\(error.location.column)"
                throw failure
            }
        }
    }

    private func script(_ path: String) throws(MigrationError) -> Script {
        let file = ScannedFile(
            script: String(path.split(separator: "/").last ?? "-"), displayPath: path,
            absolutePath: FileSystem.absolute(path, in: environment.currentDirectory))
        let source = ScriptSource(settings: settings)
        var resolver = Resolver(settings, from: source)
        if path == "-" { resolver.read = { _ throws(MigrationError) in Self.standardInput() } }
        let configuration = path == "-" ? ScriptConfiguration() : try source.configuration(of: file)
        let text = try resolver.text(of: file, configuration)
        let kind = settings.connection.databaseType ?? DriverChoice.kind(of: settings.connection.url) ?? .postgreSQL
        let placeholders = try Placeholders.withoutConnection(
            settings, kind: kind, workingDirectory: environment.workingDirectory(settings.scan),
            timestamp: environment.now)
        return Script(
            path: path, file: file, text: text, options: ScriptOptions(dialect: ScriptDialect(kind)),
            placeholders: placeholders.table(for: file, configuration))
    }

    private static func standardInput() -> [UInt8] {
        (try? FileSystem.read(0, path: "standard input", expecting: 0)) ?? []
    }
}
