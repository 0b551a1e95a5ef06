import SwiftwayCore
import SwiftwayScript

/// What the locations hold: looked for while the connection is opened, and told when the database is.
struct FoundFiles {
    let names: Resolver.Names
    let source: ScriptSource
    let workingDirectory: String
    /// Migrations that were read meanwhile; `nil` where that has to wait for the connection.
    private(set) var resolved: [ResolvedMigration]?
    /// Their checksums, read with them.
    private var checksums: [Int32?]?
    private let settings: Settings
    private let sources: [MigrationSource]
    private let told: [Event]
    private let problem: MigrationError?

    /// - Parameter readsAhead: Whether there is something to be waited for, and the files' contents are going to be asked for.
    /// - Throws: ``MigrationError`` for migrations in code that cannot be. What is wrong with the locations is told by
    ///   ``tell(_:)``.
    init(_ settings: Settings, _ environment: RunEnvironment, readsAhead: Bool) throws(MigrationError) {
        self.settings = settings
        sources = environment.sources
        workingDirectory = environment.workingDirectory(settings.scan)
        source = ScriptSource(settings: settings)
        var told: [Event] = []
        var files: [ScannedFile] = []
        var problem: MigrationError?
        do {
            files = try LocationScan(
                settings: settings.scan, sources: sources, workingDirectory: workingDirectory,
                observe: { told.append($0) }
            ).migrationFiles()
        } catch {
            problem = error
        }
        self.told = told
        self.problem = problem
        let resolver = Resolver(settings, from: source)
        var names = resolver.names(of: files, programs: settings.scan.runsPrograms)
        names.migrations += try sources.codeEntries()
        self.names = names
        // A program at beforeConnect or afterConnect may still write files.
        let hasPrograms = !settings.scan.callbackLocations.isEmpty || names.callbacks.contains { $0.language != .sql }
        if readsAhead, settings.scan.resolvesFiles, !hasPrograms { readAhead(resolver) }
    }

    private mutating func readAhead(_ resolver: Resolver) {
        var resolver = resolver
        if resolver.isPlainUTF8(ScriptConfiguration()) {
            let checksums = ParallelChecksums.checksums(of: names.migrations.map(\.file), evenFew: true)
            resolver.checksums = { _ in checksums }
            self.checksums = checksums
        }
        // The checksum of a repeatable one may depend on what the connection tells. What is wrong with a file is
        // found again, and told, when it is asked for.
        if !names.hasRepeatable { resolved = try? resolver.migrations(names) }
    }

    /// Flyway looks at the locations before it connects and again behind it, and tells of overlaps both times.
    func tellOverlaps(_ observe: (Event) -> Void) {
        for case .locationDiscarded(let text) in told { observe(.locationDiscarded(text)) }
    }

    /// - Throws: ``MigrationError`` for a location that cannot be read.
    func tell(_ observe: (Event) -> Void) throws(MigrationError) {
        for event in told { observe(event) }
        if let problem { throw problem }
    }

    /// Complains of names that look like migrations and are none.
    func checkNames(_ observe: (Event) -> Void) throws(MigrationError) {
        guard !names.complaints.isEmpty else { return }
        guard settings.naming.validateMigrationNaming else {
            observe(.namesIgnored(count: names.complaints.count))
            return
        }
        throw MigrationError(
            code: .error,
            message: "Invalid SQL filenames found:\n" + names.complaints.joined(separator: "\n"),
            advice: "Nothing was changed.")
    }

    /// What reads the files once the connection has told what placeholders stand for.
    func resolver(_ placeholders: Placeholders) -> Resolver {
        var resolver = Resolver(
            settings, from: source,
            replacingPlaceholders: { text, file, language throws(MigrationError) in
                try placeholders.replace(in: text, of: file, language).bytes
            })
        if let checksums { resolver.checksums = { _ in checksums } }
        return resolver
    }

    /// Callbacks from their own locations, or else from among the migrations.
    func callbacks(
        _ resolver: Resolver, _ observe: @escaping (Event) -> Void
    ) throws(MigrationError) -> [Callback] {
        var names = names
        if !settings.scan.callbackLocations.isEmpty {
            let scan = LocationScan(
                settings: settings.scan, sources: sources, workingDirectory: workingDirectory, observe: observe)
            names = resolver.names(of: try scan.callbackFiles(), programs: settings.scan.runsPrograms)
        }
        // Programs are callbacks even where skipDefaultCallbacks takes SQL's away; before a connection, SQL is none.
        return try resolver.callbacks(names).filter { callback in
            callback.language != .sql || settings.scan.resolvesCallbacks && callback.event != .beforeConnect
        }
    }
}

extension Resolver.Names {
    fileprivate var hasRepeatable: Bool {
        migrations.contains { entry in
            switch entry.name {
            case .repeatable: true
            case .versioned, .baseline, .callback, .invalid, .other: false
            }
        }
    }
}
