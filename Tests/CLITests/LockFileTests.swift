import Foundation
import TestSupport
import Testing

/// `lock`, and what `validate` says of what it wrote.
@Suite("Lock file", .fewAtOnce) struct LockFileTests {
    private static let files = [
        "sql/V1__a.sql": "SELECT 1;\n", "sql/V10__c.sql": "SELECT 10;\n", "sql/V2__b.sql": "SELECT 2;\n",
        "sql/B2__base.sql": "SELECT 0;\n", "sql/R__views.sql": "SELECT 1;\n", "sql/afterMigrate.sql": "SELECT 1;\n",
    ]

    private static func lock(_ copy: WorkingCopy, _ name: String = "migrations.lock") throws -> [String] {
        String(decoding: try copy.folder.data(name), as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    @Test func listsWhatTheHistoryWouldHold() async throws {
        let copy = try WorkingCopy(plain: Self.files)
        let output = try await copy.program.run("lock")
        #expect(output.status == 0)
        #expect(output.text.contains("Wrote migrations.lock (5 migrations): 5 added, 0 changed, 0 removed."))
        let lines = try Self.lock(copy)
        #expect(lines.map { $0.split(separator: " ")[0] } == ["V1", "V2", "B2", "V10", "R"])
        // The checksums are those of the table.
        let migrated = try await copy.program.run("migrate", "-url=jdbc:sqlite:a.db", "-placeholderReplacement=false")
        #expect(migrated.status == 0, "\(migrated.errors)")
        let rows = try SQLiteReader(copy.folder.path(of: "a.db")).column(
            "SELECT checksum || ' sql/' || script FROM flyway_schema_history")
        #expect(rows.count == 3)
        for row in rows { #expect(lines.contains { $0.hasSuffix(row) }, "\(row)") }
        #expect(try await copy.validate().findings == [])

        let before = try FileManager.default.attributesOfItem(atPath: copy.folder.path(of: "migrations.lock"))
        #expect(try await copy.program.run("lock").text.contains("is up to date (5 migrations)"))
        let after = try FileManager.default.attributesOfItem(atPath: copy.folder.path(of: "migrations.lock"))
        #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: copy.folder.path).sorted() == [
                "a.db", "migrations.lock", "sql",
            ])
    }

    @Test func equalVersionsCollideInGit() async throws {
        let copy = try await WorkingCopy(Self.files)
        func branch(_ name: String, _ file: String) async throws {
            try await copy.git("checkout", "-q", "-b", name, "main")
            try copy.write("SELECT '\(name)';", to: "sql/\(file)")
            #expect(try await copy.program.run("lock").status == 0)
            try await copy.commit()
        }
        try await copy.git("checkout", "-q", "main")
        #expect(try await copy.program.run("lock").status == 0)
        try await copy.commit()
        try await branch("one", "V11__one.sql")
        try await branch("two", "V11__two.sql")
        try await branch("three", "R__three.sql")
        // A version and a repeatable go together.
        try await copy.git("merge", "-q", "--no-edit", "one")
        #expect(try await copy.validate().findings == [])
        let merge = try await copy.program.run("/usr/bin/env", ["git", "merge", "--no-edit", "two"])
        #expect(merge.status != 0)
        #expect(merge.text.contains("CONFLICT (content): Merge conflict in migrations.lock"))

        let validation = try await copy.validate()
        #expect(validation.findings.contains("migrations.lock lock-conflict"))
        #expect(validation.messages.contains("git add migrations.lock"))
        let refused = try await copy.program.run("lock")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("duplicate-version"))
        #expect(refused.errors.contains("Nothing was written."))

        try await copy.git("mv", "sql/V11__two.sql", "sql/V12__two.sql")
        #expect(try await copy.program.run("lock").status == 0)
        #expect(try await copy.validate().findings == [])
        #expect(
            try Self.lock(copy).map { $0.split(separator: " ")[0] } == [
                "V1", "V2", "B2", "V10", "V11", "V12", "R", "R",
            ])
    }

    @Test func differencesAreFound() async throws {
        let copy = try WorkingCopy(plain: Self.files)
        _ = try await copy.program.run("lock")
        try copy.write("SELECT 11;", to: "sql/V1__a.sql")
        try copy.write("SELECT 3;", to: "sql/V3__new.sql")
        try copy.remove("sql/V10__c.sql")
        try copy.write("SELECT 2;", to: "sql/deep/V2__b.sql")
        try copy.remove("sql/V2__b.sql")
        let validation = try await copy.validate()
        #expect(validation.status == 1)
        #expect(
            validation.findings == [
                "V1__a.sql lock-checksum", "V3__new.sql lock-missing-entry", "migrations.lock lock-stale-entry",
                "migrations.lock lock-stale-entry",
            ])
        #expect(validation.messages.contains("sql/V2__b.sql is sql/deep/V2__b.sql now"))

        let output = try await copy.program.run("lock")
        #expect(output.text.contains("1 added, 2 changed, 1 removed"))
        #expect(output.text.contains("WARNING: sql/V1__a.sql has another checksum"))
        #expect(try await copy.validate().findings == [])
    }

    @Test func mistakesInItAreNamedByTheirLines() async throws {
        let copy = try WorkingCopy(plain: Self.files)
        _ = try await copy.program.run("lock")
        var lines = String(decoding: try copy.folder.data("migrations.lock"), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        lines.swapAt(4, 5)
        lines.insert("V2 sql/V2__b.sql", at: 4)
        lines.insert(lines[5], at: 6)
        try copy.write(lines.joined(separator: "\r\n"), to: "migrations.lock")
        let output = try await copy.program.run("validate")
        #expect(output.status == 1)
        #expect(output.errors.contains("migrations.lock:5: error: This is no entry: V2 sql/V2__b.sql [lock-malformed]"))
        #expect(
            output.errors.contains(
                "migrations.lock:7: error: The same version or file stands in line 6. [lock-duplicate]"))
        #expect(output.errors.contains("migrations.lock:8: error: This entry should stand further up. [lock-unsorted]"))
    }

    @Test func lineEndsOfGitAreNoChange() async throws {
        let copy = try WorkingCopy(plain: Self.files)
        _ = try await copy.program.run("lock")
        let text = String(decoding: try copy.folder.data("migrations.lock"), as: UTF8.self)
        try copy.write(text.replacingOccurrences(of: "\n", with: "\r\n"), to: "migrations.lock")
        #expect(try await copy.validate().findings == [])
        #expect(try await copy.program.run("lock").text.contains("up to date"))
    }

    @Test func itMayHaveAnotherPlace() async throws {
        let copy = try WorkingCopy(plain: Self.files)
        #expect(try await copy.validate().findings == [])
        #expect(try await copy.validate("-lockFile=db/list.txt").findings == ["list.txt lock-missing"])
        try copy.write("", to: "db/other.txt")
        #expect(try await copy.program.run("lock", "-lockFile=db/list.txt").status == 0)
        #expect(try Self.lock(copy, "db/list.txt").allSatisfy { $0.contains(" ../sql/") })
        #expect(try await copy.validate("-lockFile=db/list.txt").findings == [])
        let missing = try await copy.program.run("lock", "-lockFile=sql/V1__a.sql/list.txt")
        #expect(missing.status == 1)
        #expect(missing.errors.contains("Unable to write sql/V1__a.sql/list.txt: Not a directory"))
    }

    @Test func programsReadWhatWasDone() async throws {
        let copy = try WorkingCopy(plain: Self.files)
        _ = try await copy.program.run("lock")
        try copy.write("SELECT 11;", to: "sql/V1__a.sql")
        let output = try await copy.program.run("lock", "-outputType=json")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any])
        #expect(json["written"] as? Bool == true)
        #expect(json["count"] as? Int == 5)
        let changed = try #require((json["changed"] as? [[String: Any]])?.first)
        #expect(changed["version"] as? String == "1")
        #expect(changed["file"] as? String == "sql/V1__a.sql")
        #expect(changed["checksum"] as? Int != changed["previousChecksum"] as? Int)
        #expect((json["warnings"] as? [String])?.count == 1)
    }

    @Test func pathsAreOneLineEach() async throws {
        let name = "sql/V1__line\nend \\ blank.sql"
        let copy = try WorkingCopy(plain: [name: "SELECT 1;"])
        #expect(try await copy.program.run("lock").status == 0)
        #expect(try Self.lock(copy).count == 1)
        #expect(try await copy.validate().findings == [])
    }
}
