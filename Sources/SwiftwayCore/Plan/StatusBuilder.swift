import SwiftwayText

/// Builds a ``StatusList`` in the steps of the rule book: marks on rows first, then pairs, then states, then order.
struct StatusBuilder {
    /// A row by its place in the history, with what other rows make of it.
    private struct MarkedRow {
        var place: Int
        var isDeleted = false
        var isUndone = false
        var isOutOfOrder = false
        var isLatestRun = false
    }

    private let resolved: [ResolvedMigration]
    private let history: [HistoryRow]
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
        self.history = history
        self.outOfOrder = outOfOrder
        self.cherryPick = cherryPick
        for index in resolved.indices {
            guard let version = resolved[index].version else { continue }
            if lastResolved.map({ $0 < version }) ?? true { lastResolved = version }
        }
        try mark()
    }

    // MARK: Marks

    private func row(_ marked: MarkedRow) -> HistoryRow { history[marked.place] }

    private mutating func mark() throws(MigrationError) {
        // Where the latest live row of a version or description stands in `rows`.
        var latestByVersion: [Identity: Int] = [:]
        var latestByDescription: [ExactText: Int] = [:]
        var latestRun: [ExactText: Int] = [:]
        rows.reserveCapacity(history.count)
        latestByVersion.reserveCapacity(history.count)
        for place in history.indices {
            let type = history[place].type
            let isDelete = type == .delete && history[place].success
            if let version = history[place].version {
                // Of one type, so that the version alone counts; a dictionary of another kind would have to come into
                // being first, which takes longer than filling it.
                let key = Identity.versioned(version, .sql)
                if type.isBaseline, appliedBaseline.map({ $0 < version }) ?? true { appliedBaseline = version }
                if isDelete {
                    guard let index = latestByVersion[key] else { continue }
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
                if type.isUndo, let index = latestByVersion[key] { rows[index].isUndone = true }
                rows.append(MarkedRow(place: place))
                if !type.isSynthetic, !type.isUndo { latestByVersion[key] = rows.count - 1 }
            } else {
                let description = ExactText(history[place].description)
                if isDelete, let index = latestByDescription[description] { rows[index].isDeleted = true }
                rows.append(MarkedRow(place: place))
                if !type.isSynthetic { latestByDescription[description] = rows.count - 1 }
                latestRun[description] = rows.count - 1
            }
        }
        for index in latestRun.values { rows[index].isLatestRun = true }
        for index in rows.indices {
            let place = rows[index].place
            guard let version = history[place].version else { continue }
            if lastApplied.map({ $0 < version }) ?? true {
                let isLive = !rows[index].isDeleted && !rows[index].isUndone
                let type = history[place].type
                if isLive, type != .delete, !type.isUndo { lastApplied = version }
            } else {
                rows[index].isOutOfOrder = true
            }
        }
    }

    // MARK: Pairs

    private enum Identity: Hashable {
        case versioned(MigrationVersion, MigrationType)
        case repeatable(ExactText)

        func hash(into hasher: inout Hasher) {
            // The type is left out: hashing its text would cost more than it tells apart.
            switch self {
            case .versioned(let version, _): hasher.combine(version)
            case .repeatable(let description): hasher.combine(description)
            }
        }

        init(_ file: ResolvedMigration) {
            self = file.version.map { .versioned($0, file.type) } ?? .repeatable(ExactText(file.storedDescription))
        }

        init(_ row: HistoryRow) {
            self = row.version.map { .versioned($0, row.type) } ?? .repeatable(ExactText(row.description))
        }
    }

    mutating func entries(target configured: Target) throws(MigrationError) -> [MigrationStatus] {
        // Of two files with one identity the last counts.
        var places: [Identity: Int] = [:]
        places.reserveCapacity(resolved.count)
        for index in resolved.indices { places[Identity(resolved[index])] = index }

        /// The file of each row.
        var files: [Int?] = []
        files.reserveCapacity(rows.count)
        // By file: whether a live row has its version, or, of a repeatable, the latest row is live and up to date.
        var isDone = [Bool](repeating: false, count: resolved.count)
        for marked in rows {
            let type = history[marked.place].type
            let file = type == .schema && history[marked.place].version == nil ? nil : places[Identity(row(marked))]
            files.append(file)
            guard let file, !marked.isDeleted else { continue }
            if history[marked.place].version != nil {
                if !marked.isUndone { isDone[file] = true }
            } else if marked.isLatestRun, type != .delete,
                resolved[file].matches(storedChecksum: history[marked.place].checksum)
            {
                isDone[file] = true
            }
        }
        var unapplied = resolved.indices.filter { !isDone[$0] }
        if places.count < resolved.count {
            unapplied = unapplied.filter { index in places[Identity(resolved[index])].map { !isDone[$0] } ?? true }
        }
        let limit = try limit(of: configured, unapplied: unapplied)
        // A baseline above the target would bring more than was asked for.
        for index in unapplied where resolved[index].isBaseline {
            guard let version = resolved[index].version, !limit.excludes(version) else { continue }
            if pendingBaseline.map({ $0 < version }) ?? true { pendingBaseline = version }
        }
        var list = inOrder(files: files, unapplied: unapplied, limit: limit)
        if cherryPick.isSet { list = inPickedOrder(list) }

        if configured == .next,
            let next = list.firstIndex(where: { $0.state == .pending }).flatMap({ list[$0].version })
        {
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
        of target: Target, unapplied: [Int]
    ) throws(MigrationError) -> Limit {
        switch target {
        case .latest, .next: return .none
        case .current: return lastApplied.map { .upTo($0) } ?? .nothing
        case .version(let version, let mustExist):
            let isKnown =
                rows.contains { history[$0.place].version == version }
                || unapplied.contains { resolved[$0].version == version }
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

    private func state(of marked: MarkedRow, _ file: Int?) -> MigrationState {
        let row = row(marked)
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
            let isUpToDate = file.map { resolved[$0].matches(storedChecksum: row.checksum) } ?? false
            return isUpToDate ? .success : .outdated
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
    private func inOrder(files: [Int?], unapplied: [Int], limit: Limit) -> [MigrationStatus] {
        var isBelowBaseline: [Int] = []
        var others: [Int] = []
        var states = [MigrationState](repeating: .pending, count: resolved.count)
        for index in unapplied {
            states[index] = state(of: resolved[index], limit: limit)
            switch states[index] {
            case .belowBaseline, .baselineIgnored: isBelowBaseline.append(index)
            default: others.append(index)
            }
        }
        let byRank = rows.indices.sorted { one, other in
            let (left, right) = (history[rows[one].place].installedRank, history[rows[other].place].installedRank)
            return left == right ? one < other : left < right
        }
        var list: [MigrationStatus] = []
        list.reserveCapacity(rows.count + unapplied.count)
        func append(_ files: [Int]) {
            for index in ResolvedMigration.order(of: files, in: resolved) {
                list.append(MigrationStatus(resolved: resolved[index], applied: nil, state: states[index]))
            }
        }
        append(isBelowBaseline)
        for index in byRank {
            let file = files[index]
            list.append(
                MigrationStatus(
                    resolved: file.map { resolved[$0] }, applied: row(rows[index]), state: state(of: rows[index], file))
            )
        }
        append(others)
        return list
    }
}
