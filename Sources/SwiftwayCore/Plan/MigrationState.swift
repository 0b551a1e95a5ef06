/// What has become of a migration: its file and its history row seen together.
public enum MigrationState: String, Sendable, CaseIterable {
    case pending = "PENDING"
    case aboveTarget = "ABOVE_TARGET"
    case belowBaseline = "BELOW_BASELINE"
    case baselineIgnored = "BASELINE_IGNORED"
    case baseline = "BASELINE"
    case ignored = "IGNORED"
    case missingSuccess = "MISSING_SUCCESS"
    case missingFailed = "MISSING_FAILED"
    case success = "SUCCESS"
    case undone = "UNDONE"
    case available = "AVAILABLE"
    case failed = "FAILED"
    case outOfOrder = "OUT_OF_ORDER"
    case futureSuccess = "FUTURE_SUCCESS"
    case futureFailed = "FUTURE_FAILED"
    case outdated = "OUTDATED"
    case superseded = "SUPERSEDED"
    case deleted = "DELETED"

    /// The name that `info` shows.
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

    public var isFailed: Bool {
        switch self {
        case .missingFailed, .failed, .futureFailed: true
        case .pending, .aboveTarget, .belowBaseline, .baselineIgnored, .baseline, .ignored, .missingSuccess, .success,
            .undone, .available, .outOfOrder, .futureSuccess, .outdated, .superseded, .deleted:
            false
        }
    }
}
