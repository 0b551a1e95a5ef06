import Foundation
import SwiftwayCore
import SwiftwayEmbedding
import TestSupport
import Testing

/// What ends a build, and what becomes of a folder otherwise.
@Suite("Embedding a folder") struct ScriptFolderTests {
    @Test(
        arguments: [
            (["V1_one.sql"], ["V1_one.sql: error: "]),
            (["v1__one.sql"], ["Rename it to V1__one.sql."]),
            (["notes.sql"], ["notes.sql: error: "]),
            (["R1__one.sql"], ["R1__one.sql: error: "]),
            (
                ["V1__one.sql", "V1.0__other.sql"],
                ["V1.0__other.sql: error: The same version", "V1__one.sql: error: The same"]
            ),
            (
                ["R__one.sql", "deeper/R__one.sql"],
                ["R__one.sql: error: The same", "deeper/R__one.sql: error: The same"]
            ),
            (["V1__one.sh"], ["V1__one.sh: error: A program cannot be part of the executable."]),
        ] as [([String], [String])])
    func mistakesAreTold(files: [String], told: [String]) throws {
        let folder = try TemporaryFolder()
        for file in files { try folder.write("SELECT 1;", to: file) }
        let problems = try ScriptFolder(folder.path).problems(NamingSettings())
        #expect(problems.count == told.count)
        for (problem, words) in zip(problems, told) {
            #expect(problem.hasPrefix(folder.path))
            #expect(problem.contains(words))
        }
    }

    @Test func everyFolderIsVisitedOnce() throws {
        let folder = try TemporaryFolder()
        for file in ["sql/V1__one.sql", "sql/a/V2__two.sql", "other/V3__three.sql"] {
            try folder.write("SELECT 1;", to: file)
        }
        for (link, target) in [
            ("sql/here", "."), ("sql/up", ".."), ("sql/a/again", "../a"), ("sql/other", "../other"),
            ("sql/third", "../other"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path(of: link), withDestinationPath: target)
        }
        let files = try ScriptFolder(folder.path(of: "sql")).files.map(\.path)
        #expect(files == ["V1__one.sql", "a/V2__two.sql", "other/V3__three.sql"])
    }

    @Test func whatIsRightIsPassed() throws {
        let folder = try TemporaryFolder()
        for file in [
            "V1__one.sql", "V1__one.sql.conf", "B1__one.sql", "R__one.sql", "a/beforeMigrate.sql", "README.md",
            ".x/V1_.sql",
        ] {
            try folder.write("SELECT 1;", to: file)
        }
        let scripts = try ScriptFolder(folder.path)
        #expect(scripts.problems(NamingSettings()) == [])
        let source = scripts.source(NamingSettings())
        #expect(source.contains("EmbeddedFile(\"a/beforeMigrate.sql\", text: \"SELECT 1;\")"))
        #expect(source.contains("V1__one.sql.conf"))
        #expect(!source.contains("README") && !source.contains(".x"))
    }

    @Test func namesAreThoseOfTheConfiguration() throws {
        let folder = try TemporaryFolder()
        try folder.write("SELECT 1;", to: "sql/M1-one.ddl")
        let configuration = try folder.write(
            """
            # the names of another tool
            flyway.sqlMigrationPrefix=M
            flyway.sqlMigrationSeparator=-
            flyway.sqlMigrationSuffixes=.sql, .ddl
            flyway.url=jdbc:sqlite:a.db
            """, to: "flyway.conf")
        let naming = try NamingSettings(ofFile: configuration)
        let scripts = try ScriptFolder(folder.path(of: "sql"))
        #expect(scripts.problems(naming) == [])
        #expect(scripts.source(naming).contains("M1-one.ddl"))
    }

    @Test func whatIsNotUTF8IsBytes() throws {
        let folder = try TemporaryFolder()
        try folder.write(Data([0x2D, 0x2D, 0xE9, 0x0A]), to: "V1__one.sql")
        #expect(try ScriptFolder(folder.path).source(NamingSettings()).contains("bytes: [45,45,233,10]"))
    }

    @Test func anEmptyFolderIsNoMistake() throws {
        let folder = try TemporaryFolder()
        #expect(try ScriptFolder(folder.path).source(NamingSettings()).contains(", [])"))
    }
}
