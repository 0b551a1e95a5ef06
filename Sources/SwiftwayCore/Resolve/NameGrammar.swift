/// The settings of names, made ready for reading many of them: by bytes, since grapheme breaking would be most of the
/// work of reading ten thousand.
package struct NameGrammar: Sendable {
    let naming: NamingSettings
    private let suffixes: [[UInt8]]
    /// The longest first, so that `beforeEachMigrateStatement__x` is no `beforeEachMigrate`, and an empty one, with
    /// which everything begins, comes last.
    private let prefixes: [Prefix]

    /// What a name may begin with.
    struct Prefix: Sendable {
        enum Kind: Sendable, Equatable {
            case versioned, repeatable, baseline
            case callback(CallbackEvent)
        }
        var text: String
        var bytes: [UInt8]
        var kind: Kind

        init(_ text: String, _ kind: Kind) {
            self.text = text
            bytes = Array(text.utf8)
            self.kind = kind
        }
    }

    private static let callbacks = CallbackEvent.allCases.map { Prefix($0.rawValue, .callback($0)) }

    package init(_ naming: NamingSettings) {
        self.naming = naming
        suffixes = naming.sqlMigrationSuffixes.map { Array($0.utf8) }
        let migrations = [
            Prefix(naming.sqlMigrationPrefix, .versioned), Prefix(naming.repeatableSqlMigrationPrefix, .repeatable),
            Prefix(naming.baselineMigrationPrefix, .baseline),
        ]
        // Of two equal ones the first counts.
        prefixes = (migrations + Self.callbacks).enumerated()
            .sorted { ($1.element.bytes.count, $0.offset) < ($0.element.bytes.count, $1.offset) }.map(\.element)
    }

    /// The first suffix that `fileName` has, without regard to case, and the bytes in front of it.
    func cut(_ fileName: String) -> (stem: Substring, suffix: String)? {
        for (text, bytes) in zip(naming.sqlMigrationSuffixes, suffixes) {
            if let count = Self.length(of: bytes, endingInSameCase: fileName) {
                return (fileName[..<fileName.utf8.index(fileName.utf8.endIndex, offsetBy: -count)], text)
            }
            let isSuffix = fileName.count > text.count && fileName.suffix(text.count).lowercased() == text.lowercased()
            if isSuffix { return (fileName.dropLast(text.count), text) }
        }
        return nil
    }

    private static func length(of suffix: [UInt8], endingInSameCase fileName: String) -> Int? {
        let bytes = fileName.utf8
        guard suffix.count < bytes.count || suffix.isEmpty, bytes.suffix(suffix.count).elementsEqual(suffix) else {
            return nil
        }
        return suffix.count
    }

    /// The prefix of a name, and where the bytes behind it begin.
    func prefix(of stem: UnsafeBufferPointer<UInt8>) -> Prefix? {
        guard let first = stem.first else { return nil }
        return prefixes.first { prefix in
            prefix.bytes.first ?? first == first && prefix.bytes.count <= stem.count
                && prefix.bytes.indices.allSatisfy { stem[$0] == prefix.bytes[$0] }
        }
    }
}
