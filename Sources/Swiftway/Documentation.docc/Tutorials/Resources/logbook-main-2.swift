import Swiftway

@main struct Logbook {
    static func main() async throws {
        // FLYWAY_URL, FLYWAY_USER, FLYWAY_PASSWORD, and the others that the command line knows.
        var settings = try Settings(from: .environment)
        settings.connection.url = settings.connection.url ?? "sqlite:logbook.db"
        let migrator = Migrator(settings, from: [.embedded(.sql), .swift([bands])])
        let schema = try await migrator.start()
        print("schema version \(schema.schemaVersion ?? "none"), \(schema.applied.count) applied here")
    }

    static let bands = SwiftMigration(version: "3", description: "Fill in bands") { connection in
        for row in try connection.query("SELECT DISTINCT frequency FROM contact WHERE band IS NULL") {
            guard let frequency = row[0].flatMap({ Int($0) }) else { continue }
            try connection.query(
                "UPDATE contact SET band = $1 WHERE frequency = $2",
                [.text(frequency < 10_000 ? "40m" : "20m"), .integer(frequency)])
        }
    }
}
