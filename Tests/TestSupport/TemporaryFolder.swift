package import Foundation

/// A folder that goes when the last reference to it goes.
package final class TemporaryFolder: Sendable {
    package let url: URL
    package var path: String { url.path }

    package init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("swiftway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of `name` in the folder, whether there is such a file or not.
    package func path(of name: String) -> String { url.appendingPathComponent(name).path }

    /// Writes a file, creating the folders on its way, and returns its path.
    @discardableResult
    package func write(_ content: String, to name: String) throws -> String {
        try write(Data(content.utf8), to: name)
    }

    @discardableResult
    package func write(_ content: Data, to name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try content.write(to: file)
        return file.path
    }
}
