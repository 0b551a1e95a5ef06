import SwiftwayCore

/// Files and rows from short words, for tables of examples.
enum Notation {
    static func file(_ word: String) -> ResolvedMigration {
        let (kind, description, checksum): (ResolvedMigration.Kind, String, Int32)
        let name: String
        if word.hasPrefix("R:") {
            let parts = word.dropFirst(2).split(separator: "=")
            (kind, description, checksum) = (.repeatable, String(parts[0]), Int32(parts[1])!)
            name = "R__\(description).sql"
        } else {
            let version = MigrationVersion(String(word.dropFirst()))!
            (kind, description, checksum) = (word.hasPrefix("B") ? .baseline(version) : .versioned(version), "d", 1)
            name = "\(word)__d.sql"
        }
        return ResolvedMigration(
            kind: kind, description: description,
            file: ScannedFile(script: name, displayPath: "sql/\(name)", absolutePath: "/sql/\(name)"),
            checksum: checksum, rawChecksum: checksum)
    }

    static func files(_ words: String) -> [ResolvedMigration] {
        words.split(separator: " ").map { file(String($0)) }.sorted(by: ResolvedMigration.precedes)
    }

    static func rows(_ words: String) -> [HistoryRow] {
        words.split(separator: " ").enumerated().map { row(String($1), rank: $0 + 1) }
    }

    private static func row(_ word: String, rank: Int) -> HistoryRow {
        var text = Substring(word)
        let failed = text.hasPrefix("!")
        if failed { text.removeFirst() }
        var type = MigrationType.sql
        if let first = text.split(separator: ":").first, let named = MigrationType(rawValue: String(first)) {
            type = named
            text = text.dropFirst(first.count + 1)
        }
        if type == .schema {
            return HistoryRow(
                installedRank: rank, version: nil, description: HistoryRow.schemaCreationDescription, type: .schema,
                script: "\"s\"", checksum: nil)
        }
        if text.hasPrefix("R:") {
            let parts = text.dropFirst(2).split(separator: "=")
            return HistoryRow(
                installedRank: rank, version: nil, description: String(parts[0]), type: type,
                script: "R__\(parts[0]).sql", checksum: parts.count > 1 ? Int32(parts[1]) : nil, success: !failed)
        }
        return HistoryRow(
            installedRank: rank, version: MigrationVersion(String(text)), description: "d", type: type,
            script: "V\(text)__d.sql", checksum: 1, success: !failed)
    }
}
