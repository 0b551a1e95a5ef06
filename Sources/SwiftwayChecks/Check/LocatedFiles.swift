import SwiftwayCore
import SwiftwayEngine

/// The files of all locations, with a finding for each location that has none.
struct LocatedFiles {
    let files: [ScannedFile]
    let findings: [Finding]

    init(_ settings: ScanSettings, from sources: [MigrationSource], workingDirectory: String) throws(MigrationError) {
        var reasons: [String] = []
        let scan = LocationScan(settings: settings, sources: sources, workingDirectory: workingDirectory) { event in
            switch event {
            case .locationSkipped(let reason): reasons.append(reason)
            case .defaultLocationMissing: reasons.append("sql (not found)")
            default: break
            }
        }
        files = try scan.migrationFiles() + (settings.callbackLocations.isEmpty ? [] : scan.callbackFiles())
        findings = reasons.map { reason in
            let path = String(reason.prefix { $0 != " " })
            return Finding(
                .missingLocation, displayPath: path, absolutePath: FileSystem.absolute(path, in: workingDirectory),
                message: "There is nothing to scan: \(reason)",
                remedy: "Correct locations, or run in another folder with -workingDirectory.")
        }
    }
}
