package import SwiftwayCore
import SwiftwayDatabase
import SwiftwayText

extension Session {
    /// Marks a version as the starting point of a database that was there before.
    /// - Parameter onMigrate: Whether `migrate` does so because it found no history: whoever else has begun one
    ///   meanwhile was faster, and has seen the same database before anything was migrated.
    package func baseline(onMigrate: Bool = false) throws(MigrationError) -> BaselineReport {
        try checkThatHistoryHolds([settings.baseline.baselineVersion])
        if !onMigrate {
            // A schema that is created gets its history at once, marker included, as Flyway's: what comes then finds that the
            // baseline is there.
            _ = try createSchemas(forBaseline: true) { created throws(MigrationError) in
                history.forget()
                if try !history.exists() { try createBaseline() }
                // Behind the marker, where a later baseline still finds it.
                try recordSchemas(created)
            }
        }
        try callbacks.fire(.beforeBaseline)
        do {
            try writeBaseline(onMigrate: onMigrate)
        } catch {
            callbacks.fireAfterError(.afterBaselineError)
            throw error
        }
        try callbacks.fire(.afterBaseline)
        return BaselineReport(baselineVersion: settings.baseline.baselineVersion.description)
    }

    /// The history, with the marker as its first row.
    /// - Returns: `false` where somebody else was faster.
    @discardableResult
    private func createBaseline() throws(MigrationError) -> Bool {
        let description = settings.baseline.baselineDescription
        observe(.creatingHistory(table: history.name, withBaseline: true))
        return try createHistory(
            baseline: HistoryRow(
                installedRank: 1, version: settings.baseline.baselineVersion,
                description: HistoryRow.stored(description: description), type: .baseline,
                script: HistoryRow.stored(script: description), checksum: nil, installedBy: installedBy))
    }

    private func writeBaseline(onMigrate: Bool) throws(MigrationError) {
        let version = settings.baseline.baselineVersion
        let description = settings.baseline.baselineDescription
        guard try history.exists() else {
            // Whoever was faster is judged by what he has written.
            guard try createBaseline() else { return try writeBaseline(onMigrate: onMigrate) }
            observe(.baselined(version: version.description))
            return
        }
        guard !onMigrate else { return }
        let rows = try history.rows()
        let again = "Need to reset your baseline? Learn more: \(Links.baseline)"
        let refusal = "Unable to baseline schema history table \(history.name)"
        if let marker = rows.prefix(2).first(where: { $0.type == .baseline }) {
            let markerVersion = marker.version?.description ?? ""
            guard marker.version == version, marker.description.isExactly(HistoryRow.stored(description: description))
            else {
                throw MigrationError(
                    code: .error,
                    message: "\(refusal) with (\(version),\(description)) as it has already been baselined with "
                        + "(\(markerVersion),\(marker.description))\n\(again)")
            }
            observe(.alreadyBaselined(table: history.name, version: version.description, description: description))
            return
        }
        if rows.contains(where: { $0.type == .schema }), version == MigrationVersion(0) {
            throw MigrationError(
                code: .error,
                message: "\(refusal) with version 0 as this version was used for schema creation")
        }
        if rows.contains(where: { !$0.type.isSynthetic && !$0.type.isUndo }) {
            throw MigrationError(code: .error, message: "\(refusal) as it already contains migrations\n\(again)")
        }
        let delete = "Delete the schema history table, and run baseline again."
        guard !rows.isEmpty else {
            throw MigrationError(code: .error, message: "\(refusal) as it already exists, and is empty.\n\(delete)")
        }
        throw MigrationError(
            code: .error, message: "\(refusal) as it already contains migrations.\n\(delete)\n\(again)")
    }
}
