/// A word with a hyphen and without a value.
public struct Flag: Sendable {
    public let spellings: [String]
    public let summary: String
    let effect: Effect

    enum Effect: Sendable {
        case output(@Sendable (inout OutputOptions) -> Void)
        case verb(Verb)
        /// Accepted: it means nothing here.
        case ignored
    }

    public var isOfUse: Bool {
        switch effect {
        case .output, .verb: true
        case .ignored: false
        }
    }

    public static let all: [Flag] = [
        Flag(
            spellings: ["-X"], summary: "Print every detail, statements that fail included.",
            effect: .output { $0.isDebugging = true }),
        Flag(spellings: ["-q"], summary: "Print warnings and errors only.", effect: .output { $0.isQuiet = true }),
        Flag(
            spellings: ["-migrationIds"], summary: "Of info: print versions and descriptions only.",
            effect: .output { $0.showsMigrationIdentifiersOnly = true }),
        Flag(spellings: ["-v", "--version"], summary: "The same as version.", effect: .verb(.version)),
        Flag(spellings: ["-h", "-?", "--help"], summary: "The same as help.", effect: .verb(.help)),
        Flag(spellings: ["-skipCheckForUpdate"], summary: "Nothing is ever looked up.", effect: .ignored),
        Flag(spellings: ["-communityFallback"], summary: "There are no editions.", effect: .ignored),
        Flag(spellings: ["-outputLogsInJson"], summary: "Means something with a value only.", effect: .ignored),
    ]

    static let bySpelling = Dictionary(
        uniqueKeysWithValues: all.flatMap { flag in flag.spellings.map { ($0, flag) } })
}
