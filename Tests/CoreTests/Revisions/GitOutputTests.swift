import Testing

@testable import SwiftwayCore

struct GitOutputTests {
    @Test func readsTrees() {
        let output = "100644 blob 0a\ta b\t\n.sql\u{0}120000 blob 0b\tlink\u{0}160000 commit 0c\tmodule\u{0}"
        #expect(Self.tree(Array(output.utf8)) == ["false 0a a b\t\n.sql", "true 0b link"])
    }

    private static func tree(_ output: [UInt8]) -> [String] {
        var entries: [String] = []
        GitOutput.forEachTreeEntry(output) { entries.append("\($0.isLink) \($0.objectName) \($0.pathText)") }
        return entries
    }

    @Test func readsDifferences() {
        let output =
            ":100644 100644 0a 00 M\u{0}:x\u{0}:000000 100644 00 0b A\u{0}y\u{0}:100644 000000 0c 00 D\u{0}z\u{0}"
        #expect(
            GitOutput.differences(Array(output.utf8)) == [
                .init(kind: .changed, object: "0a", path: ":x"), .init(kind: .added, object: "00", path: "y"),
                .init(kind: .deleted, object: "0c", path: "z"),
            ])
    }

    @Test func readsContents() {
        let contents = GitOutput.contents(Array("0a blob 3\na\nb\n0b missing\n0c blob 0\n\n".utf8))
        #expect(contents.map { $0.map { String(decoding: $0, as: UTF8.self) } } == ["a\nb", nil, ""])
    }

    @Test func readsAttributes() {
        let output =
            "a\nb\u{0}ident\u{0}set\u{0}c\u{0}ident\u{0}unset\u{0}c\u{0}filter\u{0}unspecified\u{0}d\u{0}filter\u{0}lfs\u{0}"
        #expect(GitOutput.pathsWithAttributes(Array(output.utf8)) == ["a\nb", "d"])
    }

    /// Whatever comes: cut off at any place, it is read without a crash.
    @Test func readsWhatIsCutOff() {
        let outputs = [
            "100644 blob 0a\ta\u{0}", ":100644 100644 0a 00 M\u{0}x\u{0}", "0a blob 3\na\nb\n", "0a blob 99\nx",
        ]
        for bytes in outputs.map({ Array($0.utf8) }) {
            for count in 0..<bytes.count {
                let part = Array(bytes.prefix(count))
                #expect(Self.tree(part).isEmpty)
                #expect(GitOutput.differences(part).isEmpty)
                #expect(GitOutput.contents(part).allSatisfy { $0 == nil })
            }
        }
    }
}
