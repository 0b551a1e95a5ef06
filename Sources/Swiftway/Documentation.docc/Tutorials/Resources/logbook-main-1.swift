import Swiftway

@main struct Logbook {
    static func main() async throws {
        // FLYWAY_URL, FLYWAY_USER, FLYWAY_PASSWORD, and the others that the command line knows.
        var settings = try Settings(from: .environment)
        settings.connection.url = settings.connection.url ?? "sqlite:logbook.db"
        let migrator = Migrator(settings, from: [.embedded(.sql)])
        let schema = try await migrator.start()
        print("schema version \(schema.schemaVersion ?? "none"), \(schema.applied.count) applied here")
    }
}
