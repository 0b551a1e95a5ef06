public import SwiftwayCore

extension Migrator {
    /// Makes sure that the schema is what this program needs, before it serves.
    /// - Parameter policy: What this program does about its schema: migrate it, or see that it is migrated.
    /// - Returns: The version that the schema has now, and what was applied.
    /// - Throws: ``/SwiftwayCore/MigrationError`` where it is not, by the table of ``StartPolicy``; `INTERRUPTED` when the
    ///   task is cancelled.
    @discardableResult
    public func start(_ policy: StartPolicy = .migrate) async throws(MigrationError) -> StartReport {
        switch policy {
        case .migrate:
            let report = try await migrate()
            return StartReport(
                schemaVersion: report.targetSchemaVersion ?? report.initialSchemaVersion, applied: report.migrations)
        case .verifyOnly: return try await verify()
        case .waitForMigrations(let timeout): return try await verify(within: timeout)
        }
    }

    private func verify() async throws(MigrationError) -> StartReport {
        let info = try await info()
        if let error = info.difference { throw error }
        return StartReport(schemaVersion: info.schemaVersion)
    }

    private func verify(within timeout: Duration) async throws(MigrationError) -> StartReport {
        let end = ContinuousClock.now + timeout
        var pause = Duration.milliseconds(100)
        while true {
            let failure: MigrationError
            do {
                return try await verify()
            } catch {
                failure = error
            }
            guard failure.mayPass else { throw failure }
            let rest = ContinuousClock.now.duration(to: end)
            guard rest > .zero else { throw failure }
            do {
                try await Task.sleep(for: min(pause, rest))
            } catch {
                throw MigrationError(
                    code: .interrupted, message: "Waiting for migrations was cancelled.", advice: failure.message)
            }
            // Many wait at once, perhaps for minutes.
            pause = min(pause * 2, .seconds(2))
        }
    }
}

extension MigrationError {
    /// Whether waiting may help.
    fileprivate var mayPass: Bool { code == .schemaBehind || code == .databaseConnection || code == .connectionLost }
}
