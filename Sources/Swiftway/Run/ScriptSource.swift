import SwiftwayConfiguration
import SwiftwayCore

/// Reads scripts and what stands beside them.
struct ScriptSource {
    var settings: Settings

    func bytes(of file: ScannedFile) throws(MigrationError) -> [UInt8] {
        do {
            return try FileSystem.read(file.absolutePath)
        } catch {
            throw MigrationError(
                code: .error, message: "Unable to read \(file.displayPath) (\(file.absolutePath)): \(error.reason)",
                advice: "Nothing was run.")
        }
    }

    /// `V1__x.sql.conf` beside `V1__x.sql`, if it is there.
    func configuration(of file: ScannedFile) throws(MigrationError) -> ScriptConfiguration {
        let path = file.absolutePath + ".conf"
        guard FileSystem.kind(of: path) == .file else { return ScriptConfiguration() }
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.read(path)
        } catch {
            throw MigrationError(code: .error, message: "Unable to read \(path): \(error.reason)")
        }
        do {
            return try ScriptConfiguration(parsing: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw MigrationError(
                code: .init(name: error.code), message: error.message,
                advice: [error.hint, "It stands in \(path)."].compactMap { $0 }.joined(separator: "\n"))
        }
    }
}
