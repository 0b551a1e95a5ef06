import SwiftwayText

/// Versions and descriptions that more than one file claims: all of them, each file named.
package enum DuplicateFindings {
    private enum Identity: Hashable {
        case versioned(MigrationVersion)
        case baseline(MigrationVersion)
        case repeatable(ExactText)
    }

    /// - Parameter isSameText: Whether two files hold the same: one found in two locations is no duplicate.
    package static func findings(
        in migrations: [Resolver.Names.Entry], isSameText: (ScannedFile, ScannedFile) -> Bool
    ) -> [Finding] {
        var groups: [Identity: [ScannedFile]] = [:]
        groups.reserveCapacity(migrations.count)
        for entry in migrations {
            switch entry.name {
            case .versioned(let version, _): groups[.versioned(version), default: []].append(entry.file)
            case .baseline(let version, _): groups[.baseline(version), default: []].append(entry.file)
            case .repeatable(let description):
                groups[.repeatable(ExactText(description)), default: []].append(entry.file)
            case .callback, .invalid, .other: break
            }
        }
        return groups.values.filter { $0.count > 1 }.flatMap { files in
            let distinct = files.enumerated().filter { index, file in
                !files[..<index].contains { $0.script.isExactly(file.script) && isSameText($0, file) }
            }.map(\.element)
            return distinct.count < 2 ? [] : distinct.map { finding($0, among: distinct) }
        }
    }

    private static func finding(_ file: ScannedFile, among files: [ScannedFile]) -> Finding {
        let others = files.filter { $0 != file }.map(\.displayPath).joined(separator: ", ")
        return Finding(
            .duplicateVersion, in: file,
            message: "The same version or description as \(others).",
            remedy: "Nothing can be migrated before one of them has another one.")
    }
}
