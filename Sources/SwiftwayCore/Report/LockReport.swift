/// What `lock` did.
package struct LockReport: Sendable {
    /// As configured.
    package var path: String
    /// How many migrations are listed.
    package var count: Int
    package var changes: LockChanges
    /// Whether the file was written: not where it says all of it already.
    package var isWritten: Bool

    package init(path: String, count: Int, changes: LockChanges, isWritten: Bool) {
        self.path = path
        self.count = count
        self.changes = changes
        self.isWritten = isWritten
    }

    package var text: String {
        guard isWritten else { return "\(path) is up to date (\(migrations))." }
        var lines = [
            "Wrote \(path) (\(migrations)): \(changes.added.count) added, \(changes.changed.count) changed, "
                + "\(changes.removed.count) removed."
        ]
        lines += changes.added.map { "  added   \($0.line)" }
        lines += changes.changed.map { "  changed \($0.new.line) (was \($0.old.line))" }
        lines += changes.removed.map { "  removed \($0.entry.line)" }
        return lines.joined(separator: "\n")
    }

    private var migrations: String { "\(count) migration\(count == 1 ? "" : "s")" }

    /// What somebody may not have meant.
    package var warnings: [String] {
        changes.changed.filter { $0.old.checksum != $0.new.checksum && $0.new.subject != .repeatable }.map {
            "\($0.new.path) has another checksum than before. Where it was applied, validate and migrate will fail: "
                + "restore it, unless nobody has applied it yet."
        }
            + changes.removed.filter { $0.entry.subject != .repeatable }.map {
                "\($0.entry.path) is gone from the list. Where it was applied, validate will miss it."
            }
    }

    package var json: JSONValue {
        .object([
            ("operation", .string("lock")), ("lockFile", .string(path)), ("written", .bool(isWritten)),
            ("count", .integer(count)), ("added", .array(changes.added.map { .object(Self.members($0)) })),
            (
                "changed",
                .array(
                    changes.changed.map {
                        .object(
                            Self.members($0.new) + [
                                ("previousChecksum", .integer(Int($0.old.checksum))),
                                ("previousFile", .string($0.old.path)),
                            ])
                    })
            ), ("removed", .array(changes.removed.map { .object(Self.members($0.entry)) })),
            ("warnings", .array(warnings.map { .string($0) })),
        ])
    }

    private static func members(_ entry: LockEntry) -> [(key: String, value: JSONValue)] {
        [
            ("version", .optional(entry.version?.description)), ("type", .string(type(entry))),
            ("checksum", .integer(Int(entry.checksum))), ("file", .string(entry.path)),
        ]
    }

    private static func type(_ entry: LockEntry) -> String {
        switch entry.subject {
        case .versioned: "versioned"
        case .baseline: "baseline"
        case .repeatable: "repeatable"
        }
    }
}
