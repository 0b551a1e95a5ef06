import SwiftwayText

/// What `repair` will change in the history, worked out from values alone.
package struct RepairPlan: Sendable {
    /// Rows of failed migrations, to be removed.
    package var removals: [HistoryRow]
    /// Rows whose file is gone, to be marked as deleted.
    package var deletions: [HistoryRow]
    /// Rows that differ from their files, to be aligned.
    package var alignments: [(row: HistoryRow, file: ResolvedMigration)]

    package init(
        resolved: [ResolvedMigration], history: [HistoryRow], patterns: [IgnorePattern]
    ) throws(MigrationError) {
        removals = history.filter { !$0.success }
        let list = try StatusList(
            resolved: resolved, history: history.filter(\.success), target: .latest, outOfOrder: true)
        let validation = Validation(patterns: patterns, appliedBaseline: list.appliedBaseline)
        deletions = list.entries.compactMap { entry in
            guard let row = entry.applied, entry.resolved == nil, !row.type.isSynthetic, !row.type.isUndo,
                !validation.isIgnored(entry)
            else { return nil }
            switch entry.state {
            case .missingSuccess, .missingFailed, .futureSuccess, .futureFailed: return row
            default: return nil
            }
        }
        alignments = list.entries.compactMap { entry in
            guard let row = entry.applied, let file = entry.resolved, !row.type.isSynthetic else { return nil }
            switch entry.state {
            case .undone, .ignored, .deleted, .superseded, .outdated: return nil
            default: break
            }
            if row.version == nil {
                // Only the raw checksum of a very old release is replaced: anything else is a change to be run.
                return row.checksum == file.rawChecksum && row.checksum != file.checksum ? (row, file) : nil
            }
            let isAligned =
                row.checksum.map { file.matches(storedChecksum: $0) } ?? false
                && row.description.isExactly(file.storedDescription) && row.type == file.type
            return isAligned ? nil : (row, file)
        }
        try Self.refuseAmbiguous(removals + alignments.map(\.row), in: history)
    }

    /// A row is changed by its rank: where two rows have one, as in a table without its primary key, the other one would
    /// be changed too.
    private static func refuseAmbiguous(
        _ rows: [HistoryRow], in history: [HistoryRow]
    ) throws(MigrationError) {
        let counts = Dictionary(history.map { ($0.installedRank, 1) }, uniquingKeysWith: +)
        guard let row = rows.first(where: { counts[$0.installedRank, default: 0] > 1 }) else { return }
        throw MigrationError(
            code: .error,
            message: "The schema history has \(counts[row.installedRank, default: 0]) rows with the installed_rank "
                + "\(row.installedRank), one of which (\(row.script)) has to be repaired.",
            advice:
                "Nothing was changed. Give each row a rank of its own, or remove by hand what does not belong there.")
    }
}
