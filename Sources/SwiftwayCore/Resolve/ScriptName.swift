/// What a file's name says about it.
///
/// The grammar is `prefix version separator description suffix`, read in that order: the suffix without regard to
/// case, the longest prefix with regard to it, the description behind the first separator.
package enum ScriptName: Sendable, Equatable {
    case versioned(MigrationVersion, description: String)
    case baseline(MigrationVersion, description: String)
    case repeatable(description: String)
    case callback(CallbackEvent, description: String)
    /// An SQL file that follows no convention; the text says why, in Flyway's words.
    case invalid(String)
    /// No configured suffix: not ours.
    case other

    package init(fileName: String, naming: NamingSettings) {
        self.init(fileName: fileName, grammar: NameGrammar(naming))
    }

    package init(fileName: String, grammar: NameGrammar) {
        guard let (cut, suffix) = grammar.cut(fileName), !cut.isEmpty else {
            self = .other
            return
        }
        var stem = cut
        let separator = grammar.naming.sqlMigrationSeparator
        let parts = stem.withUTF8 { stem in
            grammar.prefix(of: stem).map { prefix in
                let remainder = UnsafeBufferPointer(rebasing: stem[prefix.bytes.count...])
                return (prefix, Self.split(remainder, at: separator))
            }
        }
        guard let (prefix, (versionText, description)) = parts else {
            self = .invalid("Unrecognised migration name format: \(fileName)")
            return
        }
        func complaint(_ kind: String, _ version: String, _ rule: String) -> ScriptName {
            let example = description.isEmpty ? "description" : description
            let pattern = "\(prefix.text)\(version)\(separator)\(example)\(suffix)"
            return .invalid("Invalid \(kind) name format: \(fileName) (\(rule) and should look like this: \(pattern))")
        }
        switch prefix.kind {
        case .repeatable, .callback:
            guard versionText.isEmpty else {
                self = complaint("repeatable migration / callback", "", "It cannot contain a version")
                return
            }
            if case .callback(let event) = prefix.kind {
                self = .callback(event, description: description)
            } else {
                self = .repeatable(description: description)
            }
        case .versioned, .baseline:
            guard !versionText.isEmpty else {
                self = complaint("versioned migration", "1.2", "It must contain a version")
                return
            }
            guard let version = MigrationVersion(versionText) else {
                self = .invalid(
                    "Invalid versioned migration name format: \(fileName) "
                        + "(could not recognise version number \(versionText))")
                return
            }
            self =
                prefix.kind == .baseline
                ? .baseline(version, description: description) : .versioned(version, description: description)
        }
    }

    /// The text before the first separator and the description behind it, underscores turned into blanks.
    private static func split(
        _ remainder: UnsafeBufferPointer<UInt8>, at separator: String
    ) -> (version: String, description: String) {
        var separator = separator
        let start = separator.withUTF8 { separator in place(of: separator, in: remainder) }
        guard let start else { return (String(decoding: remainder, as: UTF8.self), "") }
        let version = String(decoding: remainder[..<start], as: UTF8.self)
        let description = remainder[(start + separator.utf8.count)...]
        let text = String(unsafeUninitializedCapacity: description.count) { buffer in
            for (index, byte) in description.enumerated() {
                buffer[index] = byte == UInt8(ascii: "_") ? UInt8(ascii: " ") : byte
            }
            return description.count
        }
        return (version, text)
    }

    /// Where `part` begins in `bytes` for the first time.
    private static func place(of part: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = part.first else { return bytes.isEmpty ? nil : 0 }
        guard part.count <= bytes.count else { return nil }
        return (0...(bytes.count - part.count)).first { start in
            bytes[start] == first && part.indices.allSatisfy { bytes[start + $0] == part[$0] }
        }
    }
}
