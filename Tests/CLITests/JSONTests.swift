import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

@Suite("JSON", .fewAtOnce) struct JSONTests {
    private func object(_ output: Program.Output) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(output.text.utf8))
        return try #require(value as? [String: Any])
    }

    @Test(arguments: DatabaseKind.allCases) func migrateIsOneDocument(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let output = try await shack.run("migrate", "-outputType=json")
        #expect(output.status == 0)
        #expect(output.errors == "")
        let document = try object(output)
        #expect(document["operation"] as? String == "migrate")
        #expect(document["success"] as? Bool == true)
        #expect(document["migrationsExecuted"] as? Int == 2)
        #expect(document["targetSchemaVersion"] as? String == "2")
        #expect(document["initialSchemaVersion"] is NSNull)
        #expect(document["databaseType"] as? String == kind.productName)
        let migrations = try #require(document["migrations"] as? [[String: Any]])
        #expect(migrations.map { $0["version"] as? String } == ["1", "2"])
        #expect(migrations[0]["filepath"] as? String == shack.program.folder.path(of: "sql/V1__create_band.sql"))
    }

    @Test(arguments: DatabaseKind.allCases) func aFailedMigrationIsOneToo(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        try shack.write("CREATE TABLE a (x INT);\nINSERT INTO nowhere VALUES (1);", to: "V3__bad.sql")
        let output = try await shack.run("migrate", "-outputType=json")
        #expect(output.status == 1)
        #expect(output.errors == "")
        let document = try object(output)
        #expect(document["success"] as? Bool == false)
        #expect((document["migrations"] as? [Any])?.count == 2)
        let error = try #require(document["error"] as? [String: Any])
        #expect(error["errorCode"] as? String == "FAILED_VERSIONED_MIGRATION")
        #expect(error["lineNumber"] as? Int == 2)
        #expect(error["path"] as? String == shack.program.folder.path(of: "sql/V3__bad.sql"))
    }

    /// Nothing was being run, so that there is no place.
    @Test(arguments: DatabaseKind.allCases) func anEarlierFailureHasNoPlace(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        #expect(try await shack.run("migrate").status == 0)
        try shack.database.rows("UPDATE flyway_schema_history SET success = \(kind == .sqlite ? "0" : "false")")
        let document = try object(try await shack.run("migrate", "-validateOnMigrate=false", "-outputType=json"))
        #expect(document["initialSchemaVersion"] as? String == "2")
        let error = try #require(document["error"] as? [String: Any])
        #expect(error["errorCode"] as? String == "FAILED_VERSIONED_MIGRATION")
        #expect(error["lineNumber"] is NSNull)
        #expect(error["path"] is NSNull)
    }

    @Test(arguments: DatabaseKind.allCases) func aProgramThatFailsHasNoLine(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        try shack.write("exit 3", to: "V3__bad.sh")
        let document = try object(try await shack.run("migrate", "-outputType=json"))
        let error = try #require(document["error"] as? [String: Any])
        #expect(error["lineNumber"] as? Int == -1)
        #expect(error["path"] as? String == "V3__bad.sh")
    }

    @Test(arguments: DatabaseKind.allCases) func severalVerbsAreListed(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let document = try object(
            try await shack.run(
                "migrate", "info", "validate", "repair", "clean", "-cleanDisabled=false", "-outputType=json"))
        let results = try #require(document["individualResults"] as? [[String: Any]])
        #expect(results.map { $0["operation"] as? String } == ["migrate", "info", "validate", "repair", "clean"])
    }

    /// As in Flyway: whoever reads the document looks at `validationSuccessful`.
    @Test(arguments: DatabaseKind.allCases) func findingsOfValidateAreNoFailure(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let output = try await shack.run("validate", "-outputType=json")
        #expect(output.status == 0)
        let document = try object(output)
        #expect(document["validationSuccessful"] as? Bool == false)
        #expect((document["invalidMigrations"] as? [Any])?.count == 2)
        #expect((document["errorDetails"] as? [String: Any])?["errorCode"] as? String == "VALIDATE_ERROR")
        #expect(try await shack.run("validate").status == 1)
    }

    @Test(arguments: DatabaseKind.allCases) func logLinesGoToStandardErrorOnRequest(kind: DatabaseKind) async throws {
        let shack = try Shack(kind)
        let output = try await shack.run("migrate", "-outputType=json", "-outputLogsInJson=true")
        #expect(try object(output)["success"] as? Bool == true)
        let lines = try output.errors.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
        }
        #expect(lines.count > 5)
        #expect(lines.allSatisfy { $0["level"] == "INFO" && $0["message"] != nil })
        #expect(lines.last?["message"]?.hasPrefix("Successfully applied 2 migrations") == true)
    }

    @Test func errorsBeforeAnyVerbAreDocuments() async throws {
        let program = try Program()
        for words in [["migrate", "-url=jdbc:nothing:x"], ["migrate", "-nonsense=1"], ["migrate"], ["nonsense"]] {
            let output = try await program.run(words + ["-outputType=json"])
            #expect(output.status == 1)
            #expect(output.errors == "")
            let error = try #require(try object(output)["error"] as? [String: Any])
            #expect((error["message"] as? String)?.isEmpty == false)
            #expect((error["errorCode"] as? String)?.isEmpty == false)
        }
        let wrong = try await program.run("migrate", "-outputType=xml")
        #expect(wrong.status == 1)
        #expect(wrong.errors.hasPrefix("ERROR: 'xml' is an invalid value for the -outputType option. Use 'json'."))
    }
}
