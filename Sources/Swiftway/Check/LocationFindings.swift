import SwiftwayCore

/// Locations to files, with a finding for each location that has none.
struct LocationFindings {
    var settings: ScanSettings
    var workingDirectory: String
    private(set) var findings: [Finding] = []

    init(settings: ScanSettings, workingDirectory: String) {
        self.settings = settings
        self.workingDirectory = workingDirectory
    }

    mutating func files() throws(MigrationError) -> [ScannedFile] {
        var lines: [String] = []
        let scan = LocationScan(settings: settings, workingDirectory: workingDirectory) { event in
            switch event {
            case .locationSkipped(let reason): lines.append(reason)
            case .defaultLocationMissing: lines.append("sql (not found)")
            default: break
            }
        }
        let files = try scan.migrationFiles() + (settings.callbackLocations.isEmpty ? [] : scan.callbackFiles())
        findings = lines.map { reason in
            let path = String(reason.prefix { $0 != " " })
            return Finding(
                .missingLocation, displayPath: path, absolutePath: FileSystem.absolute(path, in: workingDirectory),
                message: "There is nothing to scan: \(reason)",
                remedy: "Correct locations, or run in another folder with -workingDirectory.")
        }
        return files
    }
}
