import SwiftwayText

/// Judges a list of statuses: what must not be so, each with the way out.
package struct Validation: Sendable {
    private let ignored: IgnoredStates
    package var appliedBaseline: MigrationVersion?
    package var cherryPick: CherryPick

    package init(
        patterns: some Sequence<IgnorePattern>, appliedBaseline: MigrationVersion?,
        cherryPick: CherryPick = CherryPick([])
    ) {
        ignored = IgnoredStates(patterns)
        self.appliedBaseline = appliedBaseline
        self.cherryPick = cherryPick
    }

    package func findings(in list: StatusList) -> [ValidateReport.Invalid] {
        var findings: [ValidateReport.Invalid] = []
        // By index: an entry is a large value.
        for index in list.entries.indices {
            guard let (code, message) = finding(list.entries[index]) else { continue }
            let entry = list.entries[index]
            findings.append(
                ValidateReport.Invalid(
                    version: entry.version?.description, description: entry.description,
                    absolutePath: entry.resolved?.file.absolutePath, code: code, message: message))
        }
        return findings
    }

    /// The first rule that applies; their order is Flyway's.
    private func finding(_ entry: MigrationStatus) -> (MigrationError.Code, String)? {
        switch entry.state {
        case .undone, .aboveTarget, .deleted: return nil
        default: break
        }
        if isIgnored(entry) { return nil }
        let isVersioned = entry.version != nil
        var name: String { entry.version?.description ?? entry.description }

        if entry.state.isFailed, !(entry.state == .futureFailed && ignores(.future)) {
            return (
                isVersioned ? .failedVersionedMigration : .failedRepeatableMigration,
                (isVersioned
                    ? "Detected failed migration to version \(name) (\(entry.description)).\n"
                    : "Detected failed repeatable migration: \(name).\n")
                    + "Please remove any half-completed changes then run repair to fix the schema history."
            )
        }
        if cherryPick.isSet, cherryPick.place(version: entry.version, description: entry.description) == nil {
            return nil
        }
        if entry.resolved == nil, !entry.type.isSynthetic, !entry.type.isUndo, entry.state != .superseded,
            !(entry.state == .missingSuccess && ignores(.missing)),
            !(entry.state == .futureSuccess || entry.state == .futureFailed) || !ignores(.future)
        {
            return (
                isVersioned ? .appliedVersionedNotResolved : .appliedRepeatableNotResolved,
                "Detected applied migration not resolved locally: \(name).\n"
                    + "If you removed this migration intentionally, run repair to mark the migration as deleted."
            )
        }
        if let message = notApplied(entry) { return message }
        if entry.state == .outdated, !ignores(.pending) {
            return (
                .outdatedRepeatable,
                "Detected outdated resolved repeatable migration that should be re-applied to database: \(name).\n"
                    + "Run migrate to execute this migration."
            )
        }
        return mismatch(entry)
    }

    private func notApplied(_ entry: MigrationStatus) -> (MigrationError.Code, String)? {
        guard entry.state == .ignored || entry.state == .pending else { return nil }
        let name = entry.version?.description ?? entry.description
        let isVersioned = entry.version != nil
        let code: MigrationError.Code = isVersioned ? .resolvedVersionedNotApplied : .resolvedRepeatableNotApplied
        let subject = isVersioned ? "migration" : "repeatable migration"
        let detected = "Detected resolved \(subject) not applied to database: \(name).\n"
        if entry.state == .ignored, entry.resolved?.isBaseline != true {
            let allow = isVersioned ? " To allow executing this migration, set -outOfOrder=true." : ""
            return (code, detected + "To ignore this migration, set -ignoreMigrationPatterns='*:ignored'.\(allow)")
        }
        if entry.state == .pending, !ignores(.pending) {
            return (
                code,
                detected
                    + "To fix this error, either run migrate, or set -ignoreMigrationPatterns='*:pending'."
            )
        }
        return nil
    }

    private func mismatch(_ entry: MigrationStatus) -> (MigrationError.Code, String)? {
        guard let file = entry.resolved, let row = entry.applied, row.type != .delete, !row.type.isUndo,
            row.version.map({ version in appliedBaseline.map { version > $0 } ?? true }) ?? true
        else { return nil }
        func differs(_ kind: String, _ applied: String, _ resolved: String) -> String {
            let identity = row.version.map { "version \($0)" } ?? file.file.script
            return """
                Migration \(kind) mismatch for migration \(identity)
                -> Applied to database : \(applied)
                -> Resolved locally    : \(resolved)
                Either revert the changes to the migration, or run repair to update the schema history.
                """
        }
        if row.type != file.type {
            return (.typeMismatch, differs("type", row.type.rawValue, file.type.rawValue))
        }
        let comparesChecksum =
            row.version != nil || (entry.state != .outdated && entry.state != .superseded && ignores(.pending))
        if comparesChecksum, !file.matches(storedChecksum: row.checksum) {
            return (
                .checksumMismatch,
                differs("checksum", row.checksum.map { "\($0)" } ?? "null", file.checksum.map { "\($0)" } ?? "null")
            )
        }
        if !row.description.isExactly(file.storedDescription) {
            // They look the same.
            let isSpelling = row.description == file.storedDescription
            let note = isSpelling ? "\nThey differ in how accented letters are written (Unicode NFC and NFD)." : ""
            return (.descriptionMismatch, differs("description", row.description, file.storedDescription) + note)
        }
        return nil
    }

    // MARK: Patterns

    package var ignoresPending: Bool { ignores(.pending) }
    package var ignoresFuture: Bool { ignores(.future) }

    /// Whether `*:state` holds, by one pattern or by one for each kind.
    private func ignores(_ state: IgnorePattern.State) -> Bool {
        ignored.versioned.contains(state) && ignored.repeatable.contains(state)
    }

    /// Whether validation passes this entry over. Only the plain states have a name in a pattern: `missing` does not
    /// match a failed migration that is missing, nor `ignored` one that a baseline covers.
    package func isIgnored(_ entry: MigrationStatus) -> Bool {
        let states = entry.version == nil ? ignored.repeatable : ignored.versioned
        let state: IgnorePattern.State? =
            switch entry.state {
            case .missingSuccess: .missing
            case .pending: .pending
            case .ignored: .ignored
            case .futureSuccess: .future
            default: nil
            }
        return state.map { states.contains($0) } ?? states.hasAny
    }
}

/// The patterns, looked up for every entry.
private struct IgnoredStates: Sendable {
    struct States: Sendable {
        /// Whether the kind is ignored in any state, also in one that has no name in a pattern.
        private(set) var hasAny = false
        private var hasMissing = false
        private var hasPending = false
        private var hasIgnored = false
        private var hasFuture = false

        func contains(_ state: IgnorePattern.State) -> Bool {
            if hasAny { return true }
            switch state {
            case .any: return false
            case .missing: return hasMissing
            case .pending: return hasPending
            case .ignored: return hasIgnored
            case .future: return hasFuture
            }
        }

        mutating func insert(_ state: IgnorePattern.State) {
            switch state {
            case .any: hasAny = true
            case .missing: hasMissing = true
            case .pending: hasPending = true
            case .ignored: hasIgnored = true
            case .future: hasFuture = true
            }
        }
    }

    private(set) var versioned = States()
    private(set) var repeatable = States()

    init(_ patterns: some Sequence<IgnorePattern>) {
        for pattern in patterns {
            if pattern.kind != .repeatable { versioned.insert(pattern.state) }
            if pattern.kind != .versioned { repeatable.insert(pattern.state) }
        }
    }
}
