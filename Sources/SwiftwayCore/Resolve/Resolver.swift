import SwiftwayText

/// Turns scanned files into migrations and callbacks. Pure but for the two closures that read.
package struct Resolver {
    /// The bytes of a file.
    package typealias Reader = (ScannedFile) throws(MigrationError) -> [UInt8]
    /// Hands the bytes of a file on in pieces, so that a long one is never held whole.
    package typealias PieceReader = (
        ScannedFile, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) throws(MigrationError) -> Void
    package typealias Replacement = (_ text: [UInt8], ScannedFile, ScriptLanguage) throws(MigrationError) -> [UInt8]

    package var naming: NamingSettings {
        didSet { grammar = NameGrammar(naming) }
    }
    private var grammar: NameGrammar
    package var scripts: ScriptSettings
    package var placeholders: PlaceholderSettings
    /// The text after placeholders of a repeatable migration, for its checksum.
    package var replacingPlaceholders: Replacement
    package var configuration: (ScannedFile) throws(MigrationError) -> ScriptConfiguration
    package var read: Reader
    package var readPieces: PieceReader
    /// The checksums of texts in plain UTF-8, of many files at once; `nil` where something is wrong with a file, which
    /// is then read again, in its turn, to say what. Empty where there is nothing to gain.
    package var checksums: ([ScannedFile]) -> [Int32?] = { _ in [] }

    package init(
        naming: NamingSettings, scripts: ScriptSettings, placeholders: PlaceholderSettings,
        replacingPlaceholders: @escaping Replacement,
        configuration: @escaping (ScannedFile) throws(MigrationError) -> ScriptConfiguration,
        read: @escaping Reader, readPieces: @escaping PieceReader
    ) {
        self.naming = naming
        grammar = NameGrammar(naming)
        self.scripts = scripts
        self.placeholders = placeholders
        self.replacingPlaceholders = replacingPlaceholders
        self.configuration = configuration
        self.read = read
        self.readPieces = readPieces
    }

    /// The files' names, read: `V1__x.sql` and `afterMigrate.sql`, and complaints about the others.
    package struct Names: Sendable {
        package struct Entry: Sendable {
            package var name: ScriptName
            package var language: ScriptLanguage
            package var file: ScannedFile

            package init(name: ScriptName, language: ScriptLanguage, file: ScannedFile) {
                self.name = name
                self.language = language
                self.file = file
            }
        }

        package var migrations: [Entry] = []
        package var callbacks: [Entry] = []
        package var complaints: [String] = []
    }

    /// - Parameter programs: Whether programs count, or SQL alone.
    package func names(of files: [ScannedFile], programs: Bool = true) -> Names {
        var names = Names()
        names.migrations.reserveCapacity(files.count)
        for file in files {
            let fileName = file.fileName
            let name = ScriptName(fileName: fileName, grammar: grammar)
            switch name {
            case .versioned, .baseline, .repeatable:
                names.migrations.append(.init(name: name, language: .sql, file: file))
            case .callback: names.callbacks.append(.init(name: name, language: .sql, file: file))
            case .invalid(let complaint): names.complaints.append(complaint)
            case .other: if programs, let program = program(file, fileName) { add(program, to: &names) }
            }
        }
        return names
    }

    /// A program named like a migration or a callback. Any other program is none of ours, and nobody complains.
    private func program(_ file: ScannedFile, _ fileName: String) -> Names.Entry? {
        guard let (suffix, command) = ScriptLanguage.programs.first(where: { fileName.hasSuffix($0.suffix) }) else {
            return nil
        }
        var naming = naming
        naming.sqlMigrationSuffixes = [suffix]
        let name = ScriptName(fileName: fileName, naming: naming)
        return Names.Entry(name: name, language: .program(command), file: file)
    }

    private func add(_ program: Names.Entry, to names: inout Names) {
        switch program.name {
        case .versioned, .repeatable: names.migrations.append(program)
        case .callback: names.callbacks.append(program)
        case .baseline, .invalid, .other: break
        }
    }

    /// Sorted, without duplicates.
    /// - Throws: ``MigrationError`` where a file cannot be read or decoded, or where two files claim one version
    ///   or one description.
    package func migrations(_ names: Names) throws(MigrationError) -> [ResolvedMigration] {
        try Self.checkEncoding(of: names.migrations)
        var migrations: [ResolvedMigration] = []
        migrations.reserveCapacity(names.migrations.count)
        let known = isPlainUTF8(ScriptConfiguration()) ? checksums(names.migrations.map(\.file)) : []
        for (index, entry) in names.migrations.enumerated() {
            // A file with a configuration may say that it is encoded otherwise.
            let checksum = entry.file.mayHaveConfiguration || known.isEmpty ? nil : known[index]
            if let migration = try migration(entry, checksum: checksum) { migrations.append(migration) }
        }
        return try withoutDuplicates(ResolvedMigration.sorted(migrations))
    }

    /// In the order in which they run at their event: by description.
    package func callbacks(_ names: Names) throws(MigrationError) -> [Callback] {
        try Self.checkEncoding(of: names.callbacks)
        var callbacks: [Callback] = []
        for entry in names.callbacks {
            guard case .callback(let event, let description) = entry.name else { continue }
            callbacks.append(
                Callback(
                    event: event, description: description, file: entry.file, language: entry.language,
                    configuration: try configuration(entry.file)))
        }
        callbacks.sort { one, other in
            one.description.isExactly(other.description)
                ? one.file.absolutePath < other.file.absolutePath
                : one.description.utf16.lexicographicallyPrecedes(other.description.utf16)
        }
        for (one, other) in zip(callbacks, callbacks.dropFirst())
        where one.event == other.event && one.description.isExactly(other.description) && one.language == other.language
        {
            let name = one.description.isEmpty ? "" : naming.sqlMigrationSeparator + one.description
            throw MigrationError(
                code: .error,
                message: "Found more than 1 SQL callback script called \(one.event.rawValue)\(name)!\nOffenders:\n"
                    + "-> \(one.file.absolutePath)\n-> \(other.file.absolutePath)")
        }
        return callbacks
    }

    /// The history, which is text, could not hold the name of such a file.
    private static func checkEncoding(of entries: [Names.Entry]) throws(MigrationError) {
        guard let entry = entries.first(where: { !$0.file.isNamedInUTF8 }) else { return }
        throw MigrationError(
            code: .error, message: "The name of \(entry.file.displayPath) is not UTF-8.",
            advice: "Its bytes that are no UTF-8 are shown as \\xNN. Rename the file. Nothing was run.")
    }

    /// The checksum of a script's text as written.
    package func rawChecksum(
        of file: ScannedFile, _ configuration: ScriptConfiguration
    ) throws(MigrationError) -> Int32 {
        guard isPlainUTF8(configuration) else { return Checksum(ofText: try text(of: file, configuration)).value }
        var text = TextChecksum()
        try readPieces(file) { text.update(with: $0) }
        guard let value = text.value else { throw undecodable(file, try read(file), .utf8) }
        return value
    }

    /// Whether a script's bytes are its text, but for a byte order mark.
    package func isPlainUTF8(_ configuration: ScriptConfiguration) -> Bool {
        configuration.encoding.map { $0 == .utf8 } ?? (scripts.encoding == .utf8 && !scripts.detectEncoding)
    }

    /// The text of a script in UTF-8, decoded by the rules for that file.
    package func text(of file: ScannedFile, _ configuration: ScriptConfiguration) throws(MigrationError) -> [UInt8] {
        let bytes = try read(file)
        let encoding =
            configuration.encoding ?? (scripts.detectEncoding ? TextDecoder.detect(bytes) : scripts.encoding)
        guard let text = TextDecoder.utf8(bytes, from: encoding) else { throw undecodable(file, bytes, encoding) }
        return text
    }

    private func undecodable(_ file: ScannedFile, _ bytes: [UInt8], _ encoding: TextEncoding) -> MigrationError {
        MigrationError(
            code: .error,
            message: "Unable to calculate checksum of \(file.script)\n"
                + "Please ensure you have configured the correct file encoding with 'flyway.encoding' "
                + "or enable 'flyway.detectEncoding' to let Flyway detect it for you",
            advice: "\(file.displayPath) is not \(encoding.rawValue)\(Self.firstOffence(in: bytes, encoding)). "
                + "Nothing was run.")
    }

    private func migration(_ entry: Names.Entry, checksum: Int32?) throws(MigrationError) -> ResolvedMigration? {
        let file = entry.file
        let (kind, description): (ResolvedMigration.Kind, String)
        switch entry.name {
        case .versioned(let version, let text): (kind, description) = (.versioned(version), text)
        case .baseline(let version, let text): (kind, description) = (.baseline(version), text)
        case .repeatable(let text): (kind, description) = (.repeatable, text)
        case .callback, .invalid, .other: return nil
        }
        if case .code(let checksum) = file.content {
            return ResolvedMigration(
                kind: kind, description: description, file: file, language: entry.language, checksum: checksum,
                rawChecksum: checksum)
        }
        let configuration = try configuration(file)
        let raw = if let checksum { checksum } else { try rawChecksum(of: file, configuration) }
        var effective = raw
        if kind == .repeatable, configuration.placeholderReplacement ?? placeholders.placeholderReplacement {
            let text = try text(of: file, configuration)
            effective = Checksum(ofText: try replacingPlaceholders(text, file, entry.language)).value
        }
        return ResolvedMigration(
            kind: kind, description: description, file: file, language: entry.language, configuration: configuration,
            checksum: effective, rawChecksum: raw)
    }

    /// Files with equal path and content in two locations are one. Any other clash is an error that names both.
    private func withoutDuplicates(_ sorted: [ResolvedMigration]) throws(MigrationError) -> [ResolvedMigration] {
        let hasClash = sorted.indices.dropLast().contains { Self.clash(sorted[$0], sorted[$0 + 1]) }
        guard hasClash else { return sorted }
        var unique: [ResolvedMigration] = []
        unique.reserveCapacity(sorted.count)
        // Equal versions are neighbours here, a plain file and a baseline of one version may stand side by side.
        for migration in sorted {
            guard let last = unique.last, Self.clash(last, migration) else {
                unique.append(migration)
                continue
            }
            let isSameFile = last.file.script.isExactly(migration.file.script) && last.checksum == migration.checksum
            if isSameFile, last.rawChecksum == migration.rawChecksum, last.description.isExactly(migration.description)
            {
                continue
            }
            throw Self.duplicate(last, migration)
        }
        return unique
    }

    private static func clash(_ one: ResolvedMigration, _ other: ResolvedMigration) -> Bool {
        switch (one.kind, other.kind) {
        case (.versioned(let left), .versioned(let right)), (.baseline(let left), .baseline(let right)): left == right
        case (.repeatable, .repeatable): one.description.isExactly(other.description)
        case (.versioned, _), (.baseline, _), (.repeatable, _): false
        }
    }

    private static func duplicate(_ one: ResolvedMigration, _ other: ResolvedMigration) -> MigrationError {
        let offenders = [one, other].sorted { $0.file.absolutePath < $1.file.absolutePath }
        let subject =
            one.version.map { _ in "migration with version \(offenders[0].version?.description ?? "")" }
            ?? "repeatable migration with description \(one.description)"
        let list = offenders.map { "-> \($0.file.absolutePath) (\($0.type.rawValue))" }.joined(separator: "\n")
        return MigrationError(
            code: one.version == nil ? .duplicateRepeatableMigration : .duplicateVersionedMigration,
            message: "Found more than one \(subject)\nOffenders:\n\(list)")
    }

    /// The first line that the encoding does not allow, for whoever looks for it in an editor.
    private static func firstOffence(in bytes: [UInt8], _ encoding: TextEncoding) -> String {
        // In these encodings a line end is never part of a longer sequence, so each line tells for itself.
        guard encoding == .utf8 || encoding == .ascii else { return "" }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let offence = lines.firstIndex { TextDecoder.utf8(Array($0), from: encoding) == nil }
        return offence.map { " (line \($0 + 1))" } ?? ""
    }
}
