import SwiftwayConfiguration
package import SwiftwayCore

/// Reads scripts and what stands beside them.
package struct ScriptSource {
    private let settings: Settings

    package init(settings: Settings) { self.settings = settings }

    package func bytes(of file: ScannedFile) throws(MigrationError) -> [UInt8] {
        do {
            return try file.bytes()
        } catch {
            throw Self.unreadable(file, error)
        }
    }

    /// The bytes of the file, piece by piece.
    package func pieces(of file: ScannedFile, _ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(MigrationError) {
        do {
            try file.readPieces(body)
        } catch {
            throw Self.unreadable(file, error)
        }
    }

    package static func unreadable(_ file: ScannedFile, _ failure: FileSystem.Failure) -> MigrationError {
        MigrationError(
            code: .error, message: "Unable to read \(file.displayPath) (\(file.absolutePath)): \(failure.reason)",
            advice: "Nothing was run.")
    }

    /// `V1__x.sql.conf` beside `V1__x.sql`, if it is there.
    package func configuration(of file: ScannedFile) throws(MigrationError) -> ScriptConfiguration {
        guard file.mayHaveConfiguration else { return ScriptConfiguration() }
        let path = file.absolutePath + ".conf"
        let bytes: [UInt8]
        do {
            guard let found = try file.configurationBytes() else { return ScriptConfiguration() }
            bytes = found
        } catch {
            throw MigrationError(code: .error, message: "Unable to read \(path): \(error.reason)")
        }
        do {
            return try ScriptConfiguration(parsing: String(decoding: bytes, as: UTF8.self))
        } catch {
            var failure = MigrationError(error)
            failure.advice = [error.hint, "It stands in \(path)."].compactMap { $0 }.joined(separator: "\n")
            throw failure
        }
    }
}

extension Resolver {
    /// Reads from `source`.
    /// - Parameter replacingPlaceholders: The text of a repeatable migration after placeholders, for its checksum;
    ///   without it the text as written, for whoever asks for no checksums.
    package init(
        _ settings: Settings, from source: ScriptSource,
        replacingPlaceholders: @escaping Replacement = { text, _, _ throws(MigrationError) in text }
    ) {
        self.init(
            naming: settings.naming, scripts: settings.scripts, placeholders: settings.placeholders,
            replacingPlaceholders: replacingPlaceholders,
            configuration: { file throws(MigrationError) in try source.configuration(of: file) },
            read: { file throws(MigrationError) in try source.bytes(of: file) },
            readPieces: { file, body throws(MigrationError) in try source.pieces(of: file, body) })
        checksums = { ParallelChecksums.checksums(of: $0) }
    }
}
