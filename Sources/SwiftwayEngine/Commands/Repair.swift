package import SwiftwayCore
import SwiftwayDatabase

extension Session {
    /// Makes the history agree with the files again: failed rows go, missing files are marked, changed ones aligned.
    package func repair() throws(MigrationError) -> RepairReport {
        let watch = Stopwatch()
        // Also where there turns out to be nothing to do: success would be believed.
        try refuseReadOnly("repaired")
        try callbacks.fire(.beforeRepair)
        let report: RepairReport
        do {
            report = try mend()
        } catch {
            callbacks.fireAfterError(.afterRepairError)
            throw error
        }
        observe(
            .repaired(
                table: history.name, milliseconds: watch.milliseconds, hasDeletions: !report.deleted.isEmpty))
        try callbacks.fire(.afterRepair)
        return report
    }

    private func mend() throws(MigrationError) -> RepairReport {
        let migrations = try migrations()
        guard try history.exists() else {
            observe(.repairUnnecessary(table: history.name, tableExists: false))
            observe(.historyMissing(table: history.name))
            return RepairReport()
        }
        return try locked { () throws(MigrationError) in
            try exclusively { () throws(MigrationError) in try mend(migrations, try history.rows()) }
        }
    }

    private func mend(_ migrations: [ResolvedMigration], _ rows: [HistoryRow]) throws(MigrationError) -> RepairReport {
        let plan = try RepairPlan(
            resolved: migrations, history: rows, patterns: settings.plan.ignoreMigrationPatterns)
        var report = RepairReport()
        if plan.removals.isEmpty { observe(.repairUnnecessary(table: history.name, tableExists: true)) }
        for row in plan.removals {
            try history.remove(row)
            report.removed.append(Self.entry(row, nil))
        }
        // Whoever repairs has mended what a run has left half done, also where that was killed and has left no row.
        if try history.unfinished() != nil {
            try ask("Unable to remove the note on \(history.name)") { (_) throws(DatabaseError) in try history.note(nil)
            }
        }
        // The rank of a row that was removed is free again.
        var rank = rows.last(where: \.success)?.installedRank ?? 0
        for row in plan.deletions {
            observe(.markingDeleted(version: row.version?.description, description: row.description))
            rank += 1
            try history.insert(
                HistoryRow(
                    installedRank: rank, version: row.version, description: row.description, type: .delete,
                    script: row.script, checksum: row.checksum, installedBy: installedBy, success: row.success))
            report.deleted.append(Self.entry(row, nil))
        }
        for (row, file) in plan.alignments {
            observe(
                .aligning(
                    version: row.version?.description, description: file.description, type: file.type,
                    checksum: file.checksum))
            try history.align(row, with: file)
            report.aligned.append(Self.entry(row, file))
        }
        return report
    }

    private static func entry(_ row: HistoryRow, _ file: ResolvedMigration?) -> RepairReport.Migration {
        RepairReport.Migration(
            version: row.version?.description ?? "", description: row.description,
            absolutePath: file?.file.absolutePath ?? "")
    }
}
