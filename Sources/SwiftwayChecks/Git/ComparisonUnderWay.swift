import Dispatch
import SwiftwayCore
import SwiftwayEngine
import Synchronization

/// A comparison with a commit that runs while other things are done: most of it is waiting for git.
final class ComparisonUnderWay: Sendable {
    private let differences = Mutex(RevisionDifferences())
    private let isDone = DispatchSemaphore(value: 0)

    private init() {}

    static func start(_ comparison: GitComparison, _ files: [ScannedFile]) -> ComparisonUnderWay {
        let underWay = ComparisonUnderWay()
        DispatchQueue(label: "swiftway.git").async {
            let differences = comparison.differences(of: files)
            underWay.differences.withLock { $0 = differences }
            underWay.isDone.signal()
        }
        return underWay
    }

    /// Waits for its end. To be called once.
    func finish() -> RevisionDifferences {
        isDone.wait()
        return differences.withLock { $0 }
    }
}
