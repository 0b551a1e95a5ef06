import Foundation
import TestSupport
import Testing

/// What is done with files alone.
@Suite("Offline", .fewAtOnce) struct OfflineTests {
    // MARK: validate

    @Test func withoutAnAddressTheFilesAreChecked() async throws {
        let program = try Program(["sql/V1__a.sql": "CREATE TABLE a (x INT);", "sql/R__b.sql": "SELECT 1;"])
        let output = try await program.run("validate")
        #expect(output.status == 0)
        #expect(output.text.contains("without a database"))
        #expect(output.errors == "")
        #expect(try await program.run("validate", "-outputType=json").text.contains("\"validationSuccessful\" : true"))
    }

    @Test func allMistakesAreToldAtOnce() async throws {
        let program = try Program([
            "sql/V1__one.sql": "CREATE TABLE a (x INT);", "sql/V1.0__again.sql": "CREATE TABLE b (x INT);",
            "sql/v2__lower.sql": "SELECT 1;", "sql/V3_single.sql": "SELECT 1;",
            "sql/V4__placeholder.sql": "SELECT\n  ${nothing};", "sql/V5__open.sql": "SELECT 'never closed;",
        ])
        let output = try await program.run("validate", "-offline=true", "-databaseType=postgresql")
        #expect(output.status == 1)
        for text in [
            "V1__one.sql", "V1.0__again.sql", "v2__lower.sql", "V3_single.sql", "V4__placeholder.sql:2", "nothing",
            "V5__open.sql:1",
        ] { #expect(output.errors.contains(text), "\(text)") }
    }

    @Test func onSQLiteEverythingIsRehearsed() async throws {
        let program = try Program([
            "sql/V1__a.sql": "CREATE TABLE a (x INT);", "sql/V2__b.sql": "\nINSERT INTO nowhere VALUES (1);",
        ])
        let output = try await program.run("validate", "-offline=true", "-url=jdbc:sqlite:a.db")
        #expect(output.status == 1)
        #expect(output.errors.contains("V2__b.sql:2"))
        #expect(output.errors.contains("no such table: nowhere"))
        #expect(!program.folder.has("a.db"))
    }

    /// In one run, each with its place: also two of one kind in one file.
    @Test func everyPlaceholderWithoutAValueIsTold() async throws {
        let program = try Program(["sql/V1__a.sql": "SELECT ${one};\nSELECT ${two}, ${one}, ${known};"])
        let output = try await program.run("validate", "-databaseType=postgresql", "-placeholders.known=1")
        #expect(output.status == 1)
        #expect(output.errors.contains("V1__a.sql:1:8") && output.errors.contains("V1__a.sql:2:8"))
        #expect(output.errors.split(separator: "${one}").count == 2)
        #expect(!output.errors.contains("known"))
    }

    /// Each is looked for once more; thousands of them would take minutes.
    @Test(.timeLimit(.minutes(1))) func manyPlaceholdersWithoutAValue() async throws {
        let text = (0..<20_000).map { "SELECT ${p\($0)};\n" }.joined()
        let program = try Program(["sql/V1__a.sql": text])
        let output = try await program.run("validate", "-databaseType=postgresql")
        #expect(output.status == 1)
        #expect(output.errors.split(separator: "[placeholder").count == 101)
    }

    /// Files are read on threads whose stacks may be small.
    @Test(.timeLimit(.minutes(2)), arguments: ["validate", "lint"])
    func whatIsNestedDeeplyCrashesNothing(command: String) async throws {
        func nested(_ open: String, _ inner: String, _ close: String, _ count: Int) -> String {
            String(repeating: open, count: count) + inner + String(repeating: close, count: count)
        }
        let texts = [
            "SELECT \(nested("(", "1", ")", 20_000));",
            "SELECT 1\(String(repeating: " + 1", count: 10_000));",
            "SELECT \(nested("CASE WHEN true THEN ", "1", " END", 5_000));",
            "DO $$ BEGIN \(nested("IF true THEN ", "NULL;", " END IF;", 5_000)) END $$;",
        ]
        let program = try Program([:])
        // More files than one thread takes.
        for version in 1...40 {
            try program.folder.write(texts[version % texts.count], to: "sql/V\(version)__a.sql")
        }
        let output = try await program.run(command, "-databaseType=postgresql")
        #expect([0, 1].contains(output.status))
        #expect(
            output.text.contains("uccessfully ") || output.errors.hasPrefix("sql/")
                || output.errors.hasPrefix("ERROR: "))
        #expect(!output.errors.contains("Fatal error"))
    }

    @Test func namesThatAreNearlyRight() async throws {
        let program = try Program([
            "sql/V1__a.sql": "SELECT 1;", "sql/V1a__b.sql": "SELECT 1;", "sql/beforeEverything.sql": "SELECT 1;",
            "sql/befroeMigrate.sql": "SELECT 1;", "sql/notes.sql": "SELECT 1;",
        ])
        let output = try await program.run("validate", "-databaseType=sqlite")
        #expect(output.status == 1)
        for text in ["V1a__b.sql", "There is no such callback", "Did you mean the callback beforeMigrate?"] {
            #expect(output.errors.contains(text), "\(text)")
        }
        #expect(!output.errors.contains("notes.sql"))
        let strict = try await program.run("validate", "-databaseType=sqlite", "-validateMigrationNaming=true")
        #expect(strict.errors.contains("notes.sql"))
    }

    @Test func oneFileInTwoLocationsIsNoDuplicate() async throws {
        let program = try Program(["one/V1__a.sql": "SELECT 1;", "two/V1__a.sql": "SELECT 1;"])
        #expect(try await program.run("validate", "-locations=one,two", "-databaseType=sqlite").status == 0)
        try program.folder.write("SELECT 2;", to: "two/V1__a.sql")
        #expect(try await program.run("validate", "-locations=one,two", "-databaseType=sqlite").status == 1)
    }

    #if Grammar
        @Test func theGrammarOfPostgreSQLIsAsked() async throws {
            let program = try Program([
                "sql/V1__a.sql": "CREATE TABLE a (x INT);\n\nCREATE TABLE b (x INT,, y INT);\nSELECT FROM WHERE;"
            ])
            let output = try await program.run("validate", "-databaseType=postgresql")
            #expect(output.status == 1)
            #expect(output.errors.contains(#"V1__a.sql:3:23: error: syntax error at or near ",""#))
            #expect(output.errors.contains(#"V1__a.sql:4:13: error: syntax error at or near "WHERE""#))
            #expect(try await program.run("validate", "-databaseType=postgresql", "-grammar=off").status == 0)
            let newer = try await program.run("validate", "-databaseType=postgresql", "-serverVersion=99")
            #expect(newer.status == 0)
            #expect(newer.text.contains("PostgreSQL 99 may know it"))
        }

        @Test func bodiesInPLpgSQLAreRead() async throws {
            let program = try Program([
                "sql/V1__a.sql": """
                CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
                BEGIN
                  RETRN 1;
                END $$;
                DO $$ BEGIN UPDATE a SET x = 1 WHRE y; END $$;
                DO LANGUAGE plperl $$ no plpgsql at all $$;
                CREATE FUNCTION g(c refcursor) RETURNS SETOF a LANGUAGE plpgsql AS $$
                BEGIN FOR r IN c LOOP RETURN NEXT r; END LOOP; END $$;
                """
            ])
            let output = try await program.run("validate", "-databaseType=postgresql")
            #expect(output.errors.contains(#"V1__a.sql:3:3: error: syntax error at or near "RETRN""#))
            #expect(output.errors.contains(#"V1__a.sql:5:32: error: syntax error at or near "WHRE""#))
            #expect(output.errors.contains("2 errors"))
        }
    #endif

    // MARK: parse

    private static let script = "CREATE TABLE a (x INT);\n\nCOPY a FROM STDIN;\n1\n\\.\n  SELECT 'ü;'\n  ;\n"

    @Test func parseShowsStatements() async throws {
        let program = try Program(["a.sql": Self.script])
        let output = try await program.run("parse", "a.sql", "-databaseType=postgresql")
        #expect(output.status == 0)
        let words = output.lines.dropLast().map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
        #expect(words == ["a.sql:1:1 DDL CREATE", "a.sql:3:1 COPY COPY", "a.sql:6:3 query SELECT"])
    }

    @Test func parseWritesJSON() async throws {
        let program = try Program(["a.sql": Self.script, "b.sql": "VACUUM"])
        let output = try await program.run("parse", "a.sql", "b.sql", "-databaseType=postgresql", "-outputType=json")
        let files = try #require(
            try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [[String: Any]])
        #expect(files.map { $0["file"] as? String } == ["a.sql", "b.sql"])
        let statements = try #require(files[0]["statements"] as? [[String: Any]])
        #expect(statements.map { $0["line"] as? Int } == [1, 3, 6])
        #expect(statements.map { $0["endLine"] as? Int } == [1, 5, 7])
        #expect(
            statements.map { $0["sql"] as? String } == ["CREATE TABLE a (x INT)", "COPY a FROM STDIN", "SELECT 'ü;'"])
        #expect((files[1]["statements"] as? [[String: Any]])?.first?["transactional"] as? Bool == false)
    }

    @Test func parseFailsWhereAScriptCannotBeCut() async throws {
        let program = try Program(["a.sql": "SELECT 1;\nSELECT 'never closed;"])
        let output = try await program.run("parse", "a.sql")
        #expect(output.status == 1)
        #expect(output.errors.contains("a.sql:2:8"))
        let missing = try await program.run("parse", "none.sql")
        #expect(missing.status == 1)
        #expect(missing.errors.contains("Unable to read none.sql"))
    }
}
