package import SwiftwayCore
import SwiftwayDatabase
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

    private func statements(of path: String) throws(MigrationError) -> [ScriptStatement] {
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
        do {
            return try splitScript(
                text, options: ScriptOptions(dialect: ScriptDialect(kind)),
                placeholders: placeholders.table(for: file, configuration))
        } catch {
            var failure = MigrationError.parse(error, file)
            failure.advice = "\(path):\(error.location.line):\(error.location.column)"
            throw failure
        }
    }

    private static func standardInput() -> [UInt8] {
        (try? FileSystem.read(0, path: "standard input", expecting: 0)) ?? []
    }
}

extension ScriptDialect {
    init(_ kind: DatabaseKind) {
        switch kind {
        case .postgreSQL: self = .postgreSQL
        case .sqlite: self = .sqlite
        }
    }
}
