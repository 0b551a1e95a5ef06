import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// Nobody reads what is printed, or it cannot be written: the work is done all the same.
@Suite("Closed outputs", .fewAtOnce) struct ClosedOutputTests {
    private static let scripts = Dictionary(
        uniqueKeysWithValues: (1...30).map { ("V\($0)__t.sql", "CREATE TABLE t\($0) (x INT);\nSELECT \($0);") })

    /// Runs it by a shell, which makes its outputs what `redirection` says.
    private func run(_ shack: Shack, _ words: String, _ redirection: String) async throws -> Program.Output {
        try await shack.program.run(
            "/bin/sh", ["-c", "\"$0\" \(words) \(redirection)", try Program.path()])
    }

    private func expectAll(_ shack: Shack) throws {
        #expect(try shack.versions().count == 30)
        #expect(try shack.database.tables().count == 30)
    }

    /// The reader takes a line and goes away; the status is that of the program, not of the reader.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: DatabaseKind.allCases.flatMap { kind in
            ["| head -1", "2>&1 | head -1", "2>&1 | exec true", "-X 2>&1 | head -1"].map { (kind, $0) }
        })
    func aReaderGoesAway(kind: DatabaseKind, reader: String) async throws {
        let shack = try Shack(kind, Self.scripts)
        let parts = reader.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let output = try await shack.program.run(
            "/bin/sh",
            ["-c", "{ \"$0\" migrate \(parts[0]); echo $? >status; } | \(parts[1])", try Program.path()])
        #expect(output.text.split(separator: "\n").count <= 1)
        #expect(String(decoding: try shack.program.folder.data("status"), as: UTF8.self) == "0\n")
        try expectAll(shack)
    }

    /// That a migration fails is seen in the status, read or not.
    @Test(.timeLimit(.minutes(10))) func aFailureStaysOne() async throws {
        let shack = try Shack(.sqlite, ["V1__a.sql": "CREATE TABLE a (x INT);", "V2__b.sql": "SELECT nothing;"])
        _ = try await shack.program.run(
            "/bin/sh", ["-c", "{ \"$0\" migrate 2>&1; echo $? >status; } | exec true", try Program.path()])
        #expect(String(decoding: try shack.program.folder.data("status"), as: UTF8.self) == "1\n")
        #expect(try shack.versions() == ["1"])
    }

    static let hasFull = FileManager.default.fileExists(atPath: "/dev/full")

    @Test(.timeLimit(.minutes(10)), .enabled(if: hasFull, "it needs /dev/full"), arguments: DatabaseKind.allCases)
    func aFullDevice(kind: DatabaseKind) async throws {
        for words in ["migrate", "migrate -outputType=json"] {
            let shack = try Shack(kind, Self.scripts)
            let output = try await run(shack, words, ">/dev/full")
            #expect(output.status == 1)
            #expect(
                output.errors.contains(
                    "ERROR: Could not write all of the output to standard output: No space left on device"),
                "\(output.errors)")
            try expectAll(shack)
        }
        let shack = try Shack(kind, Self.scripts)
        let output = try await run(shack, "migrate -outputFile=/dev/full", "")
        #expect(output.status == 1)
        #expect(
            output.errors.contains(
                "ERROR: Could not write all of the output to output file /dev/full: No space left on device"),
            "\(output.errors)")
        #expect(output.text.contains("Successfully applied 30 migrations"))
        try expectAll(shack)
        for words in ["version", "help", "info -outputType=json", "parse sql/V1__t.sql", "migrate -n"] {
            #expect(try await run(shack, words, ">/dev/full").status == 1, "\(words)")
        }
        let errors = try await run(shack, "info -none=1", "2>/dev/full")
        #expect(errors.status == 1)
        #expect(errors.text.contains("Could not write all of the output to standard error"), "\(errors.text)")
    }

    /// The disk fills up in between.
    @Test(.timeLimit(.minutes(10)), .enabled(if: SmallDisk.isAvailable, "\(SmallDisk.whatItNeeds)"))
    func aFullDisk() async throws {
        let disk = try SmallDisk(kibibytes: 64)
        for (words, file) in [("", ""), ("-outputType=json", ""), ("", "out"), ("-outputType=json", "out")] {
            let shack = try Shack(.sqlite, Self.scripts)
            let path = disk.path(of: "file")
            try disk.occupy(kibibytes: 60)
            let output = try await run(
                shack, "migrate -X \(words)" + (file.isEmpty ? "" : " -outputFile=\(path)"),
                file.isEmpty ? ">\(path)" : "")
            #expect(output.status == 1)
            #expect(output.errors.contains("No space left on device"), "\(output.errors)")
            try expectAll(shack)
            try disk.remove()
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// The file of the database gets no number that somebody writes messages to.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "<&-", ">&- 2>&- -X", "-outputType=json >&- 2>&-"])
    func streamsThatAreClosed(streams: String) async throws {
        for kind in DatabaseKind.allCases {
            var scripts = Self.scripts
            scripts["V31__bad.sql"] = "SELECT nothing;"
            let shack = try Shack(kind, scripts)
            let output = try await run(shack, "migrate -outputFile=log.txt", streams)
            #expect(output.status == 1)
            try expectAll(shack)
            if kind == .sqlite { #expect(try shack.database.column("PRAGMA integrity_check") == ["ok"]) }
            try FileManager.default.removeItem(atPath: shack.program.folder.path(of: "sql/V31__bad.sql"))
            #expect(try await run(shack, "migrate", streams).status == 0)
            #expect(try await run(shack, "info", streams).status == 0)
        }
    }

    /// A pipe that somebody else has made non-blocking loses nothing.
    @Test(.timeLimit(.minutes(10)), .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
    func aPipeThatDoesNotBlock() async throws {
        let script = """
            import os, subprocess, sys, time
            reading, writing = os.pipe()
            os.set_blocking(writing, False)
            process = subprocess.Popen(sys.argv[1:], stdout=writing)
            os.close(writing)
            time.sleep(0.5)
            size = 0
            while piece := os.read(reading, 1000):
                size += len(piece)
            print(size, process.wait())
            """
        let program = try Program(["large.sql": String(repeating: "SELECT 1;\n", count: 20_000)])
        let whole = try await program.run("parse", "large.sql")
        let output = try await program.run(
            "/usr/bin/python3", ["-c", script, try Program.path(), "parse", "large.sql"])
        #expect(output.text == "\(whole.text.utf8.count) 0\n")
    }
}
