public import SwiftwayCore

/// A place that migrations come from. Those of all places are one history, in the order of their versions.
///
/// ```swift
/// let migrator = Migrator(settings, from: [.embedded(.sql), .swift([backfill])])
/// ```
public struct MigrationSource: Sendable {
    enum Content: Sendable {
        case locations
        case embedded(EmbeddedFolder)
        case swift([SwiftMigration])
    }

    let content: Content

    /// The folders of the setting `locations`; without that setting the folder `sql`, if there is one.
    public static let locations = MigrationSource(content: .locations)

    /// A folder that is part of the executable.
    /// - Parameter folder: What `SwiftwayPlugin` has made of a folder of the target, or one made by hand.
    /// - Returns: The source for ``/Swiftway/Migrator/init(_:from:observe:)``.
    public static func embedded(_ folder: EmbeddedFolder) -> MigrationSource {
        MigrationSource(content: .embedded(folder))
    }

    /// Migrations in Swift, in any order.
    /// - Parameter migrations: They run in the order of their versions, among those of the other sources.
    /// - Returns: The source for ``/Swiftway/Migrator/init(_:from:observe:)``.
    public static func swift(_ migrations: [SwiftMigration]) -> MigrationSource {
        MigrationSource(content: .swift(migrations))
    }
}

extension [MigrationSource] {
    var readsLocations: Bool {
        contains { if case .locations = $0.content { true } else { false } }
    }

    /// The scripts that are part of the executable.
    var embeddedFiles: [ScannedFile] {
        flatMap { source -> [ScannedFile] in
            if case .embedded(let folder) = source.content { folder.scannedFiles } else { [] }
        }
    }

    /// How the migrations in Swift stand among the scripts.
    /// - Throws: ``MigrationError`` for one that cannot be used.
    package func codeEntries() throws(MigrationError) -> [Resolver.Names.Entry] {
        var entries: [Resolver.Names.Entry] = []
        for migration in code { entries.append(try migration.entry()) }
        return entries
    }

    /// The migrations in Swift.
    var code: [SwiftMigration] {
        flatMap { source -> [SwiftMigration] in
            if case .swift(let migrations) = source.content { migrations } else { [] }
        }
    }
}
