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

    package var pending: [MigrationStatus] { entries.filter { $0.state == .pending } }

    /// The applied entry that says which version the schema has: the highest version, or else the last applied
    /// entry without one.
    package var current: MigrationStatus? {
        let counted = entries.filter { entry in
            entry.applied != nil && entry.state != .deleted && entry.state != .undone && entry.type != .delete
                && !entry.type.isUndo
        }
        let versioned = counted.filter { $0.version != nil }
        guard let first = versioned.first else { return counted.last { $0.version == nil } }
        return versioned.dropFirst().reduce(first) { best, entry in
            guard let left = best.version, let right = entry.version else { return best }
            return left < right ? entry : best
        }
    }
}

/// Builds a ``StatusList`` in the steps of the rule book: marks on rows first, then pairs, then states, then order.
private struct StatusBuilder {
    private struct MarkedRow {
        var row: HistoryRow
        var isDeleted = false
        var isUndone = false
        var isOutOfOrder = false
        var isLatestRun = false
    }

    private let resolved: [ResolvedMigration]
    private let outOfOrder: Bool
    private let cherryPick: CherryPick
    private var rows: [MarkedRow] = []
    private(set) var lastResolved: MigrationVersion?
    private var lastApplied: MigrationVersion?
    private(set) var appliedBaseline: MigrationVersion?
    private var pendingBaseline: MigrationVersion?

    init(
        resolved: [ResolvedMigration], history: [HistoryRow], outOfOrder: Bool, cherryPick: CherryPick
    ) throws(MigrationError) {
        self.resolved = resolved
        self.outOfOrder = outOfOrder
        self.cherryPick = cherryPick
        lastResolved = resolved.compactMap(\.version).max()
        try mark(history)
    }

    // MARK: Marks

    private mutating func mark(_ history: [HistoryRow]) throws(MigrationError) {
        /// Where the latest live row of a version or description stands in `rows`.
        var latestByVersion: [MigrationVersion: Int] = [:]
        var latestByDescription: [String: Int] = [:]
        var latestRun: [String: Int] = [:]
        for row in history {
            if let version = row.version {
                if row.type.isBaseline, appliedBaseline.map({ $0 < version }) ?? true { appliedBaseline = version }
                if row.type == .delete, row.success {
                    guard let index = latestByVersion[version] else { continue }
                    if rows[index].isDeleted {
                        throw MigrationError(
                            code: .duplicateDeletedMigration,
                            message: "Corrupted schema history: multiple delete entries for version \(version)",
                            advice: "Every version may be marked as deleted once for each time it was applied. "
                                + "Nothing was changed.")
                    }
                    rows[index].isDeleted = true
                    continue
                }
                if row.type.isUndo, let index = latestByVersion[version] {
                    rows[index].isUndone = true
                }
                rows.append(MarkedRow(row: row))
                if !row.type.isSynthetic, !row.type.isUndo { latestByVersion[version] = rows.count - 1 }
            } else {
                if row.type == .delete, row.success, let index = latestByDescription[row.description] {
                    rows[index].isDeleted = true
                }
                rows.append(MarkedRow(row: row))
                if !row.type.isSynthetic { latestByDescription[row.description] = rows.count - 1 }
                latestRun[row.description] = rows.count - 1
            }
        }
        for index in latestRun.values { rows[index].isLatestRun = true }
        for index in rows.indices {
            guard let version = rows[index].row.version else { continue }
            if lastApplied.map({ $0 < version }) ?? true {
                let isLive = !rows[index].isDeleted && !rows[index].isUndone
                if isLive, rows[index].row.type != .delete, !rows[index].row.type.isUndo { lastApplied = version }
            } else {
                rows[index].isOutOfOrder = true
            }
        }
    }

    // MARK: Pairs

    private struct Identity: Hashable {
        var version: MigrationVersion
        var type: MigrationType
    }

    mutating func entries(target configured: Target) throws(MigrationError) -> [MigrationStatus] {
        var byIdentity: [Identity: ResolvedMigration] = [:]
        var byDescription: [String: ResolvedMigration] = [:]
        for migration in resolved {
            if let version = migration.version {
                byIdentity[Identity(version: version, type: migration.type)] = migration
            } else {
                byDescription[migration.storedDescription] = migration
            }
        }

        var pairs: [(row: MarkedRow, file: ResolvedMigration?)] = []
        var taken: Set<Identity> = []
        /// Repeatables whose latest row is live and up to date need not run.
        var upToDate: Set<String> = []
        for row in rows {
            if let version = row.row.version {
                let identity = Identity(version: version, type: row.row.type)
                pairs.append((row, byIdentity[identity]))
                if !row.isDeleted, !row.isUndone { taken.insert(identity) }
            } else {
                let file = row.row.type == .schema ? nil : byDescription[row.row.description]
                pairs.append((row, file))
                if row.isLatestRun, !row.isDeleted, row.row.type != .delete, let file,
                    file.matches(storedChecksum: row.row.checksum)
                {
                    upToDate.insert(row.row.description)
                }
            }
        }
        let unapplied = resolved.filter { migration in
            if let version = migration.version {
                !taken.contains(Identity(version: version, type: migration.type))
            } else {
                !upToDate.contains(migration.storedDescription)
            }
        }
        let limit = try limit(of: configured, pairs: pairs.map(\.row.row), unapplied: unapplied)
        // A baseline above the target would bring more than was asked for.
        pendingBaseline = unapplied.filter(\.isBaseline).compactMap(\.version).filter { !limit.excludes($0) }.max()
        var list = pairs.map { row, file in
            MigrationStatus(resolved: file, applied: row.row, state: state(of: row, file))
        }
        list += unapplied.map { MigrationStatus(resolved: $0, applied: nil, state: state(of: $0, limit: limit)) }
        Self.sort(&list)
        if cherryPick.isSet { list = inPickedOrder(list) }

        if configured == .next, let next = list.first(where: { $0.state == .pending })?.version {
            for index in list.indices where list[index].applied == nil {
                if let file = list[index].resolved { list[index].state = state(of: file, limit: .upTo(next)) }
            }
        }
        return list
    }

    /// How far versioned migrations may go.
    private enum Limit {
        case none
        case upTo(MigrationVersion)
        /// Below every version: the schema is empty and the target is where it is.
        case nothing

        func excludes(_ version: MigrationVersion) -> Bool {
            switch self {
            case .none: false
            case .upTo(let limit): version > limit
            case .nothing: true
            }
        }
    }

    private func limit(
        of target: Target, pairs: [HistoryRow], unapplied: [ResolvedMigration]
    ) throws(MigrationError) -> Limit {
        switch target {
        case .latest, .next: return .none
        case .current: return lastApplied.map { .upTo($0) } ?? .nothing
        case .version(let version, let mustExist):
            let isKnown = pairs.contains { $0.version == version } || unapplied.contains { $0.version == version }
            guard isKnown || !mustExist else {
                throw MigrationError(
                    code: .error,
                    message: "No migration with a target version \(version) could be found. "
                        + "Ensure target is specified correctly and the migration exists.",
                    advice: "To allow a version that does not exist yet, write -target=\(version)?")
            }
            return .upTo(version)
        }
    }

    // MARK: States

    private func isPicked(_ version: MigrationVersion?, _ description: String) -> Bool {
        !cherryPick.isSet || cherryPick.place(version: version, description: description) != nil
    }

    private func state(of file: ResolvedMigration, limit: Limit) -> MigrationState {
        if cherryPick.isSet { return isPicked(file.version, file.description) ? .pending : .ignored }
        guard let version = file.version else { return .pending }
        let state = plainState(of: version, limit: limit)
        guard file.isBaseline else { return state }
        let isUsed = lastApplied != nil || appliedBaseline != nil
        if state == .pending { return isUsed ? .ignored : .pending }
        if state == .baselineIgnored, version == pendingBaseline { return isUsed ? .baselineIgnored : .pending }
        return state
    }

    private func plainState(of version: MigrationVersion, limit: Limit) -> MigrationState {
        if let base = lastApplied == nil ? pendingBaseline : appliedBaseline {
            if version < base { return .belowBaseline }
            if version == base { return .baselineIgnored }
        }
        if limit.excludes(version) { return .aboveTarget }
        if let lastApplied, version < lastApplied, !outOfOrder { return .ignored }
        return .pending
    }

    private func state(of marked: MarkedRow, _ file: ResolvedMigration?) -> MigrationState {
        let row = marked.row
        if marked.isUndone { return .undone }
        if marked.isDeleted { return .deleted }
        if row.type == .delete || row.type.isUndo { return .success }
        if row.type == .baseline { return .baseline }
        if row.type.isBaseline, !row.success { return .failed }
        if file == nil, row.version != nil || marked.isLatestRun {
            if row.type == .schema { return .success }
            let isMissing = row.version.map { version in lastResolved.map { version < $0 } ?? false } ?? true
            if isMissing { return row.success ? .missingSuccess : .missingFailed }
            return row.success ? .futureSuccess : .futureFailed
        }
        if row.type.isBaseline { return .baseline }
        if row.type == .schema { return .success }
        if !isPicked(row.version, row.description) { return .ignored }
        if !row.success { return .failed }
        if row.version == nil {
            guard marked.isLatestRun else { return .superseded }
            return file?.matches(storedChecksum: row.checksum) == true ? .success : .outdated
        }
        return marked.isOutOfOrder ? .outOfOrder : .success
    }

    // MARK: Order

    private func inPickedOrder(_ list: [MigrationStatus]) -> [MigrationStatus] {
        let keyed = list.enumerated().map { offset, entry in
            (place: cherryPick.place(version: entry.version, description: entry.description) ?? .max, offset, entry)
        }
        return keyed.sorted { ($0.place, $0.1) < ($1.place, $1.1) }.map(\.2)
    }

    /// What is below a baseline, then what is applied by rank, then the rest by version and description.
    private static func sort(_ list: inout [MigrationStatus]) {
        func group(_ entry: MigrationStatus) -> Int {
            switch entry.state {
            case .belowBaseline, .baselineIgnored: 0
            default: entry.applied == nil ? 2 : 1
            }
        }
        let keyed = list.map { (group: group($0), entry: $0) }
        list = keyed.sorted { one, other in
            if one.group != other.group { return one.group < other.group }
            if let left = one.entry.applied, let right = other.entry.applied {
                return left.installedRank < right.installedRank
            }
            guard let left = one.entry.resolved, let right = other.entry.resolved else { return false }
            return ResolvedMigration.precedes(left, right)
        }.map(\.entry)
    }
}
