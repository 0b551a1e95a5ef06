/// How far a migration has come that runs without a transaction: kept beside the history while it runs and after it has
/// failed, so that the next run can go on where it ended.
package struct UnfinishedMigration: Sendable, Equatable {
    /// As in the history's column `script`.
    package var script: String
    package var checksum: Int32
    /// How many statements at the beginning of the script are done.
    package var finished = 0
    /// Of the texts of those; see ``StatementDigest``.
    package var digest = StatementDigest()
    /// Whether the statement behind them was begun, and nobody knows how it ended.
    package var isInDoubt = false
    /// The rank of the history's row that says that it failed; `nil` as long as none was written.
    package var failedRank: Int?
    /// When that row was written, in the database's own words: its rank may be another row's later.
    package var installedOn: String?
    /// The rank of the last row when the migration was begun: a row of its script behind that is somebody else's.
    package var rankBefore: Int?
    /// The indexes that were invalid before the statement behind was begun: they are not what it left behind.
    package var invalidBefore: Set<String> = []

    package init(script: String, checksum: Int32) {
        self.script = script
        self.checksum = checksum
    }

    private static let title = "swiftway: unfinished migration"

    /// One `name=value` a line, which people can read too.
    package var text: String {
        var lines = [
            Self.title, "script=\(script)", "checksum=\(checksum)", "finished=\(finished)",
            "digest=\(digest.value)", "inDoubt=\(isInDoubt)",
        ]
        if let failedRank { lines.append("failedRank=\(failedRank)") }
        if let installedOn { lines.append("installedOn=\(installedOn)") }
        if let rankBefore { lines.append("rankBefore=\(rankBefore)") }
        lines += invalidBefore.sorted().map { "invalidBefore=\($0)" }
        return lines.joined(separator: "\n")
    }

    /// `nil` for a text that somebody else has written.
    package init?(text: String) {
        let lines = text.split(separator: "\n")
        guard lines.first.map({ $0 == Self.title }) == true else { return nil }
        var values: [Substring: Substring] = [:]
        var invalid: Set<String> = []
        for line in lines.dropFirst() {
            guard let mark = line.firstIndex(of: "=") else { continue }
            let value = line[line.index(after: mark)...]
            if line[..<mark] == "invalidBefore" { invalid.insert(String(value)) } else { values[line[..<mark]] = value }
        }
        guard let script = values["script"], let checksum = values["checksum"].flatMap({ Int32($0) }),
            let finished = values["finished"].flatMap({ Int($0) }),
            let digest = values["digest"].flatMap({ UInt64($0) })
        else { return nil }
        self.init(script: String(script), checksum: checksum)
        self.finished = finished
        self.digest = StatementDigest(value: digest)
        isInDoubt = values["inDoubt"] == "true"
        failedRank = values["failedRank"].flatMap { Int($0) }
        installedOn = values["installedOn"].map { String($0) }
        rankBefore = values["rankBefore"].flatMap { Int($0) }
        invalidBefore = invalid
    }
}

/// A number that follows from the texts of statements and their order (FNV-1a). It tells a changed script from the same
/// one; it is no protection against people who mean harm.
package struct StatementDigest: Sendable, Equatable {
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}
    init(value: UInt64) { self.value = value }

    package mutating func add(_ sql: String) {
        for byte in sql.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        // No text holds this byte: it parts one statement from the next.
        value = (value ^ 0xFF) &* 0x100_0000_01B3
    }
}
