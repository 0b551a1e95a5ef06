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
            // With outOfOrder the last one may be lower than what was there.
            let versions = [report.initialSchemaVersion, report.targetSchemaVersion].compactMap { $0 }
            let highest = versions.compactMap { MigrationVersion($0) }.max()
            return StartReport(
                schemaVersion: highest?.description ?? versions.last, applied: report.migrations)
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
        // It tries again by itself, and knows for how long.
        var migrator = self
        migrator.settings.connection.connectRetries = 0
        var failure: MigrationError?
        var pause = Duration.milliseconds(100)
        while true {
            do {
                // Without time to wait there is one look, however long that takes.
                return try await timeout > .zero ? migrator.verify(until: end) : migrator.verify()
            } catch {
                if error.code == .interrupted {
                    guard !Task.isCancelled else { throw Self.cancelledWait(failure) }
                    throw failure
                        ?? MigrationError(
                            code: .databaseConnection, message: "The database did not answer within \(timeout).")
                }
                failure = error
                guard error.mayPass, ContinuousClock.now < end else { throw error }
            }
            do {
                try await Task.sleep(for: min(pause, ContinuousClock.now.duration(to: end)))
            } catch {
                throw Self.cancelledWait(failure)
            }
            // Many wait at once, perhaps for minutes.
            pause = min(pause * 2, .seconds(2))
        }
    }

    private static func cancelledWait(_ failure: MigrationError?) -> MigrationError {
        MigrationError(code: .interrupted, message: "Waiting for migrations was cancelled.", advice: failure?.message)
    }

    /// One look, which is cancelled at `end`.
    private func verify(until end: ContinuousClock.Instant) async throws(MigrationError) -> StartReport {
        let look = Task { [self] in
            do throws(MigrationError) {
                return Result<StartReport, MigrationError>.success(try await verify())
            } catch {
                return .failure(error)
            }
        }
        let alarm = Task {
            try await Task.sleep(until: end)
            look.cancel()
        }
        defer { alarm.cancel() }
        return try await look.value()
    }
}

extension MigrationError {
    /// Whether waiting may help.
    fileprivate var mayPass: Bool { code == .schemaBehind || code == .databaseConnection || code == .connectionLost }
}
