import Testing

@testable import SwiftwayCore

struct LockFileFormatTests {
    private static func version(_ text: String) -> MigrationVersion { MigrationVersion(text)! }

    private static let entries: [LockEntry] = [
        .init(.repeatable, checksum: 1, path: "b/R__a.sql"),
        .init(.versioned(version("10")), checksum: 2, path: "V10__x.sql"),
        .init(.versioned(version("1_2")), checksum: .min, path: "V1_2__with blank.sql"),
        .init(.baseline(version("10")), checksum: .max, path: "B10__x.sql"),
        .init(.repeatable, checksum: 0, path: "a/R__b\n\\n.sql"),
        .init(.versioned(version("9.9")), checksum: -3, path: "V9.9__x.sql"),
    ]

    @Test func isInOrder() {
        let lines = LockFile(Self.entries).text.split(separator: "\n", omittingEmptySubsequences: false).filter {
            !$0.hasPrefix("#")
        }
        #expect(
            lines == [
                "", "V1.2 -2147483648 V1_2__with blank.sql", "V9.9 -3 V9.9__x.sql", "V10 2 V10__x.sql",
                "B10 2147483647 B10__x.sql", "", "R 1 b/R__a.sql", #"R 0 a/R__b\n\\n.sql"#, "",
            ])
    }

    @Test func isReadAsItIsWritten() {
        let lock = LockFile(Self.entries)
        let reading = LockFileReading(lock.text)
        #expect(reading.problems == [])
        #expect(reading.lines.map(\.entry) == lock.entries)
        #expect(LockFile(reading.lines.map(\.entry)).text == lock.text)
        #expect(LockFileReading(LockFile([]).text) == LockFileReading(""))
        #expect(LockChanges(from: reading.lines, to: lock).isEmpty)
    }

    @Test(arguments: [
        "V1", "V1 2", "V1 2 ", "V1 x a.sql", "V1 2147483648 a.sql", "V 1 a.sql", "Vx 1 a.sql", "R1 1 a.sql",
        "U1 1 a.sql",
        "V1  1 a.sql", #"V1 1 a\x"#, #"V1 1 a\"#, " V1 1 a", "ü",
    ])
    func otherLinesAreNoEntries(_ line: String) {
        #expect(LockFileReading("# x\n\n\(line)\n").problems == [.malformed(line: 3, text: line)])
    }

    @Test func conflictsAreFoundOnce() {
        let text = "V1 1 a\n<<<<<<< HEAD\nV2 1 b\n||||||| base\n=======\nV2 2 c\n>>>>>>> other\n"
        #expect(LockFileReading(text).problems == [.conflict(line: 2), .duplicate(line: 6, first: 3)])
    }

    @Test func disorderIsFound() {
        let text = "V2 1 b\nV1 1 a\nV1.0 1 c\nR 1 x/R__b.sql\nR 1 y/R__a.sql\nR 1 y/R__a.sql\nV3 1 d\n"
        #expect(
            LockFileReading(text).problems == [
                .unsorted(line: 2), .duplicate(line: 3, first: 2), .unsorted(line: 5), .duplicate(line: 6, first: 5),
                .unsorted(line: 7),
            ])
    }

    /// A version that stands there twice, as after a conflict, is matched by its file first.
    @Test func changesAreThoseOfTheSameFile() {
        let reading = LockFileReading("V2 1 a\nV2 2 b\nR 3 c\n")
        let now = LockFile([
            .init(.versioned(Self.version("2")), checksum: 2, path: "b"),
            .init(.versioned(Self.version("3")), checksum: 1, path: "a"), .init(.repeatable, checksum: 3, path: "d"),
        ])
        let changes = LockChanges(from: reading.lines, to: now)
        #expect(changes.added.map(\.line) == ["V3 1 a", "R 3 d"])
        #expect(changes.changed.isEmpty)
        #expect(changes.removed.map(\.entry.line) == ["V2 1 a", "R 3 c"])
    }
}
