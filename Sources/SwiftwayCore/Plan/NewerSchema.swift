/// A schema that a newer release has migrated: the history has versions above all files. What is said of it, in Flyway's
/// words, once for every look that Flyway takes at the history.
package struct NewerSchema: Sendable {
    private let version: String
    /// Whether there is anything at all that has a file, or is a baseline.
    private let hasFiles: Bool
    /// The versions that are not applied, in the order of the list.
    private let waiting: [MigrationVersion]
    /// The last version that was applied and has a file.
    private let lastApplied: MigrationVersion?
    /// The only failed migration, where it is one of the newer ones.
    private let failed: String?

    /// - Returns: `nil` where no version is above the files.
    package init?(_ list: StatusList) {
        guard list.entries.contains(where: { $0.state.isFuture && $0.version != nil }) else { return nil }
        version = list.current?.version?.description ?? "null"
        let known = list.entries.filter(\.state.isOfFile)
        hasFiles = !known.isEmpty
        waiting = known.filter { $0.applied == nil }.compactMap(\.version)
        lastApplied = known.last { $0.applied != nil && $0.version != nil }?.version
        let failures = list.entries.filter(\.state.isFailed)
        failed = failures.count == 1 && failures[0].state == .futureFailed ? failures[0].version?.description : nil
    }

    /// - Parameters:
    ///   - applied: What this run has applied since the list was made.
    ///   - isIgnored: Whether newer migrations are passed over (`*:future`), also a failed one.
    package func events(schema: String, after applied: [MigrationVersion?], isIgnored: Bool) -> [Event] {
        var events: [Event] = []
        let applied = applied.compactMap(\.self)
        let latest = waiting.last { !applied.contains($0) } ?? applied.last ?? lastApplied
        // Where all files are repeatable there is no latest one to be named.
        if latest != nil || !hasFiles {
            events.append(.newerThanFiles(schema: schema, version: version, latest: latest?.description))
        }
        if let failed, isIgnored { events.append(.failedFutureMigration(schema: schema, version: failed)) }
        return events
    }
}

extension MigrationState {
    fileprivate var isFuture: Bool { self == .futureSuccess || self == .futureFailed }

    /// Whether there is a file of it, or needs to be none.
    fileprivate var isOfFile: Bool {
        switch self {
        case .missingSuccess, .missingFailed, .futureSuccess, .futureFailed, .deleted: false
        case .pending, .aboveTarget, .belowBaseline, .baselineIgnored, .baseline, .ignored, .success, .undone,
            .available, .failed, .outOfOrder, .outdated, .superseded:
            true
        }
    }
}
