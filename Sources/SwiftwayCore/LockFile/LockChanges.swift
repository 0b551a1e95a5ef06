/// What has happened to the migrations since a list of them was written.
package struct LockChanges: Sendable, Equatable {
    package struct Change: Sendable, Equatable {
        package var old: LockEntry
        /// Of the old entry, from 1.
        package var line: Int
        package var new: LockEntry

        package init(old: LockEntry, line: Int, new: LockEntry) {
            self.old = old
            self.line = line
            self.new = new
        }
    }

    package var added: [LockEntry] = []
    package var changed: [Change] = []
    package var removed: [LockFileReading.Line] = []

    package init() {}

    package init(from lines: [LockFileReading.Line], to lock: LockFile) {
        var old: [Key: [LockFileReading.Line]] = [:]
        for line in lines { old[Key(line.entry), default: []].append(line) }
        for new in lock.entries {
            // While a conflict is solved a version may be there twice; the entry of the same file comes first.
            let candidates = old[Key(new)] ?? []
            guard let index = candidates.firstIndex(where: { $0.entry.path == new.path }) ?? candidates.indices.first
            else {
                added.append(new)
                continue
            }
            let line = candidates[index]
            old[Key(new)]?.remove(at: index)
            let isEqual = line.entry.checksum == new.checksum && line.entry.path == new.path
            if !isEqual { changed.append(Change(old: line.entry, line: line.number, new: new)) }
        }
        removed = old.values.flatMap { $0 }.sorted { $0.number < $1.number }
    }

    package var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }

    /// What makes two entries those of one migration.
    private struct Key: Hashable {
        var subject: LockEntry.Subject
        /// Of repeatables.
        var path: String?

        init(_ entry: LockEntry) {
            subject = entry.subject
            path = entry.subject == .repeatable ? entry.path : nil
        }
    }
}
