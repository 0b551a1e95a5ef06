import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Swiftway

/// Migrates, then serves: `/health` tells the version of the schema, `/` what made it.
@main struct Server {
    static func main() async throws {
        let environment = ProcessInfo.processInfo.environment
        let logger = Logger(label: "server")
        // FLYWAY_URL and the like win over what is written here.
        var settings = try Settings(from: .environment)
        settings.connection.url = settings.connection.url ?? "sqlite:server.db"
        if environment["FLYWAY_LOCATIONS"] == nil {
            settings.scan.locations = ["filesystem:\(Bundle.module.bundlePath)/migrations"]
        }
        let migrator = Migrator(settings).logging(to: logger)
        let migration = MigrationService(migrator)

        let router = Router()
        router.get("/health") { _, _ in
            Health(status: "ok", schemaVersion: try await migration.ready.schemaVersion)
        }
        router.get("/") { _, _ in try await migrator.info().table + "\n" }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname(
                    environment["HOST"] ?? "127.0.0.1", port: environment["PORT"].flatMap(Int.init) ?? 8080)),
            logger: logger)

        // The server listens once the schema is ready, and is the first to go.
        let group = ServiceGroup(
            services: [migration, migration.before(application)], gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        try await group.run()
    }
}

struct Health: ResponseEncodable {
    var status: String
    var schemaVersion: String?
}
