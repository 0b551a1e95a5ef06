import Swiftway
import TestSupport
import Testing

/// An error names the place in the file as its author sees it.
@Suite("Error places", .fewAtOnce) struct ErrorPlaceTests {
    private func failure(_ kind: DatabaseKind, _ sql: String) async throws -> (ScriptFailure, MigrationError) {
        var project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": sql])
        project.settings.placeholders.placeholders = ["long": "some\nlines\nof text", "empty": ""]
        let error = try #require(await project.migrateFails())
        return (try #require(error.failure), error)
    }

    @Test(arguments: DatabaseKind.allCases) func theStatementAndTheCharacter(kind: DatabaseKind) async throws {
        let (failure, error) = try await failure(
            kind,
            """
            -- a comment
            INSERT INTO a VALUES (1);

              INSERT INTO a
              SELECT nope FROM a;
            """)
        #expect(failure.script == "V2__b.sql")
        #expect([failure.line, failure.column] == [4, 3])
        #expect([failure.errorLine, failure.errorColumn] == [5, 10])
        #expect(failure.statement == "INSERT INTO a\n  SELECT nope FROM a")
        #expect(error.consoleText.contains("V2__b.sql:5:10: "))
        #expect(error.consoleText.contains("Line       : 4"))
    }

    @Test(arguments: DatabaseKind.allCases) func behindPlaceholders(kind: DatabaseKind) async throws {
        let (failure, _) = try await failure(
            kind, "INSERT INTO a VALUES (1); /* ${long} */\n/* ${long} */ SELECT '${long}', ${empty}nope FROM a;")
        #expect([failure.line, failure.column] == [2, 15])
        #expect([failure.errorLine, failure.errorColumn] == [2, 41])
    }

    @Test(arguments: DatabaseKind.allCases) func withCarriageReturns(kind: DatabaseKind) async throws {
        let (failure, _) = try await failure(
            kind, "\u{FEFF}INSERT INTO a VALUES (1);\r\n\r\nINSERT INTO a\r\n\tSELECT 'ü€😀', nope FROM a;\r\n")
        #expect([failure.line, failure.column] == [3, 1])
        #expect([failure.errorLine, failure.errorColumn] == [4, 16])
    }

    @Test(arguments: DatabaseKind.allCases) func whereAScriptCannotBeCut(kind: DatabaseKind) async throws {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);\nINSERT INTO a\n  VALUES ('never ends);\n"])
        let error = try #require(await project.migrateFails())
        #expect(try #require(error.advice).contains("V1__a.sql:3:11"))
        #expect(error.message.hasPrefix("Unable to parse statement in "))
        #expect(try project.database.tables() == [])
    }

    @Test func whatPostgreSQLSaysIsShown() async throws {
        let (failure, error) = try await failure(
            .postgreSQL, "CREATE TABLE b (x INT UNIQUE);\nINSERT INTO b VALUES (1);\nINSERT INTO b VALUES (1);")
        #expect(failure.line == 3)
        #expect(failure.errorLine == nil)
        #expect(error.databaseError?.sqlState == "23505")
        for text in ["SQL State  : 23505", "Detail: Key (x)=(1) already exists.", "INSERT INTO b VALUES (1)"] {
            #expect(error.consoleText.contains(text))
        }
    }
}
