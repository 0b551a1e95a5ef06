/// A migration that there is something to run for: a file, or code.
package struct ResolvedMigration: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case versioned(MigrationVersion)
        case baseline(MigrationVersion)
        case repeatable
    }

    package var kind: Kind
    package var description: String
    package var file: ScannedFile
    package var language: ScriptLanguage
    package var configuration: ScriptConfiguration
    /// What is recorded: of a versioned file its text as written, of a repeatable its text after placeholders; of code
    /// what it says itself, perhaps nothing.
    package var checksum: Int32?
    /// The checksum of the text as written; very old histories hold it for repeatables.
    package var rawChecksum: Int32?

    package init(
        kind: Kind, description: String, file: ScannedFile, language: ScriptLanguage = .sql,
        configuration: ScriptConfiguration = .init(), checksum: Int32?, rawChecksum: Int32?
    ) {
        self.kind = kind
        self.description = description
        self.file = file
        self.language = language
        self.configuration = configuration
        self.checksum = checksum
        self.rawChecksum = rawChecksum
    }

    package var version: MigrationVersion? {
        switch kind {
        case .versioned(let version), .baseline(let version): version
        case .repeatable: nil
        }
    }

    package var isBaseline: Bool {
        if case .baseline = kind { true } else { false }
    }

    package var type: MigrationType {
        switch language {
        case .sql: isBaseline ? .sqlBaseline : .sql
        case .program: .script
        // As Flyway calls migrations in code, so that its info knows the row.
        case .swift: .jdbc
        }
    }

    /// Whether a stored checksum belongs to this file. A row without one matches any file.
    package func matches(storedChecksum: Int32?) -> Bool {
        guard let storedChecksum else { return true }
        return storedChecksum == checksum || storedChecksum == rawChecksum
    }

    /// The description as the history table stores it, cut to the column's 200 characters.
    package var storedDescription: String { HistoryRow.stored(description: description) }

    /// The script as the history table stores it.
    package var storedScript: String { HistoryRow.stored(script: file.script) }
}

extension String {
    /// The first `count` UTF-16 units, by which Java counts; one less where that would cut a character in two.
    func utf16Prefix(_ count: Int) -> String {
        String(utf16.prefix(count)) ?? String(utf16.prefix(count - 1)) ?? ""
    }
}

/// Whether `one` stands before `other` by their UTF-16 units.
///
/// The bytes of UTF-8 tell: they are in the order of the code points, as UTF-16 is but for those that take two units
/// there, which begin with D800 to DFFF and so come before E000 to FFFF.
func precedesInUTF16(_ one: String, _ other: String) -> Bool {
    var (one, other) = (one, other)
    return one.withUTF8 { one in
        other.withUTF8 { other in
            let count = min(one.count, other.count)
            guard let place = (0..<count).first(where: { one[$0] != other[$0] }) else { return one.count < other.count }
            let (left, right) = (one[place], other[place])
            if left >= 0xF0, 0xEE...0xEF ~= right { return true }
            if right >= 0xF0, 0xEE...0xEF ~= left { return false }
            return left < right
        }
    }
}

extension ResolvedMigration {
    /// Versioned before repeatable; by version, the plain file before the baseline; repeatables by description in
    /// UTF-16 order, as Java compares text.
    package static func precedes(_ one: ResolvedMigration, _ other: ResolvedMigration) -> Bool {
        switch (one.version, other.version) {
        case (let left?, let right?):
            left == right ? !one.isBaseline && other.isBaseline : left < right
        case (nil, nil): precedesInUTF16(one.description, other.description)
        case (let left, _): left != nil
        }
    }

    /// In the order of ``precedes(_:_:)``; equals keep their places.
    ///
    /// Numbers are sorted, and each migration is moved once: it is a large value, of which sorting would move all many
    /// times.
    package static func sorted(_ migrations: [ResolvedMigration]) -> [ResolvedMigration] {
        let order = order(of: migrations.indices.map { $0 }, in: migrations)
        return order.elementsEqual(migrations.indices) ? migrations : order.map { migrations[$0] }
    }

    /// The places of some of the `migrations`, in that order.
    static func order(of places: [Int], in migrations: [ResolvedMigration]) -> [Int] {
        struct Key {
            /// The beginning of the version; of repeatables the highest.
            var version: UInt64
            var place: Int
        }
        let keys = places.map { Key(version: migrations[$0].version?.first ?? .max, place: $0) }
        let sorted = keys.enumerated().sorted { one, other in
            guard one.element.version == other.element.version else {
                return one.element.version < other.element.version
            }
            let (left, right) = (one.element.place, other.element.place)
            if precedes(migrations[left], migrations[right]) { return true }
            return !precedes(migrations[right], migrations[left]) && one.offset < other.offset
        }
        return sorted.map(\.element.place)
    }
}

/// A script that runs at an event.
package struct Callback: Sendable, Hashable {
    package var event: CallbackEvent
    package var description: String
    package var file: ScannedFile
    package var language: ScriptLanguage
    package var configuration: ScriptConfiguration

    package init(
        event: CallbackEvent, description: String, file: ScannedFile, language: ScriptLanguage = .sql,
        configuration: ScriptConfiguration
    ) {
        self.event = event
        self.description = description
        self.file = file
        self.language = language
        self.configuration = configuration
    }
}
