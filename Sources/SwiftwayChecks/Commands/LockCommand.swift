package import SwiftwayCore
package import SwiftwayEngine
import SwiftwayText

/// `lock`: writes the list of migrations.
package struct LockCommand {
    package var settings: Settings
    package var environment: RunEnvironment

    package init(settings: Settings, environment: RunEnvironment) {
        self.settings = settings
        self.environment = environment
    }

    /// Findings of these rules mean that a list would say something that is not so.
    private static let decisive: Set<Rule> = [
        .missingLocation, .migrationName, .duplicateVersion, .encoding, .scriptConfiguration,
    ]

    /// Writes nothing where the list says all of it already.
    /// - Throws: ``MigrationError`` where the files do not fit together, or the list cannot be written.
    package func run() throws(MigrationError) -> LockReport {
        let workingDirectory = environment.workingDirectory(settings.scan)
        let place = LockPlace(settings, workingDirectory: workingDirectory)
        let files = try checkedFiles(workingDirectory)
        let (entries, failures) = place.entries(of: files, settings)
        if let failure = failures.first { throw failure }
        let lock = LockFile(entries.map(\.entry))
        let old: String?
        do {
            old = try place.text()
        } catch {
            throw failure("Unable to read \(place.displayPath): \(error.reason)")
        }
        // Git may have changed the line ends.
        let isSame = old.map { $0.replacing(text: "\r\n", with: "\n") } == lock.text
        if !isSame {
            do {
                try FileSystem.writeWhole(Array(lock.text.utf8), to: place.absolutePath)
            } catch {
                throw failure("Unable to write \(place.displayPath): \(error.reason)")
            }
        }
        let changes = LockChanges(from: old.map { LockFileReading($0).lines } ?? [], to: lock)
        return LockReport(path: place.displayPath, count: entries.count, changes: changes, isWritten: !isSame)
    }

    private func checkedFiles(_ workingDirectory: String) throws(MigrationError) -> [ScannedFile] {
        let located = try LocatedFiles(settings.scan, from: environment.sources, workingDirectory: workingDirectory)
        let check = FilesCheck(
            located.files, settings: settings, kind: nil, workingDirectory: workingDirectory, timestamp: environment.now
        )
        let findings = (located.findings + check.findings).filter { Self.decisive.contains($0.rule) }
        guard findings.isEmpty else {
            throw MigrationError(
                code: .validation,
                message: "The files cannot be listed:\n" + findings.map(\.text).sorted().joined(separator: "\n"),
                advice: "Nothing was written.")
        }
        return located.files
    }

    private func failure(_ message: String) -> MigrationError {
        MigrationError(code: .error, message: message, advice: "Nothing was written.")
    }
}
