/// `migrations.lock`: all migrations, one a line, in an order in which two branches that add the same version add it at
/// the same place, so that git finds the collision when it merges them.
package struct LockFile: Sendable, Equatable {
    /// In order.
    package let entries: [LockEntry]

    package init(_ entries: [LockEntry]) {
        self.entries = entries.sorted(by: LockEntry.precedes)
    }

    /// The whole file. An empty line parts the repeatable migrations from the others, so that one branch may add a
    /// version and another a repeatable without a conflict.
    package var text: String {
        let repeatable = entries.firstIndex { $0.subject == .repeatable } ?? entries.endIndex
        return Self.header + "\n" + entries[..<repeatable].map { $0.line + "\n" }.joined() + "\n"
            + entries[repeatable...].map { $0.line + "\n" }.joined()
    }

    private static let header = """
        # Every migration: version, checksum, file. Written by `swiftway lock`, checked by `swiftway validate`.
        # Commit it. Where git finds a conflict here, two branches added migrations: give one of two equal versions
        # the next free one, run `swiftway lock`, and commit the result.

        """
}

/// A list of migrations as it was found.
package struct LockFileReading: Sendable, Equatable {
    /// An entry and its line, from 1.
    package struct Line: Sendable, Equatable {
        package var number: Int
        package var entry: LockEntry
    }

    package enum Problem: Sendable, Equatable {
        /// The line where git's marks begin.
        case conflict(line: Int)
        case malformed(line: Int, text: String)
        /// It should stand before the line above it.
        case unsorted(line: Int)
        case duplicate(line: Int, first: Int)

        package var line: Int {
            switch self {
            case .conflict(let line), .malformed(let line, _), .unsorted(let line), .duplicate(let line, _): line
            }
        }
    }

    package private(set) var lines: [Line] = []
    package private(set) var problems: [Problem] = []

    /// Git's marks between the sides of a conflict. <https://git-scm.com/docs/git-merge#_how_conflicts_are_presented>
    private static let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]

    /// Line ends of all kinds are read, since git may have changed them.
    package init(_ text: String) {
        var hasConflict = false
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.isEmpty || line.first == "#" { continue }
            if Self.marks.contains(where: line.hasPrefix) {
                if !hasConflict { problems.append(.conflict(line: index + 1)) }
                hasConflict = true
            } else if let entry = LockEntry(line: line) {
                lines.append(Line(number: index + 1, entry: entry))
            } else {
                problems.append(.malformed(line: index + 1, text: String(line)))
            }
        }
        findDisorder()
    }

    private mutating func findDisorder() {
        var firstLines: [LockEntry.Subject: Int] = [:]
        var firstPaths: [String: Int] = [:]
        var last: LockEntry?
        for line in lines {
            let entry = line.entry
            let first = (entry.subject == .repeatable ? nil : firstLines[entry.subject]) ?? firstPaths[entry.path]
            if let first {
                problems.append(.duplicate(line: line.number, first: first))
            } else if let last, LockEntry.precedes(entry, last) {
                problems.append(.unsorted(line: line.number))
            }
            if firstLines[entry.subject] == nil { firstLines[entry.subject] = line.number }
            if firstPaths[entry.path] == nil { firstPaths[entry.path] = line.number }
            last = entry
        }
    }
}
