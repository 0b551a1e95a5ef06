import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// What is printed where, and the exit status.
@Suite("Output", .fewAtOnce) struct OutputTests {
    // MARK: Text

    @Test(arguments: DatabaseKind.allCases) func migrateTellsWhatItDoes(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let output = try await shack.run("migrate")
        let schema = "\"\(shack.database.schema)\""
        let patterns = [
            "^swiftway ", "^Database: \\*{8} \\(\(kind.productName) \\d+\\.\\d+\\)$",
            "^Schema history table \(schema).\"flyway_schema_history\" does not exist yet$",
            "^Successfully validated 2 migrations \\(execution time \\d\\d:\\d\\d\\.\\d{3}s\\)$",
            "^Creating Schema History table \(schema).\"flyway_schema_history\" \\.\\.\\.$",
            "^Current version of schema \(schema): << Empty Schema >>$",
            "^Migrating schema \(schema) to version \"1 - create band\"$",
            "^Migrating schema \(schema) to version \"2 - fill band\"$",
            "^Successfully applied 2 migrations to schema \(schema), now at version v2 \\(execution time .*\\)$", "^$",
        ]
        #expect(output.lines.count == patterns.count)
        for (line, pattern) in zip(output.lines, patterns) { #expect(try line.contains(Regex(pattern))) }
        #expect(output.errors == "")
        #expect(output.status == 0)
        let again = try await shack.run("migrate")
        #expect(again.lines.dropLast().last == "Schema \(schema) is up to date. No migration necessary.")
        #expect(again.status == 0)
    }

    @Test(arguments: DatabaseKind.allCases) func infoPrintsATable(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        _ = try await shack.run("migrate", "-target=1")
        let output = try await shack.run("info")
        #expect(output.status == 0)
        #expect(output.lines.contains("Schema version: 1"))
        let rows = output.lines.filter { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(rows.count == 3)
        #expect(rows[0] == ["Category", "Version", "Description", "Type", "Installed On", "State", "Undoable"])
        #expect(rows[1][0...3] == ["Versioned", "1", "create band", "SQL"])
        #expect(rows[1][4].contains(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/))
        #expect(rows[1][5...] == ["Success", "No"])
        #expect(rows[2] == ["Versioned", "2", "fill band", "SQL", "", "Pending", "No"])
        #expect(try await shack.run("info", "-q", "-migrationIds").text == "1,2")
        #expect(try await shack.run("info", "-q", "-migrationIds", "-infoOfState=pending").text == "2")
    }

    @Test(arguments: DatabaseKind.allCases) func errorsAreApart(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        try shack.write("CREATE TABLE a (x INT);\nINSERT INTO band SELECT nope FROM band;", to: "V3__bad.sql")
        let output = try await shack.run("migrate")
        #expect(output.status == 1)
        #expect(!output.text.contains("nope"))
        #expect(!output.text.contains("ERROR"))
        let schema = shack.database.schema
        let title = "Failed to execute script V3__bad.sql"
        let lines = output.errors.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
            lines.prefix(5) == [
                "ERROR: Migration of schema \"\(schema)\" to version \"3 - bad\" failed! Changes successfully rolled back.",
                "ERROR: \(title)", String(repeating: "-", count: title.count),
                "SQL State  : \(kind == .sqlite ? "null" : "42703")", "Error Code : \(kind == .sqlite ? 1 : 0)",
            ])
        let path = shack.program.folder.path(of: "sql/V3__bad.sql")
        #expect(lines.contains("Location   : sql/V3__bad.sql (\(path))"))
        #expect(lines.contains("Line       : 2"))
        #expect(lines.contains { $0.hasPrefix("sql/V3__bad.sql:2:25: ") })
        #expect(try shack.versions() == ["1", "2"])
    }

    @Test(arguments: DatabaseKind.allCases) func quietMeansWarningsAndErrorsOnly(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let output = try await shack.run("-q", "migrate")
        #expect(output.text == "")
        #expect(output.errors == "")
        #expect(try shack.versions() == ["1", "2"])
        let empty = try await shack.run("-q", "-X", "validate", "-table=other", "-locations=filesystem:none")
        #expect(empty.text == "WARNING: No migrations found. Are your locations set up correctly?\n")
        #expect(empty.errors.hasPrefix("ERROR: Skipping filesystem location: none (not found) Resolved to '"))
        #expect(empty.status == 0)
    }

    @Test(arguments: DatabaseKind.allCases) func debuggingShowsStatements(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let output = try await shack.run("-X", "migrate")
        #expect(output.lines.contains("DEBUG: Executing SQL: INSERT INTO band VALUES ('20m')"))
        #expect(!(try await shack.run("migrate")).text.contains("DEBUG"))
    }

    @Test(arguments: DatabaseKind.allCases) func colorsAreForTerminals(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let output = try await shack.run("migrate", "-color=always", "-locations=filesystem:none,filesystem:sql")
        #expect(output.text.contains("\u{1B}[32mSuccessfully applied 2 migrations"))
        #expect(output.errors.hasPrefix("\u{1B}[31mERROR: Skipping filesystem location: none"))
        for word in ["-color=auto", "-color=never"] {
            let plain = try await shack.run("migrate", word)
            #expect(!(plain.text + plain.errors).contains("\u{1B}"))
        }
        let wrong = try await shack.run("migrate", "-color=pink")
        #expect(wrong.status == 1)
        #expect(
            wrong.errors.hasPrefix(
                "ERROR: 'pink' is an invalid value for the -color option. Use 'always', 'never', or 'auto'."))
    }

    @Test(arguments: DatabaseKind.allCases) func aFileReceivesTheSameText(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        try shack.write("INSERT INTO nowhere VALUES (1);", to: "V3__bad.sql")
        try shack.program.folder.write("old", to: "log.txt")
        let output = try await shack.run("migrate", "-outputFile=log.txt", "-color=always")
        #expect(output.status == 1)
        let written = try String(contentsOfFile: shack.program.folder.path(of: "log.txt"), encoding: .utf8)
        let plain = { (text: String) in text.replacing(/\u{1B}\[\d+m/, with: "") }
        // On the console the two streams have no common order.
        #expect(
            written.split(separator: "\n").sorted()
                == (plain(output.text) + plain(output.errors)).split(separator: "\n").sorted())
        let nowhere = try await shack.run("migrate", "-outputFile=none/log.txt")
        #expect(nowhere.status == 1)
        #expect(nowhere.errors == "ERROR: Could not write to output file none/log.txt\n")
    }

    // MARK: Several verbs

    @Test(arguments: DatabaseKind.allCases) func verbsRunInOrder(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let output = try await shack.run("info", "migrate", "validate", "clean", "info", "-cleanDisabled=false")
        #expect(output.status == 0)
        let found = ["Pending", "Successfully applied", "Successfully validated 2", "Successfully cleaned", "Pending"]
        var rest = output.text[...]
        for text in found {
            let range = try #require(rest.firstRange(of: text), "\(text) is missing or too early")
            rest = rest[range.upperBound...]
        }
        #expect(try shack.database.tables() == [])
    }

    @Test(arguments: DatabaseKind.allCases) func theFirstErrorEndsTheRun(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let output = try await shack.run("validate", "migrate")
        #expect(output.status == 1)
        #expect(output.errors.contains("Detected resolved migration not applied to database: 1."))
        #expect(try shack.database.tables() == [])
        let refused = try await shack.run("clean", "migrate")
        #expect(refused.status == 1)
        #expect(refused.errors.hasPrefix("ERROR: Unable to execute clean as it has been disabled"))
        #expect(try shack.database.tables() == [])
    }
}
