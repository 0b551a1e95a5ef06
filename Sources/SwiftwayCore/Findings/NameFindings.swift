import SwiftwayText

/// Judges file names that follow no convention: those that nearly do are mistakes, others are somebody's notes.
package enum NameFindings {
    package static func finding(for file: ScannedFile, complaint: String, naming: NamingSettings) -> Finding? {
        let remedy = remedy(for: file.fileName, naming: naming)
        guard remedy != nil || naming.validateMigrationNaming else { return nil }
        return Finding(
            .migrationName, in: file,
            message: "\(complaint). It would never be run.", remedy: remedy)
    }

    /// A file that neither the history nor a path could name.
    package static func notUTF8(_ file: ScannedFile) -> Finding {
        Finding(
            .migrationName, in: file, message: "The name is not UTF-8; the bytes that are none are shown as \\xNN.",
            remedy: "Rename it.")
    }

    /// PostgreSQL would refuse the row only when the migration has run.
    package static func tooLongVersion(_ entry: Resolver.Names.Entry) -> Finding? {
        let version: MigrationVersion
        switch entry.name {
        case .versioned(let number, _), .baseline(let number, _): version = number
        case .repeatable, .callback, .invalid, .other: return nil
        }
        guard HistoryRow.isTooLong(version) else { return nil }
        return Finding(
            .migrationName, in: entry.file,
            message: "The version has \(version.description.utf8.count) characters; the history holds "
                + "\(HistoryRow.longestVersion).", remedy: "Give it a shorter one.")
    }

    /// What the name was perhaps meant to be; `nil` where nothing suggests a migration.
    private static func remedy(for fileName: String, naming: NamingSettings) -> String? {
        for candidate in candidates(fileName, naming) where isMigration(candidate, naming) {
            return "Rename it to \(candidate)."
        }
        let separator = naming.sqlMigrationSeparator
        let first = fileName.first.map { String($0).uppercased() } ?? ""
        let startsLikeOne =
            [naming.sqlMigrationPrefix, naming.repeatableSqlMigrationPrefix, naming.baselineMigrationPrefix]
            .contains { !$0.isEmpty && $0.uppercased().hasPrefix(first) }
        if fileName.contains(text: separator) || startsLikeOne && fileName.dropFirst().first?.isNumber == true {
            return "A migration is named like \(naming.sqlMigrationPrefix)1.2\(separator)description"
                + "\(naming.sqlMigrationSuffixes.first ?? "") or "
                + "\(naming.repeatableSqlMigrationPrefix)\(separator)description\(naming.sqlMigrationSuffixes.first ?? "")."
        }
        let name = stem(fileName, naming)
        let events = CallbackEvent.allCases.map(\.rawValue)
        if let event = nearest(to: name, in: events) { return "Did you mean the callback \(event)?" }
        guard let moment = ["before", "after"].first(where: { name.lowercased().hasPrefix($0) }),
            name.dropFirst(moment.count).first.map({ $0.isUppercase || $0.isNumber }) == true
        else { return nil }
        return "There is no such callback; there are "
            + events.filter { $0.hasPrefix(moment) }.joined(separator: ", ") + "."
    }

    private static func stem(_ fileName: String, _ naming: NamingSettings) -> String {
        let suffix = naming.sqlMigrationSuffixes.first { fileName.lowercased().hasSuffix($0.lowercased()) } ?? ""
        let name = fileName.dropLast(suffix.count)
        return String(name[..<(name.firstRange(ofText: naming.sqlMigrationSeparator)?.lowerBound ?? name.endIndex)])
    }

    /// The usual slips, undone: a lower-case prefix, a single underscore, a missing prefix.
    private static func candidates(_ fileName: String, _ naming: NamingSettings) -> [String] {
        var names: [String] = []
        let upper = fileName.prefix(1).uppercased() + fileName.dropFirst()
        names.append(upper)
        names.append(naming.sqlMigrationPrefix + fileName)
        for name in [fileName, upper] {
            // V3_single.sql, V1-2_x.sql: the first character behind the version that is none of a version's.
            let version = name.dropFirst().prefix { $0.isNumber || $0 == "." || $0 == "_" }
            let rest = name.dropFirst(1 + version.count)
            var number = version
            while number.last == "_" || number.last == "." { number.removeLast() }
            if !number.isEmpty, let first = rest.first {
                let description = first == "-" || first == " " ? rest.dropFirst() : rest
                names.append("\(name.prefix(1))\(number)\(naming.sqlMigrationSeparator)\(description)")
            }
        }
        return names.filter { $0 != fileName }
    }

    private static func isMigration(_ fileName: String, _ naming: NamingSettings) -> Bool {
        switch ScriptName(fileName: fileName, naming: naming) {
        case .versioned(_, let description), .baseline(_, let description): !description.isEmpty
        case .repeatable(let description): !description.isEmpty
        case .callback, .invalid, .other: false
        }
    }
}
