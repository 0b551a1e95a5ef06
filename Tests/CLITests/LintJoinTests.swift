import Foundation
import TestSupport
import Testing

/// Lint where something tells which files are new: git, or a database.
@Suite("Lint of what is new", .fewAtOnce) struct LintJoinTests {
    private static let dangerous = "DROP TABLE a;"

    @Test(arguments: ["lint", "validate"]) func onlyNewAndChangedFilesAreLinted(verb: String) async throws {
        let copy = try await WorkingCopy([
            "sql/V1__a.sql": "CREATE TABLE a (id INTEGER PRIMARY KEY);",
            "sql/V2__old.sql": "ALTER TABLE a RENAME TO b;",
        ])
        try copy.write("-- changed\nALTER TABLE a RENAME TO b;", to: "sql/V2__old.sql")
        try copy.write("CREATE TABLE c (id INTEGER PRIMARY KEY);", to: "sql/V3__c.sql")
        try copy.write("DROP TABLE b;\nDROP TABLE c;", to: "sql/V4__drop.sql")
        let words = [verb, "-databaseType=sqlite", "-lint=error", "-against=main"]
        let output = try await copy.program.run("/usr/bin/env", [try Program.path()] + words)
        #expect(output.status == 1)
        #expect(output.errors.contains("V2__old.sql:2:1: error"))
        // b was there before; c is made by another new file.
        #expect(output.errors.contains("V4__drop.sql:1:1: error"))
        #expect(!output.errors.contains("V4__drop.sql:2:1"))
        let all = try await copy.program.run("/usr/bin/env", [try Program.path()] + words.dropLast())
        #expect(all.errors.contains("V4__drop.sql:2:1: error"))
    }

    @Test func aTableOfAChangedFileIsNotNew() async throws {
        let copy = try await WorkingCopy(["sql/V1__a.sql": "CREATE TABLE a (id INTEGER PRIMARY KEY);"])
        try copy.write("CREATE TABLE a (id INTEGER PRIMARY KEY); -- changed", to: "sql/V1__a.sql")
        try copy.write(Self.dangerous, to: "sql/V2__b.sql")
        let found = try await copy.validate("-databaseType=sqlite", "-lint=error", "-against=main").findings
        #expect(found == ["V1__a.sql changed-migration", "V2__b.sql ban-drop-table"])
    }

    @Test func withADatabaseWhatIsPendingIsLinted() async throws {
        let program = try Program(["sql/V1__a.sql": "CREATE TABLE a (x INT);\nDELETE FROM a;"])
        let address = "-url=jdbc:sqlite:a.db"
        #expect(try await program.run("migrate", address).status == 0)
        #expect(try await program.run("validate", address, "-lint=error").status == 0)
        try program.folder.write(Self.dangerous, to: "sql/V2__b.sql")
        let pending = ["-ignoreMigrationPatterns=*:pending", address]
        let output = try await program.run("/usr/bin/env", [try Program.path(), "validate", "-lint=error"] + pending)
        #expect(output.status == 1)
        #expect(output.errors.contains("V2__b.sql:1:1: error"))
        #expect(output.errors.contains("ban-drop-table"))
        let warned = try await program.run("/usr/bin/env", [try Program.path(), "validate", "-lint=warn"] + pending)
        #expect(warned.status == 0)
        #expect(warned.text.contains("V2__b.sql:1:1: warning"))
        // Both are told where the comparison fails too, and migrate does not lint.
        let both = try await program.run("validate", "-lint=error", address)
        #expect(both.errors.contains("not applied") && both.errors.contains("ban-drop-table"))
        #expect(try await program.run("migrate", address, "-lint=error").status == 0)
    }
}
