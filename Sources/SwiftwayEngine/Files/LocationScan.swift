package import SwiftwayCore

/// Configured locations, and what is part of the executable, to files.
package struct LocationScan {
    private let settings: ScanSettings
    private let sources: [MigrationSource]
    private let workingDirectory: String
    private let observe: (Event) -> Void

    package init(
        settings: ScanSettings, sources: [MigrationSource], workingDirectory: String,
        observe: @escaping (Event) -> Void
    ) {
        self.settings = settings
        self.sources = sources
        self.workingDirectory = workingDirectory
        self.observe = observe
    }

    package func migrationFiles() throws(MigrationError) -> [ScannedFile] {
        var files = sources.embeddedFiles
        guard sources.readsLocations else { return files }
        let scanner = FileScanner(workingDirectory: workingDirectory)
        var contents: [LocationContents] = []
        for location in try locations() {
            do {
                contents.append(try scanner.scan(location))
            } catch {
                guard !settings.failOnMissingLocations, !error.hidesFiles else {
                    throw MigrationError(
                        code: .error, message: "Failed to find filesystem location: \(error.reason)",
                        advice: "Nothing was changed.")
                }
                observe(.locationSkipped(error.reason))
            }
        }
        files += joined(contents)
        return files
    }

    package func callbackFiles() throws(MigrationError) -> [ScannedFile] {
        var contents: [LocationContents] = []
        let scanner = FileScanner(workingDirectory: workingDirectory)
        for location in try callbackLocations() {
            do {
                contents.append(try scanner.scan(location))
            } catch {
                guard !error.hidesFiles else {
                    throw MigrationError(
                        code: .error, message: "Unable to read callback location: \(error.reason)",
                        advice: "Nothing was changed.")
                }
                observe(.callbackLocationSkipped(path: location.path))
            }
        }
        return joined(contents)
    }

    package func locations() throws(MigrationError) -> [Location] {
        guard let configured = settings.locations else {
            let isThere = FileSystem.kind(of: FileSystem.absolute("sql", in: workingDirectory)) == .directory
            guard isThere else {
                observe(.defaultLocationMissing)
                return []
            }
            return try parse(["filesystem:sql"])
        }
        return try parse(configured)
    }

    package func callbackLocations() throws(MigrationError) -> [Location] { try parse(settings.callbackLocations) }

    private func parse(_ texts: [String]) throws(MigrationError) -> [Location] {
        var locations: [Location] = []
        for text in texts where !text.isEmpty {
            do {
                locations.append(try Location(text))
            } catch {
                throw MigrationError(code: .error, message: error.message)
            }
        }
        let (kept, warnings) = Location.withoutOverlaps(locations)
        for warning in warnings { observe(.locationDiscarded(warning)) }
        return kept
    }

    private func joined(_ contents: [LocationContents]) -> [ScannedFile] {
        let (files, skipped) = LocationContents.joined(contents)
        for text in skipped { observe(.folderSkipped(text)) }
        return files
    }
}
