/// What has become of a migration: its file and its history row seen together. The raw values are those of
/// `infoOfState`.
public enum MigrationState: String, Sendable, CaseIterable {
    /// There is a file, and the next `migrate` runs it.
    case pending = "PENDING"
    /// Not applied: its version is beyond `target`.
    case aboveTarget = "ABOVE_TARGET"
    /// Not applied, and never going to be: its version is lower than the baseline's.
    case belowBaseline = "BELOW_BASELINE"
    /// Not applied, and never going to be: its version is the baseline's.
    case baselineIgnored = "BASELINE_IGNORED"
    /// A baseline, written by the command or run from a file.
    case baseline = "BASELINE"
    /// Not applied: its version is lower than the highest that is, and `outOfOrder` is off; or `cherryPick` leaves it out.
    case ignored = "IGNORED"
    /// Applied, and without a file, while there are files of higher versions.
    case missingSuccess = "MISSING_SUCCESS"
    /// The same, and it has failed.
    case missingFailed = "MISSING_FAILED"
    /// Applied.
    case success = "SUCCESS"
    /// Applied, and taken back by Flyway's `undo`.
    case undone = "UNDONE"
    /// Flyway's state of an undo migration that could be run; never given by swiftway.
    case available = "AVAILABLE"
    /// It has failed where nothing could be rolled back.
    case failed = "FAILED"
    /// Applied after a higher version.
    case outOfOrder = "OUT_OF_ORDER"
    /// Applied, and higher than every file: a newer release has migrated.
    case futureSuccess = "FUTURE_SUCCESS"
    /// The same, and it has failed.
    case futureFailed = "FUTURE_FAILED"
    /// A repeatable migration that has changed since it was applied; it is listed once more as pending.
    case outdated = "OUTDATED"
    /// An earlier run of a repeatable migration.
    case superseded = "SUPERSEDED"
    /// Applied, and marked by `repair` as gone for good.
    case deleted = "DELETED"

    /// The name that `info` shows: `Above Target`.
    public var displayName: String {
        switch self {
        case .pending: "Pending"
        case .aboveTarget: "Above Target"
        case .belowBaseline: "Below Baseline"
        case .baselineIgnored: "Ignored (Baseline)"
        case .baseline: "Baseline"
        case .ignored: "Ignored"
        case .missingSuccess: "Missing"
        case .missingFailed: "Failed (Missing)"
        case .success: "Success"
        case .undone: "Undone"
        case .available: "Available"
        case .failed: "Failed"
        case .outOfOrder: "Out of Order"
        case .futureSuccess: "Future"
        case .futureFailed: "Failed (Future)"
        case .outdated: "Outdated"
        case .superseded: "Superseded"
        case .deleted: "Deleted"
        }
    }

    /// Whether the history has a failed run of it, which stops `migrate`.
    public var isFailed: Bool {
        switch self {
        case .missingFailed, .failed, .futureFailed: true
        case .pending, .aboveTarget, .belowBaseline, .baselineIgnored, .baseline, .ignored, .missingSuccess, .success,
            .undone, .available, .outOfOrder, .futureSuccess, .outdated, .superseded, .deleted:
            false
        }
    }
}
