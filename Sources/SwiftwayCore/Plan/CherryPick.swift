import SwiftwayText

/// The setting `cherryPick`: these migrations, in this order, and no others. Empty where it is not set.
package struct CherryPick: Sendable, Equatable {
    private var entries: [String]

    package init(_ entries: [String]) {
        self.entries = entries
    }

    package var isSet: Bool { !entries.isEmpty }

    /// The place of a migration in the order; `nil` where it is not picked.
    package func place(version: MigrationVersion?, description: String) -> Int? {
        entries.firstIndex { Self.matches($0, version, description) }
    }

    /// The first entry that means none of these migrations.
    package func unknown(among migrations: [MigrationStatus]) -> String? {
        entries.first { entry in !migrations.contains { Self.matches(entry, $0.version, $0.description) } }
    }

    /// An entry is a version or a description, in which an underscore may stand for a blank.
    private static func matches(_ entry: String, _ version: MigrationVersion?, _ description: String) -> Bool {
        if let version { return MigrationVersion(entry) == version }
        return entry == description || entry.replacing(text: "_", with: " ") == description
    }
}
