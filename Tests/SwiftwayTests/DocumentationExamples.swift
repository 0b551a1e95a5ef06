import Swiftway

/// The samples of the catalogue's articles, line for line: `DocumentationTests` compares them. What does not compile here
/// is wrong there.
enum DocumentationExamples {
    static func folder() async throws {
        var settings = Settings()
        settings.connection.url = "sqlite:app.db"
        settings.scan.locations = ["filesystem:sql"]
        let schema = try await Migrator(settings).start(.migrate)
        print("schema version \(schema.schemaVersion ?? "none")")
    }

    static func start(_ settings: Settings) async throws {
        let migrator = Migrator(settings) { event in
            for line in event.lines where line.level != .debug { print(line.text) }
        }
        do {
            let schema = try await migrator.start(.migrate)
            print("schema version \(schema.schemaVersion ?? "none"), \(schema.applied.count) applied now")
        } catch {
            print(error.consoleText)
            throw error
        }
    }

    static func olderRelease(_ settings: inout Settings) {
        settings.plan.ignoreMigrationPatterns = [
            IgnorePattern(kind: .any, state: .future), IgnorePattern(kind: .any, state: .missing),
        ]
    }

    static func settings(password: String) -> Settings {
        var settings = Settings()
        settings.connection.url = "postgresql://db.example/hamshack"
        settings.connection.user = "hamshack"
        settings.connection.password = Secret(password)
        settings.schemas.schemas = ["shack"]
        settings.placeholders.placeholders = ["owner": "hamshack"]
        settings.safety.lockTimeout = .seconds(2)
        return settings
    }

    static func settingsOfFiles() throws -> Settings {
        let settings = try Settings(
            from: .at(["flyway.conf"]), values: ["locations": "filesystem:sql", "installedBy": "server"])
        return settings
    }

    static func settingsOfValues(address: String) throws -> Settings {
        let settings = try Settings(
            from: .environment, environment: [:], values: ["url": address, "lockRetryBudget": "2min"])
        return settings
    }

    static func folderThatMustBeThere(_ settings: inout Settings) {
        settings.scan.locations = ["filesystem:/app/sql"]
        settings.scan.failOnMissingLocations = true
    }

    static func resources(_ settings: inout Settings) {
        settings.scan.locations = ["filesystem:\(Bundle.module.resourcePath!)/sql"]
    }

    static func embedded(_ settings: Settings) -> Migrator {
        let migrator = Migrator(settings, from: [.embedded(.migrations)])
        return migrator
    }

    static func embeddedInCode() -> EmbeddedFolder {
        let folder = EmbeddedFolder("sql", [EmbeddedFile("V1__create.sql", bytes: PackageResources.V1__create_sql)])
        return folder
    }

    static func swift(_ settings: Settings) -> Migrator {
        let backfill = SwiftMigration(version: "3", description: "Backfill areas") { connection in
            for row in try connection.query("SELECT call_sign FROM station WHERE area IS NULL") {
                guard let callSign = row[0] else { continue }
                try connection.query(
                    "UPDATE station SET area = $1 WHERE call_sign = $2", [.text(area(of: callSign)), .text(callSign)])
            }
        }
        let migrator = Migrator(settings, from: [.locations, .swift([backfill])])
        return migrator
    }

    static func decide(_ migrator: Migrator) async throws {
        do {
            try await migrator.start(.verifyOnly)
        } catch {
            guard error.code == .schemaBehind else { throw error }
            print("not ready yet: \(error.message)")
        }
    }

    static func progress(_ migrator: Migrator, show: (String) -> Void) async throws -> MigrateReport {
        let run = migrator.observed { try await $0.migrate() }
        for await event in run.events {
            if case .running(let statement) = event { show("\(statement.script): \(statement.elapsed)") }
        }
        let report = try await run.report
        return report
    }

    private static func area(of callSign: String) -> String { String(callSign.prefix(2)) }

    /// What Foundation and SwiftPM have for a package with resources, of which this one has none.
    private struct Bundle {
        static let module = Bundle()
        let resourcePath: String? = nil
    }

    private enum PackageResources {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        static let V1__create_sql: [UInt8] = Array("CREATE TABLE station (call_sign TEXT);".utf8)
    }
}
