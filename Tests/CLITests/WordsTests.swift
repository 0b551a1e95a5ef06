import Foundation
import TestSupport
import Testing

/// What needs no database.
@Suite("Words", .fewAtOnce) struct WordsTests {
    @Test(arguments: ["version", "-v", "--version"]) func versionTellsWhatThisIs(word: String) async throws {
        let output = try await Program().run(word)
        #expect(output.status == 0)
        #expect(output.text.hasPrefix("swiftway "))
        #expect(output.text.contains("Flyway 13"))
        #expect(output.text.contains(/libpq \d+\.\d+, SQLite 3\.\d+/))
        #expect(output.text.contains(/(no library|those) of the system/))
        #expect(output.errors == "")
    }

    @Test(arguments: ["version", "-v", "--version"]) func versionAsADocument(word: String) async throws {
        let output = try await Program().run(word, "-outputType=json")
        #expect(output.status == 0)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any])
        #expect(document["version"] as? String == "13.0.0")
        #expect(document["command"] as? String == "version")
        #expect(document["edition"] as? String == "OSS")
        #expect((document["swiftwayVersion"] as? String)?.hasPrefix("0.") == true)
        #expect(output.errors == "")
    }

    @Test(arguments: ["help", "-h", "-?", "--help"]) func helpListsVerbs(word: String) async throws {
        let output = try await Program().run(word)
        #expect(output.status == 0)
        for verb in ["migrate", "info", "validate", "baseline", "repair", "clean"] {
            #expect(output.text.contains("\n    \(verb) "))
        }
        #expect(output.errors == "")
    }

    @Test func helpExplainsAVerbAndAParameter() async throws {
        let program = try Program()
        #expect(try await program.run("help", "migrate").text.contains("-outOfOrder"))
        #expect(try await program.run("help", "outOfOrder").text.contains("FLYWAY_OUT_OF_ORDER"))
    }

    @Test func withoutAVerbThereIsAShortUsage() async throws {
        let output = try await Program().run()
        #expect(output.status == 0)
        #expect(output.text.contains("Usage:"))
    }

    private static let mistakes: [(words: [String], message: String, hint: String)] = [
        (["migrte"], "ERROR: Invalid flag: migrte", "Did you mean 'migrate'?"),
        (["migrate", "-outOfOrdr=true"], "flyway.outOfOrdr", "Did you mean '-outOfOrder'?"),
        (["migrate", "-n"], "ERROR: Invalid flag: -n", ""),
        (["migrate", "-Q"], "ERROR: Invalid flag: -Q", "Did you mean '-q'?"),
        (["migrate", "-url", "=", "x"], "Please check you have not included any spaces", ""),
        (["migrate", "-outOfOrder=maybe"], "outOfOrder", "maybe"),
    ]

    @Test(arguments: mistakes) func mistakesAreExplained(words: [String], message: String, hint: String) async throws {
        let program = try Program(["sql/V1__a.sql": "CREATE TABLE a (x INT);"])
        let output = try await program.run(words + ["-url=jdbc:sqlite:a.db"].filter { _ in !words.contains("-url") })
        #expect(output.status == 1)
        #expect(output.errors.contains(message))
        #expect(hint.isEmpty || output.errors.contains(hint))
        #expect(!program.folder.has("a.db"))
    }
}
