import Foundation
import TestSupport
import Testing

/// `validate -against`: what has happened to the files since a commit of a real git.
@Suite("Against", .fewAtOnce) struct GitComparisonTests {
    private static let three = [
        "sql/V1__a.sql": "SELECT 1;\n", "sql/V2__b.sql": "SELECT 2;\n", "sql/V3__c.sql": "SELECT 3;\n",
    ]

    // MARK: What is forbidden

    @Test func filesThatAreAsTheyWereAreFine() async throws {
        let copy = try await WorkingCopy(Self.three)
        try copy.write("SELECT 4;", to: "sql/V4__d.sql")
        let validation = try await copy.validate("-against=main")
        #expect(validation.status == 0)
        #expect(validation.findings == [])
    }

    @Test func whatOthersMayHaveAppliedStaysAsItIs() async throws {
        let copy = try await WorkingCopy(Self.three.merging(["sql/B2__base.sql": "SELECT 0;"]) { $1 })
        try copy.write("SELECT 1, 1;", to: "sql/V1__a.sql")
        try copy.write("SELECT 0, 0;", to: "sql/B2__base.sql")
        try await copy.git("mv", "sql/V2__b.sql", "sql/V2__other.sql")
        try copy.remove("sql/V3__c.sql")
        let validation = try await copy.validate("-against=main")
        #expect(validation.status == 1)
        #expect(
            validation.findings == [
                "B2__base.sql changed-migration", "V1__a.sql changed-migration", "V2__other.sql renamed-migration",
                "V3__c.sql deleted-migration",
            ])
        #expect(validation.messages.contains("sql/V2__b.sql of main is sql/V2__other.sql here"))
        #expect(validation.messages.contains("git checkout main -- sql/V3__c.sql"))
        #expect(!validation.messages.contains("unshallow"))
        // Committing it makes no difference.
        try await copy.commit()
        #expect(try await copy.validate("-against=main").findings == validation.findings)
    }

    @Test func aFileUnderAnotherVersionIsRenamed() async throws {
        let copy = try await WorkingCopy(Self.three)
        try await copy.git("mv", "sql/V3__c.sql", "sql/V4__c.sql")
        let validation = try await copy.validate("-against=main")
        #expect(validation.findings == ["V4__c.sql renamed-migration"])
        #expect(validation.messages.contains("git mv -- sql/V4__c.sql sql/V3__c.sql"))
    }

    @Test func newVersionsAreHigher() async throws {
        let copy = try await WorkingCopy(Self.three)
        try copy.write("SELECT 1;", to: "sql/V2.5__late.sql")
        try copy.write("SELECT 2;", to: "sql/V1_1__later still.sql")
        try await copy.git("add", "sql/V2.5__late.sql")
        let validation = try await copy.validate("-against=main")
        #expect(
            validation.findings == [
                "V1_1__later still.sql version-not-higher", "V2.5__late.sql version-not-higher",
            ])
        // Two files get two versions; git does not know of one of them yet.
        #expect(validation.messages.contains("mv -- 'sql/V1_1__later still.sql' 'sql/V4__later still.sql'"))
        #expect(validation.messages.contains("git mv -- sql/V2.5__late.sql sql/V5__late.sql"))
        #expect(try await copy.validate("-against=main", "-outOfOrder=true").findings == [])
    }

    @Test func changedRepeatablesRunAgain() async throws {
        let copy = try await WorkingCopy([
            "sql/R__a.sql": "SELECT 1;", "sql/R__b.sql": "SELECT 2;", "sql/afterMigrate.sql": "SELECT 1;",
        ])
        try copy.write("SELECT 1, 1;", to: "sql/R__a.sql")
        try copy.write("SELECT 2, 2;", to: "sql/afterMigrate.sql")
        try copy.remove("sql/R__b.sql")
        let validation = try await copy.validate("-against=main")
        #expect(validation.status == 0)
        #expect(
            validation.findings == ["R__a.sql repeatable-runs-again information", "R__b.sql deleted-migration warning"])
        #expect(try await copy.program.run("validate", "-against=main").text.contains("it will run again"))
    }

    // MARK: What is allowed

    @Test func filesMayMoveBetweenFolders() async throws {
        let copy = try await WorkingCopy(Self.three)
        try copy.write("", to: "sql/old/keep.txt")
        try await copy.git("mv", "sql/V1__a.sql", "sql/old/V1__a.sql")
        #expect(try await copy.validate("-against=main").findings == [])
    }

    @Test func lineEndsAndMarksDoNotCount() async throws {
        let copy = try await WorkingCopy(Self.three)
        try copy.write("\u{FEFF}SELECT 1;\r\n\r\n", to: "sql/V1__a.sql")
        try copy.write("*.sql eol=crlf\n", to: ".gitattributes")
        try copy.remove("sql/V2__b.sql")
        try await copy.git("checkout", "sql/V2__b.sql")
        #expect(try Data(contentsOf: copy.folder.url.appendingPathComponent("sql/V2__b.sql")).contains(0x0D))
        #expect(try await copy.validate("-against=main").findings == [])
    }

    @Test func contentsAreReadAsACheckoutWritesThem() async throws {
        let copy = try await WorkingCopy([".gitattributes": "*.sql working-tree-encoding=UTF-16LE ident\n"])
        let text = "SELECT 'ü'; -- $Id$\n"
        try copy.folder.write(try #require(text.data(using: .utf16LittleEndian)), to: "sql/V1__a.sql")
        try await copy.commit()
        try await copy.git("rm", "-q", "--cached", "sql/V1__a.sql")
        try await copy.git("reset", "-q", "--hard")
        // Another time of change: git's own notes about the file are out of date.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: copy.folder.path(of: "sql/V1__a.sql"))
        #expect(try await copy.validate("-against=HEAD", "-encoding=UTF-16LE").findings == [])
    }

    @Test func encodingsCount() async throws {
        let copy = try WorkingCopy(plain: ["sql/V2__b.sql.conf": "encoding=ISO-8859-1\n"])
        let text = try #require("SELECT 'ü';\n".data(using: .isoLatin1))
        try copy.folder.write(text, to: "sql/V1__a.sql")
        try copy.folder.write(text, to: "sql/V2__b.sql")
        try await copy.git("init", "-q", "-b", "main")
        try await copy.commit()
        // The same text, written and configured otherwise.
        try copy.write("SELECT 'ü';\r\n", to: "sql/V2__b.sql")
        try copy.write("encoding=UTF-8\n", to: "sql/V2__b.sql.conf")
        try copy.folder.write(text + text, to: "sql/V1__a.sql")
        #expect(
            try await copy.validate("-against=main", "-encoding=ISO-8859-1").findings == [
                "V1__a.sql changed-migration"
            ])
    }

    // MARK: Others went on

    @Test func whatOthersAddedMeanwhileIsNotDeletedHere() async throws {
        let copy = try await WorkingCopy(Self.three)
        try await copy.onMain(["sql/V4__theirs.sql": "SELECT 4;", "sql/V2__b.sql": "SELECT 22;"])
        let validation = try await copy.validate("-against=main")
        #expect(validation.status == 0)
        #expect(validation.findings == ["V2__b.sql changed-meanwhile warning"])
        #expect(validation.messages.contains("git merge main"))
    }

    @Test func aVersionThatOthersTookIsTaken() async throws {
        let copy = try await WorkingCopy(Self.three)
        try await copy.onMain([
            "sql/V4__theirs.sql": "SELECT 4;", "sql/V5__same.sql": "SELECT 5;", "sql/V6__equal.sql": "SELECT 6;",
        ])
        try copy.write("SELECT 44;", to: "sql/V4__ours.sql")
        try copy.write("SELECT 55;", to: "sql/V5__same.sql")
        try copy.write("SELECT 6;", to: "sql/V6__equal.sql")
        try await copy.commit()
        let validation = try await copy.validate("-against=main")
        #expect(validation.findings == ["V4__ours.sql version-taken", "V5__same.sql version-taken"])
        #expect(validation.messages.contains("git mv -- sql/V4__ours.sql sql/V7__ours.sql"))
        #expect(validation.messages.contains("git mv -- sql/V5__same.sql sql/V8__same.sql"))
    }

    @Test func whatOthersDeletedOrRenamedIsToBeMerged() async throws {
        let copy = try await WorkingCopy(Self.three)
        try await copy.git("checkout", "-q", "main")
        try await copy.git("mv", "sql/V2__b.sql", "sql/V2__renamed.sql")
        try await copy.git("checkout", "-q", "-f", "main")
        try await copy.git("checkout", "-q", "work")
        try await copy.onMain(["sql/V2__renamed.sql": "SELECT 2;\n"], removing: ["sql/V2__b.sql", "sql/V3__c.sql"])
        let validation = try await copy.validate("-against=main")
        #expect(
            validation.findings == [
                "V2__b.sql changed-meanwhile warning", "V3__c.sql changed-meanwhile warning",
            ])
    }

    @Test func aVersionThatIsThereTwiceIsNoReasonToStop() async throws {
        let copy = try await WorkingCopy(["sql/V1__a.sql": "SELECT 1;", "sql/V1__b.sql": "SELECT 2;"])
        try copy.remove("sql/V1__b.sql")
        #expect(try await copy.validate("-against=main").findings == [])
    }
}
