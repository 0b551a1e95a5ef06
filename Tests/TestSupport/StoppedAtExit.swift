import Foundation
import Synchronization

/// The server to be stopped before the process is gone. The end of the pipe would do it too, but a moment later, when
/// whoever started the tests may already look for leftovers.
enum StoppedAtExit {
    private static let server = Mutex<(lifeline: FileHandle, folder: String)?>(nil)

    static func register(_ lifeline: FileHandle, folder: String) {
        server.withLock { $0 = (lifeline, folder) }
        atexit {
            guard let server = StoppedAtExit.server.withLock({ $0 }) else { return }
            try? server.lifeline.close()
            // The last act of the server's shell is to remove the folder.
            for _ in 0..<500 where FileManager.default.fileExists(atPath: server.folder) {
                Thread.sleep(forTimeInterval: 0.01)
            }
        }
    }
}
