import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

@Suite("Parse", .fewAtOnce) struct ParseTests {
    private static let script = """
        -- the bands
        create table band (name text);
          insert into band
          values ('20m;');
        create index concurrently i on band (name);

        """

    private func files(_ output: Program.Output) throws -> [[String: Any]] {
        let value = try JSONSerialization.jsonObject(with: Data(output.text.utf8))
        return try #require(value as? [[String: Any]])
    }

    private func statements(_ file: [String: Any]) throws -> [[String: Any]] {
        try #require(file["statements"] as? [[String: Any]])
    }

    @Test func aLineAStatement() async throws {
        let program = try Program(["V1__band.sql": Self.script])
        let output = try await program.run("parse", "V1__band.sql")
        #expect(output.status == 0)
        #expect(output.errors == "")
        #expect(
            output.text == """
                V1__band.sql:2:1  DDL                  create table band (name text)
                V1__band.sql:3:3  DML                  insert into band values ('20m;')
                V1__band.sql:5:1  DDL                  [non-transactional] create index concurrently i on band (name)

                """)
    }

    @Test func theDocumentIsAnArrayOfFiles() async throws {
        let program = try Program(["V1__band.sql": Self.script, "other.sql": "select 1"])
        let output = try await program.run("parse", "V1__band.sql", "other.sql", "-outputType=json")
        #expect(output.status == 0)
        #expect(output.errors == "")
        let files = try files(output)
        #expect(files.map { $0["file"] as? String } == ["V1__band.sql", "other.sql"])
        #expect(files.allSatisfy { Set($0.keys) == ["file", "statements"] })
        let statements = try statements(files[0])
        let keys: Set = ["line", "column", "endLine", "kind", "transactional", "sql"]
        #expect(statements.allSatisfy { Set($0.keys) == keys })
        #expect(statements.map { $0["line"] as? Int } == [2, 3, 5])
        #expect(statements.map { $0["column"] as? Int } == [1, 3, 1])
        #expect(statements.map { $0["endLine"] as? Int } == [2, 4, 5])
        #expect(statements.map { $0["kind"] as? String } == ["DDL", "DML", "DDL"])
        #expect(statements.map { $0["transactional"] as? Bool } == [true, true, false])
        #expect(
            statements.map { $0["sql"] as? String } == [
                "-- the bands\ncreate table band (name text)", "insert into band\n  values ('20m;')",
                "create index concurrently i on band (name)",
            ])
        #expect(try self.statements(files[1]).map { $0["sql"] as? String } == ["select 1"])
    }

    @Test func standardInputIsAFileToo() async throws {
        let program = try Program()
        let text = try await program.run(["parse", "-"], input: "select 1;\nselect 2;\n")
        #expect(text.status == 0)
        #expect(text.lines == ["-:1:1  query                select 1", "-:2:1  query                select 2", ""])
        let json = try await program.run(["parse", "-", "-outputType=json"], input: "select 1;\n")
        #expect(try files(json).map { $0["file"] as? String } == ["-"])
    }

    private static let broken = ["good.sql": "select 1;\n", "bad.sql": "select 1;\nselect 'open;\n"]

    @Test func anErrorDoesNotHideTheOtherFile() async throws {
        let program = try Program(Self.broken)
        let output = try await program.run("parse", "bad.sql", "good.sql")
        #expect(output.status == 1)
        #expect(output.lines == ["good.sql:1:1  query                select 1", ""])
        #expect(output.errors.contains("The string that starts at line 2 col 8 is never closed."))
        #expect(output.errors.contains("bad.sql:2:8"))
    }

    @Test func anErrorStandsInTheDocument() async throws {
        let program = try Program(Self.broken)
        let output = try await program.run("parse", "bad.sql", "good.sql", "-outputType=json")
        #expect(output.status == 1)
        #expect(output.errors == "")
        let files = try files(output)
        #expect(files.map { $0["file"] as? String } == ["bad.sql", "good.sql"])
        let error = try #require(files[0]["error"] as? [String: Any])
        #expect((error["message"] as? String)?.contains("is never closed") == true)
        #expect(error["advice"] as? String == "bad.sql:2:8")
        #expect(try statements(files[0]).isEmpty)
        #expect(files[1]["error"] == nil)
        #expect(try statements(files[1]).count == 1)
    }

    @Test func commandsOfPsqlAreRefusedByName() async throws {
        let program = try Program(["dump.sql": "\\restrict x\nselect 1;\n\\connect other\n"])
        let output = try await program.run("parse", "dump.sql")
        #expect(output.status == 1)
        #expect(output.errors.contains("psql meta-command \\connect at line 3 col 1"))
    }

    private static let trigger = """
        create trigger a after insert on t begin
          insert into log values (case when new.a then 1 end);
        end;
        select [a;b] from t;
        """

    @Test(arguments: ["-databaseType=sqlite", "-url=jdbc:sqlite:file.db"])
    func rulesOfSQLite(option: String) async throws {
        let program = try Program(["trigger.sql": Self.trigger])
        let output = try await program.run("parse", "trigger.sql", option, "-outputType=json")
        #expect(output.status == 0)
        let statements = try statements(files(output)[0])
        #expect(statements.map { $0["line"] as? Int } == [1, 4])
        #expect(statements.map { $0["endLine"] as? Int } == [3, 4])
        #expect(!program.folder.has("file.db"))
    }

    @Test func withoutTheseRulesPostgreSQLReads() async throws {
        let program = try Program(["trigger.sql": Self.trigger])
        let output = try await program.run("parse", "trigger.sql", "-outputType=json")
        #expect(try statements(files(output)[0]).count == 4)
    }

    @Test func dataOfCopyIsCounted() async throws {
        let program = try Program(["copy.sql": "copy t from stdin;\n1\n2\n\\.\nselect 1;\n"])
        let output = try await program.run("parse", "copy.sql")
        #expect(output.lines[0] == "copy.sql:1:1  COPY                 copy t from stdin (and 4 bytes of data)")
        #expect(output.lines[1] == "copy.sql:5:1  query                select 1")
    }

    @Test func placeholdersAreReplaced() async throws {
        let program = try Program(["V1__a.sql": "create table ${name} (a int);\nselect '${flyway:filename}';\n"])
        let output = try await program.run("parse", "V1__a.sql", "-placeholders.name=antenna", "-outputType=json")
        #expect(output.status == 0)
        #expect(
            try statements(files(output)[0]).map { $0["sql"] as? String } == [
                "create table antenna (a int)", "select 'V1__a.sql'",
            ])
        let asWritten = try await program.run("parse", "V1__a.sql", "-placeholderReplacement=false")
        #expect(asWritten.lines[0].hasSuffix("create table ${name} (a int)"))
        let missing = try await program.run("parse", "V1__a.sql")
        #expect(missing.status == 1)
        #expect(missing.errors.contains("name"))
    }

    /// Columns count characters as the author sees them: behind a byte order mark, in lines that end with CR LF.
    @Test func placesAreThoseOfTheFileAsWritten() async throws {
        let program = try Program(["a.sql": "\u{FEFF}select 1;\r\n/* é */ select 2;\r\n"])
        let output = try await program.run("parse", "a.sql")
        #expect(output.lines.map { $0.split(separator: " ").first } == ["a.sql:1:1", "a.sql:2:9", nil])
    }

    @Test func aFileThatIsNotThere() async throws {
        let program = try Program(["good.sql": "select 1;\n"])
        let output = try await program.run("parse", "missing.sql", "good.sql")
        #expect(output.status == 1)
        #expect(output.errors.contains("missing.sql"))
        #expect(output.lines[0].hasPrefix("good.sql:1:1"))
        let none = try await program.run("parse")
        #expect(none.status == 1)
        #expect(none.errors.contains("parse needs the path of a file."))
    }
}
