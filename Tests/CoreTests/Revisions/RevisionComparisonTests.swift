import Testing

@testable import SwiftwayCore

/// What is read, and what is told of it. Real repositories are in CLITests.
struct RevisionComparisonTests {
    private static func file(_ name: String) -> RevisionFile {
        let file = ScannedFile(script: name, displayPath: "sql/\(name)", absolutePath: "/r/sql/\(name)")
        return RevisionFile(ScriptName(fileName: name, naming: NamingSettings()), file, path: "/r/sql/\(name)")
    }

    private static func comparison(
        here: [String], there: [String: CommittedFile.Since], differing: [String] = []
    ) -> RevisionComparison {
        var comparison = RevisionComparison(revision: "main")
        func isSettled(_ name: String) -> Bool {
            here.contains(name) && there[name] != nil && !differing.contains(name)
        }
        comparison.settled = here.filter(isSettled).map(file)
        comparison.here = here.filter { !isSettled($0) }.map(file)
        comparison.there = there.sorted { $0.key < $1.key }.filter { !isSettled($0.key) }.map {
            CommittedFile(file($0.key), since: $0.value)
        }
        comparison.differing = Set(differing.map { "/r/sql/\($0)" })
        return comparison
    }

    private static func contents(_ texts: [(FileAtRevision.Place, String, String)]) -> [FileAtRevision: ScriptContent] {
        Dictionary(
            uniqueKeysWithValues: texts.map { place, name, text in
                (
                    FileAtRevision(place, "/r/sql/\(name)"),
                    ScriptContent(Array(text.utf8), ScriptConfiguration(), ScriptSettings())
                )
            })
    }

    @Test func unchangedFilesAreNotRead() {
        let comparison = Self.comparison(
            here: ["V1__a.sql", "V2__b.sql", "V3__new.sql"], there: ["V1__a.sql": .unchanged, "V2__b.sql": .unchanged],
            differing: ["V2__b.sql"])
        #expect(
            comparison.neededContents() == [
                FileAtRevision(.here, "/r/sql/V2__b.sql"), FileAtRevision(.there, "/r/sql/V2__b.sql"),
            ])
    }

    @Test func newFilesAreReadWhereOneIsGone() {
        let comparison = Self.comparison(
            here: ["V3__new.sql"], there: ["V1__a.sql": .unchanged, "V2__b.sql": .added], differing: ["V1__a.sql"])
        #expect(
            comparison.neededContents() == [
                FileAtRevision(.there, "/r/sql/V1__a.sql"), FileAtRevision(.here, "/r/sql/V3__new.sql"),
            ])
    }

    @Test func newAndChangedFilesAreListed() {
        let comparison = Self.comparison(
            here: ["V1__a.sql", "V2__b.sql", "V3__c.sql", "V4__new.sql", "afterMigrate.sql"],
            there: [
                "V1__a.sql": .unchanged, "V2__b.sql": .changed, "V3__c.sql": .unchanged, "afterMigrate.sql": .unchanged,
            ], differing: ["V1__a.sql", "V2__b.sql", "V3__c.sql", "afterMigrate.sql"])
        let result = comparison.result(
            Self.contents([
                (.here, "V1__a.sql", "a\r\n"), (.there, "V1__a.sql", "a\n"),
                (.here, "V2__b.sql", "b"), (.there, "V2__b.sql", "c"), (.branchPoint, "V2__b.sql", "b"),
                (.here, "V3__c.sql", "x"), (.there, "V3__c.sql", "c"),
                (.here, "afterMigrate.sql", "x"), (.there, "afterMigrate.sql", "y"),
            ]))
        #expect(
            result.changedPaths == ["/r/sql/V3__c.sql", "/r/sql/V4__new.sql", "/r/sql/afterMigrate.sql"])
        #expect(result.findings.map(\.rule) == [.changedMeanwhile, .changedMigration])
    }

    @Test func whatCannotBeReadEqualsNothing() {
        let comparison = Self.comparison(
            here: ["V1__a.sql"], there: ["V1__a.sql": .unknown], differing: ["V1__a.sql"])
        let result = comparison.result([:])
        #expect(result.findings.map(\.rule) == [.changedMigration])
        #expect(result.findings[0].remedy?.contains("--unshallow") == true)
    }

    @Test func rulesHaveNamesOfTheirOwn() {
        let rules = Rule.ofFiles + Rule.ofGit + Rule.ofLockFile
        #expect(Set(rules.map(\.id)).count == rules.count)
    }

    @Test(arguments: [
        ("a/b.sql", "a/b.sql"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("", "''"), ("ü", "ü"), ("$x", "'$x'"),
    ])
    func wordsAreQuotedForShells(_ text: String, _ expected: String) {
        #expect(shellWord(text) == expected)
    }
}
