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
    /// - Parameter text: `latest`, `current`, `next` (in any case), `1.2` or `1.2?`.
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        switch text.lowercased() {
        case "latest", "9223372036854775807": self = .latest
        case "current": self = .current
        case "next": self = .next
        default:
            let mustExist = !text.hasSuffix("?")
            guard let version = MigrationVersion(mustExist ? text : String(text.dropLast())) else { return nil }
            self = .version(version, mustExist: mustExist)
        }
    }
}
