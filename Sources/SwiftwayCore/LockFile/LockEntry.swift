import SwiftwayText

/// One migration in the list of migrations.
package struct LockEntry: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        case versioned(MigrationVersion)
        case baseline(MigrationVersion)
        case repeatable
    }

    package var subject: Subject
    /// Of the text as written, as it stands in the history table; of repeatables without placeholders replaced.
    package var checksum: Int32
    /// Relative to the folder of the list, `/` between the parts.
    package var path: String

    package init(_ subject: Subject, checksum: Int32, path: String) {
        self.subject = subject
        self.checksum = checksum
        self.path = path
    }

    var version: MigrationVersion? {
        switch subject {
        case .versioned(let version), .baseline(let version): version
        case .repeatable: nil
        }
    }

    /// `V1.2`, `B3`, `R`: whatever prefixes are configured.
    package var subjectText: String {
        switch subject {
        case .versioned(let version): "V\(version)"
        case .baseline(let version): "B\(version)"
        case .repeatable: "R"
        }
    }

    /// By version, a plain file before a baseline; then repeatables by the names of their files.
    static func precedes(_ one: LockEntry, _ other: LockEntry) -> Bool {
        switch (one.version, other.version) {
        case (let left?, let right?) where left != right: return left < right
        case (_?, nil): return true
        case (nil, _?): return false
        default: break
        }
        let keys = [one, other].map { entry in
            (entry.isBaseline ? 1 : 0, entry.version == nil ? entry.fileName : "", entry.path)
        }
        return keys[0] < keys[1]
    }

    private var isBaseline: Bool { if case .baseline = subject { true } else { false } }

    private var fileName: String { path.split(separator: "/").last.map { String($0) } ?? "" }
}

extension LockEntry {
    /// `V1.2 -1862837465 sql/V1.2__orders.sql`.
    package var line: String {
        let escaped = path.replacing(text: "\\", with: "\\\\").replacing(text: "\n", with: "\\n")
            .replacing(text: "\r", with: "\\r")
        return "\(subjectText) \(checksum) \(escaped)"
    }

    /// `nil` where it is no entry.
    package init?(line: Substring) {
        let fields = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let checksum = Int32(fields[1]), !fields[2].isEmpty,
            let subject = Self.subject(fields[0]), let path = Self.unescaped(fields[2])
        else { return nil }
        self.init(subject, checksum: checksum, path: path)
    }

    private static func subject(_ text: Substring) -> Subject? {
        let version = MigrationVersion(String(text.dropFirst()))
        switch text.first {
        case "V": return version.map { .versioned($0) }
        case "B": return version.map { .baseline($0) }
        case "R": return text == "R" ? .repeatable : nil
        default: return nil
        }
    }

    private static func unescaped(_ text: Substring) -> String? {
        var result = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "\\" else {
                result.append(character)
                continue
            }
            switch rest.popFirst() {
            case "\\": result.append("\\")
            case "n": result.append("\n")
            case "r": result.append("\r")
            default: return nil
            }
        }
        return result
    }
}
