import SwiftwayCore
import SwiftwayDatabase
import SwiftwayEngine

/// Looks at all files: at each on its own, and at what their names say together.
struct FilesCheck {
    let findings: [Finding]
    /// Migrations and callbacks, programs too.
    let files: [ScannedFile]
    let migrationCount: Int

    /// - Parameters:
    ///   - code: Migrations that have no files.
    ///   - kind: Whose rules hold for SQL; `nil` does not look into it.
    init(
        _ files: [ScannedFile], code: [Resolver.Names.Entry] = [], settings: Settings, kind: DatabaseKind?,
        workingDirectory: String, timestamp: CivilTime
    ) {
        let names = ScriptNames(of: files, code, settings, kind: kind)
        let placeholders = try? Placeholders.withoutConnection(
            settings, kind: kind, workingDirectory: workingDirectory, timestamp: timestamp)
        let inScripts = ManyFiles.map(names.scripts) {
            FileCheck(settings: settings, kind: kind, placeholders: placeholders).findings
        }
        findings = names.findings + inScripts.flatMap { $0 }
        self.files = names.files
        migrationCount = names.migrations.count
    }
}

/// What the names of all files tell.
struct ScriptNames {
    private(set) var migrations: [Resolver.Names.Entry] = []
    /// Migrations and callbacks in SQL.
    private(set) var scripts: [ScannedFile] = []
    /// Migrations and callbacks, programs too.
    private(set) var files: [ScannedFile] = []
    private(set) var findings: [Finding] = []

    init(of files: [ScannedFile], _ code: [Resolver.Names.Entry], _ settings: Settings, kind: DatabaseKind? = nil) {
        let source = ScriptSource(settings: settings)
        let resolver = Resolver(settings, from: source)
        scripts.reserveCapacity(files.count)
        for file in files {
            let names = resolver.names(of: [file])
            guard file.isNamedInUTF8 else {
                if !names.migrations.isEmpty || !names.callbacks.isEmpty {
                    findings.append(NameFindings.notUTF8(file))
                }
                continue
            }
            if kind != .sqlite { findings += names.migrations.compactMap(NameFindings.tooLongVersion) }
            migrations += names.migrations
            for entry in names.migrations + names.callbacks {
                self.files.append(entry.file)
                if entry.language == .sql { scripts.append(entry.file) }
            }
            findings += names.complaints.compactMap {
                NameFindings.finding(for: file, complaint: $0, naming: settings.naming)
            }
        }
        migrations += code
        findings += DuplicateFindings.findings(in: migrations) { one, other in
            guard let text = try? source.bytes(of: one), let otherText = try? source.bytes(of: other) else {
                return false
            }
            return text == otherText
        }
    }
}
