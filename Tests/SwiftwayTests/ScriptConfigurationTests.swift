import Foundation
import Swiftway
import TestSupport
import Testing

/// `V1__x.sql.conf` beside `V1__x.sql`.
@Suite("Script configuration", .fewAtOnce) struct ScriptConfigurationTests {
    @Test(arguments: DatabaseKind.allCases) func theEncodingOfOneFile(kind: DatabaseKind) async throws {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x VARCHAR(9));", "V2__b.sql.conf": "encoding = ISO-8859-1"])
        let text = "INSERT INTO a VALUES ('grüßé');"
        try project.folder.write(try #require(text.data(using: .isoLatin1)), to: "V2__b.sql")
        try await project.migrate()
        #expect(try project.database.column("SELECT x FROM a") == ["grüßé"])
        // The checksum is that of the characters, so the file may be converted.
        try project.write(text, to: "V2__b.sql")
        try project.remove("V2__b.sql.conf")
        #expect(try await project.migrator().validate().succeeded)
    }

    @Test(arguments: DatabaseKind.allCases) func placeholdersOfOneFile(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x VARCHAR(9)); INSERT INTO a VALUES ('${x}');",
                "V1__a.sql.conf": "placeholderReplacement=false",
            ])
        try await project.migrate()
        #expect(try project.database.column("SELECT x FROM a") == ["${x}"])
    }

    @Test(arguments: DatabaseKind.allCases) func theTransactionOfOneFile(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);\nINSERT INTO nowhere VALUES (1);",
                "V1__a.sql.conf": "executeInTransaction=false",
            ])
        let error = try #require(await project.migrateFails())
        #expect(try #require(error.advice).contains("its statements before line 2 stay applied"))
        #expect(try project.database.tables() == ["a"])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql failed"])
    }

    @Test(arguments: DatabaseKind.allCases) func aTransactionWhereAllElseHasNone(kind: DatabaseKind) async throws {
        let project = try Project(
            kind,
            [
                "V1__a.sql": "CREATE TABLE a (x INT);\nINSERT INTO nowhere VALUES (1);",
                "V1__a.sql.conf": "executeInTransaction=true",
            ])
        #expect(await project.migrateFails { $0.scripts.executeInTransaction = false } != nil)
        #expect(try project.database.tables() == [])
    }

    @Test(arguments: DatabaseKind.allCases) func unknownKeysAreRefused(kind: DatabaseKind) async throws {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "V1__a.sql.conf": "executeInTransactions=true"])
        let error = try #require(await project.migrateFails())
        #expect(error.message.hasPrefix("Unknown configuration property: executeInTransactions."))
        #expect(try #require(error.advice).contains(project.folder.path(of: "V1__a.sql.conf")))
        #expect(try project.database.tables() == [])
    }
}
