import Foundation
import Synchronization

/// The caretakers that are at work, to be finished before the process is gone. The end of their pipes would do it too,
/// but a moment later, when whoever started the tests may already look for leftovers.
enum StoppedAtExit {
    /// By their folders.
    private static let lifelines = Mutex<[String: FileHandle]>([:])

    private static let isRegistered: Void = {
        atexit {
            let folders = StoppedAtExit.lifelines.withLock { $0.keys.sorted() }
            for folder in folders { StoppedAtExit.finish(folder) }
        }
    }()

    static func register(_ lifeline: FileHandle, folder: String) {
        _ = isRegistered
        lifelines.withLock { $0[folder] = lifeline }
    }

    /// Lets the caretaker of `folder` finish, and waits until it has; nothing happens the second time.
    static func finish(_ folder: String) {
        guard let lifeline = lifelines.withLock({ $0.removeValue(forKey: folder) }) else { return }
        try? lifeline.close()
        for _ in 0..<500 where FileManager.default.fileExists(atPath: folder) {
            Thread.sleep(forTimeInterval: 0.01)
        }
    }
}
