/// A script, or a migration in Swift, that scanning found.
package struct ScannedFile: Sendable, Hashable {
    /// Relative to its location, `/` between the parts: what the column `script` holds.
    package var script: String
    /// As it is reached from the location as configured: `sql/V1__x.sql`.
    package var displayPath: String
    package var absolutePath: String
    /// Whether there may be a `V1__x.sql.conf` beside it, as far as whoever found the file knows.
    package var mayHaveConfiguration: Bool
    /// Whether its name is text. Otherwise the paths only show it, and it cannot be read by them.
    package var isNamedInUTF8: Bool
    package var content: Content

    /// Where its text is.
    package indirect enum Content: Sendable, Hashable {
        /// In the file at ``absolutePath``.
        case disk
        /// In the executable, and that of its configuration with it.
        case embedded(EmbeddedFile, configuration: EmbeddedFile?)
        /// It has none, because it is code of the program that migrates.
        case code(checksum: Int32?)
    }

    package init(
        script: String, displayPath: String, absolutePath: String, mayHaveConfiguration: Bool = true,
        isNamedInUTF8: Bool = true, content: Content = .disk
    ) {
        self.script = script
        self.displayPath = displayPath
        self.absolutePath = absolutePath
        self.mayHaveConfiguration = mayHaveConfiguration
        self.isNamedInUTF8 = isNamedInUTF8
        self.content = content
    }

    /// The last part of the path.
    package var fileName: String {
        guard let slash = script.utf8.lastIndex(of: UInt8(ascii: "/")) else { return script }
        return String(script[script.utf8.index(after: slash)...])
    }
}

/// What a migration or a callback is written in.
package enum ScriptLanguage: Sendable, Hashable {
    case sql
    /// A program for an interpreter, with what stands before its path on the command line.
    case program([String])
    /// Code of the program that migrates, which has it by the file's name in the history.
    case swift

    /// The suffixes of programs, as Flyway has them, with their interpreters.
    package static let programs: [(suffix: String, command: [String])] = [
        (".sh", ["sh"]), (".bash", ["bash"]), (".py", ["python"]), (".ps1", ["pwsh", "-File"]),
    ]
}

/// What `V1__x.sql.conf` beside a script says. `nil` means: as everywhere else.
package struct ScriptConfiguration: Sendable, Hashable {
    package var executeInTransaction: Bool?
    package var encoding: TextEncoding?
    package var placeholderReplacement: Bool?

    package init(
        executeInTransaction: Bool? = nil, encoding: TextEncoding? = nil, placeholderReplacement: Bool? = nil
    ) {
        self.executeInTransaction = executeInTransaction
        self.encoding = encoding
        self.placeholderReplacement = placeholderReplacement
    }
}

extension ScriptSettings {
    /// Whether a script runs in a transaction, where that is said by its own configuration or for all; `nil` where its
    /// statements decide.
    package func executesInTransaction(_ configuration: ScriptConfiguration) -> Bool? {
        configuration.executeInTransaction ?? (executeInTransaction ? nil : false)
    }
}
