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
        guard let suffix = naming.sqlMigrationSuffixes.first(where: { fileName.hasSuffixIgnoringCase($0) }) else {
            self = .other
            return
        }
        let stem = fileName.dropLast(suffix.count)
        guard !stem.isEmpty else {
            self = .other
            return
        }
        guard let prefix = Prefix.longest(of: stem, naming: naming) else {
            self = .invalid("Unrecognised migration name format: \(fileName)")
            return
        }
        let remainder = Substring(stem.utf8.dropFirst(prefix.text.utf8.count))
        let (versionText, description) = Self.split(remainder, at: naming.sqlMigrationSeparator)

        let example = description.isEmpty ? "description" : description
        func complaint(_ kind: String, _ version: String, _ rule: String) -> ScriptName {
            let pattern = "\(prefix.text)\(version)\(naming.sqlMigrationSeparator)\(example)\(suffix)"
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
    private static func split(_ remainder: Substring, at separator: String) -> (version: String, description: String) {
        // Bytes, because grapheme breaking would be most of the work of reading ten thousand names.
        guard let range = remainder.utf8.firstRange(of: separator.utf8) else { return (String(remainder), "") }
        let description = remainder.utf8[range.upperBound...].map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }
        return (String(remainder[..<range.lowerBound]), String(decoding: description, as: UTF8.self))
    }
}

/// What a name may begin with.
private struct Prefix {
    enum Kind: Equatable {
        case versioned, repeatable, baseline
        case callback(CallbackEvent)
    }
    var text: String
    var kind: Kind

    private static let callbacks = CallbackEvent.allCases.map { Prefix(text: $0.rawValue, kind: .callback($0)) }

    /// The longest prefix of `stem`, so that `beforeEachMigrateStatement__x` is no `beforeEachMigrate`.
    static func longest(of stem: Substring, naming: NamingSettings) -> Prefix? {
        var best: Prefix?
        func consider(_ text: String, _ kind: Kind) {
            guard !text.isEmpty, text.utf8.count > best?.text.utf8.count ?? 0, stem.utf8.starts(with: text.utf8) else {
                return
            }
            best = Prefix(text: text, kind: kind)
        }
        consider(naming.sqlMigrationPrefix, .versioned)
        consider(naming.repeatableSqlMigrationPrefix, .repeatable)
        consider(naming.baselineMigrationPrefix, .baseline)
        for callback in callbacks { consider(callback.text, callback.kind) }
        return best
    }
}

extension String {
    fileprivate func hasSuffixIgnoringCase(_ suffix: String) -> Bool {
        let end = utf8.suffix(suffix.utf8.count)
        if end.elementsEqual(suffix.utf8) { return suffix.isEmpty || end.count < utf8.count }
        return count > suffix.count && self.suffix(suffix.count).lowercased() == suffix.lowercased()
    }
}
