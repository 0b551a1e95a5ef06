/// How far `migrate` goes (`target`).
public enum Target: Sendable, Equatable {
    /// Everything.
    case latest
    /// Nothing versioned; repeatable migrations run.
    case current
    /// The first pending migration alone.
    case next
    /// Up to and including that version. With `mustExist` (no `?` behind it) it is an error that nobody has it.
    case version(MigrationVersion, mustExist: Bool)

    /// A target as it is written in the setting.
    /// - Parameter text: `latest`, `current`, `next` (in any case), `1.2`; `?` may stand behind it.
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        // Behind a word it says nothing: there is always a latest, a current and a next one.
        let mustExist = !text.hasSuffix("?")
        let text = mustExist ? text : String(text.dropLast())
        switch text.lowercased() {
        case "latest", "9223372036854775807": self = .latest
        case "current": self = .current
        case "next": self = .next
        default:
            guard let version = MigrationVersion(text) else { return nil }
            self = .version(version, mustExist: mustExist)
        }
    }
}
