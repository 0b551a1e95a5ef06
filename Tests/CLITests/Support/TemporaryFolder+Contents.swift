import Foundation
import TestSupport

extension TemporaryFolder {
    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(of: name)) }

    func data(_ name: String) throws -> Data { try Data(contentsOf: url.appendingPathComponent(name)) }
}
