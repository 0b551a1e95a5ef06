/// All migrations, resolved and applied, in the order in which `info` lists them: the model that `info` shows,
/// `validate` judges and `migrate` works off. Made from values alone.
///
/// The rules and their order are those of Flyway 13, as described in the documentation of `info`.
package struct StatusList: Sendable {
    package var entries: [MigrationStatus]
    /// The highest version among the files, as text; `nil` where there are none.
    package var lastResolved: MigrationVersion?
    package var appliedBaseline: MigrationVersion?

    package init(
        resolved: [ResolvedMigration], history: [HistoryRow], target: Target, outOfOrder: Bool,
        cherryPick: CherryPick = CherryPick([])
    ) throws(MigrationError) {
        var builder = try StatusBuilder(
            resolved: resolved, history: history, outOfOrder: outOfOrder, cherryPick: cherryPick)
        entries = try builder.entries(target: target)
        if let unknown = cherryPick.unknown(among: entries) {
            throw MigrationError(
                code: .error, message: "No migration matches the cherryPick entry '\(unknown)'.",
                advice: "An entry is a version or the description of a repeatable migration. Nothing was run.")
        }
        lastResolved = builder.lastResolved
        appliedBaseline = builder.appliedBaseline
    }

    // By index, here and below: an entry is a large value, and taking it out of the list is most of the work.
    package var pending: [MigrationStatus] {
        entries.indices.filter { entries[$0].state == .pending }.map { entries[$0] }
    }

    /// The applied entry that says which version the schema has: the highest version, or else the last applied
    /// entry without one.
    package var current: MigrationStatus? {
        var highest: (version: MigrationVersion, index: Int)?
        var lastWithout: Int?
        for index in entries.indices where Self.counts(entries[index]) {
            if let version = entries[index].version {
                if highest.map({ $0.version < version }) ?? true { highest = (version, index) }
            } else {
                lastWithout = index
            }
        }
        return (highest?.index ?? lastWithout).map { entries[$0] }
    }

    private static func counts(_ entry: MigrationStatus) -> Bool {
        guard let type = entry.applied?.type, entry.state != .deleted, entry.state != .undone else { return false }
        return type != .delete && !type.isUndo
    }
}
