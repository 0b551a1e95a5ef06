import SwiftwayCore
import SwiftwayEngine

/// Where the list of migrations is.
struct LockPlace {
    /// As configured.
    let displayPath: String
    let absolutePath: String
    /// Whether a setting names it: then it must be there.
    let isConfigured: Bool

    init(_ settings: Settings, workingDirectory: String) {
        displayPath = settings.check.lockFile ?? CheckSettings.defaultLockFile
        absolutePath = FileSystem.absolute(displayPath, in: workingDirectory)
        isConfigured = settings.check.lockFile != nil
    }

    /// `nil` where there is none.
    func text() throws(FileSystem.Failure) -> String? {
        guard FileSystem.kind(of: absolutePath) != nil else { return nil }
        return String(decoding: try FileSystem.read(absolutePath), as: UTF8.self)
    }

    /// The path of a file, from the folder of the list.
    func relativePath(of file: ScannedFile) -> String {
        let folder = absolutePath.parentPath.split(separator: "/")
        let path = file.absolutePath.split(separator: "/")
        let shared = zip(folder, path.dropLast()).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: folder.count - shared) + path.dropFirst(shared).map { String($0) })
            .joined(separator: "/")
    }

    /// The entries of all migrations whose texts can be read.
    func entries(
        of files: [ScannedFile], _ settings: Settings
    ) -> (entries: [(entry: LockEntry, file: ScannedFile)], failures: [MigrationError]) {
        let source = ScriptSource(settings: settings)
        let resolver = Resolver(settings, from: source)
        let names = resolver.names(of: files).migrations
        let known = resolver.isPlainUTF8(ScriptConfiguration()) ? resolver.checksums(names.map(\.file)) : []
        var entries: [(LockEntry, ScannedFile)] = []
        entries.reserveCapacity(names.count)
        var failures: [MigrationError] = []
        for (index, name) in names.enumerated() {
            guard let subject = LockEntry.Subject(name.name) else { continue }
            do throws(MigrationError) {
                let checksum: Int32
                if !known.isEmpty, !name.file.mayHaveConfiguration, let value = known[index] {
                    checksum = value
                } else {
                    checksum = try resolver.rawChecksum(of: name.file, try source.configuration(of: name.file))
                }
                entries.append(
                    (LockEntry(subject, checksum: checksum, path: relativePath(of: name.file)), name.file))
            } catch {
                failures.append(error)
            }
        }
        return (entries, failures)
    }
}

extension LockEntry.Subject {
    /// `nil` for what is no migration.
    fileprivate init?(_ name: ScriptName) {
        switch name {
        case .versioned(let version, _): self = .versioned(version)
        case .baseline(let version, _): self = .baseline(version)
        case .repeatable: self = .repeatable
        case .callback, .invalid, .other: return nil
        }
    }
}
