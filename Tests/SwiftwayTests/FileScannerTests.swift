import Foundation
import SwiftwayCore
import Testing

@testable import SwiftwayEngine

@Suite struct FileScannerTests {
    /// A folder with empty files, gone afterwards.
    private static func scan(_ paths: [String], _ location: String = "filesystem:.") throws -> [ScannedFile] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scan-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for path in paths {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: file)
        }
        return try FileScanner(workingDirectory: folder.path).files(in: Location(location))
    }

    /// A folder with files and links, gone afterwards.
    private static func scan(
        _ paths: [String], links: [String: String], _ locations: [String]
    ) throws -> (scripts: [String], skipped: [String]) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scan-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for path in paths {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: file)
        }
        for (link, target) in links {
            try FileManager.default.createSymbolicLink(
                atPath: folder.appendingPathComponent(link).path, withDestinationPath: target)
        }
        var skipped: [String] = []
        var settings = ScanSettings()
        settings.locations = locations
        let scan = LocationScan(settings: settings, sources: [.locations], workingDirectory: folder.path) { event in
            if case .folderSkipped(let text) = event { skipped.append(text) }
        }
        let scripts = try scan.migrationFiles().map(\.displayPath)
        let home = folder.resolvingSymlinksInPath().path
        return (scripts, skipped.map { $0.replacingOccurrences(of: home, with: "HOME") })
    }

    struct Links: Sendable {
        var files: [String]
        var links: [String: String]
        var locations = ["filesystem:sql"]
        var found: [String]
        var skipped: [String]
    }

    static let links: [Links] = [
        Links(
            files: ["sql/V1.sql"], links: ["sql/here": "."], found: ["sql/V1.sql"],
            skipped: ["Skipping folder 'sql/here' as it is 'sql', which is scanned already"]),
        Links(
            files: ["sql/V1.sql", "other/V2.sql"], links: ["sql/up": ".."], found: ["sql/V1.sql"],
            skipped: ["Skipping folder 'sql/up' as it leads back to 'HOME', which the location is in"]),
        Links(
            files: ["sql/a/V1.sql", "sql/b/V2.sql"], links: ["sql/a/tob": "../b", "sql/b/toa": "../a"],
            found: ["sql/a/V1.sql", "sql/b/V2.sql"],
            skipped: [
                "Skipping folder 'sql/a/tob' as it is 'sql/b', which is scanned already",
                "Skipping folder 'sql/b/toa' as it is 'sql/a', which is scanned already",
            ]),
        // The link comes first by name; what is reached without it keeps its path.
        Links(
            files: ["sql/z/V1.sql"], links: ["sql/a": "z"], found: ["sql/z/V1.sql"],
            skipped: ["Skipping folder 'sql/a' as it is 'sql/z', which is scanned already"]),
        // Two links to one folder elsewhere: once, by the first of them.
        Links(
            files: ["sql/V1.sql", "other/deep/V2.sql"], links: ["sql/x": "../other", "sql/y": "../other"],
            found: ["sql/V1.sql", "sql/x/deep/V2.sql"],
            skipped: ["Skipping folder 'sql/y' as it is 'sql/x', which is scanned already"]),
        // Files are as many as they have names; links that lead nowhere are none.
        Links(
            files: ["sql/V1.sql"],
            links: ["sql/V2.sql": "V1.sql", "sql/V3.sql": "V3.sql", "sql/p": "q", "sql/q": "p", "sql/gone": "nowhere"],
            found: ["sql/V1.sql", "sql/V2.sql"], skipped: []),
        // Two locations, one folder.
        Links(
            files: ["sql/V1.sql"], links: ["link": "sql"], locations: ["filesystem:link", "filesystem:sql"],
            found: ["sql/V1.sql"],
            skipped: ["Skipping files of folder 'link' as it is 'HOME/sql', which is scanned already"]),
        Links(
            files: ["one/V1.sql", "two/V2.sql"], links: ["one/more": "../two"],
            locations: ["filesystem:one", "filesystem:two"], found: ["one/V1.sql", "two/V2.sql"],
            skipped: ["Skipping files of folder 'one/more' as it is 'HOME/two', which is scanned already"]),
        Links(
            files: ["sql/V1.sql"], links: [:], locations: ["filesystem:sql", "filesystem:sql/../sql"],
            found: ["sql/V1.sql"], skipped: []),
        // The link is what brings the folder under the pattern.
        Links(
            files: ["sql/real/data/V1.sql"], links: ["sql/app": "real"], locations: ["filesystem:sql/a*/data"],
            found: ["sql/app/data/V1.sql"], skipped: []),
    ]

    @Test(arguments: links) func everyFolderIsVisitedOnce(_ example: Links) throws {
        let result = try Self.scan(example.files, links: example.links, example.locations)
        #expect(result.scripts == example.found)
        #expect(result.skipped.sorted() == example.skipped)
    }

    /// One name, written with one scalar and with two: two files for the system.
    @Test func spellingsOfANameAreTwoFiles() throws {
        let files = ["a/V1__\u{E9}.sql", "b/V1__e\u{301}.sql"]
        let result = try Self.scan(files, links: [:], ["filesystem:a", "filesystem:b"])
        #expect(result.scripts.count == 2)
    }

    @Test func namesThatAreNoTextAreShownByTheirBytes() {
        #expect(String(escapingInvalidUTF8: Array("caf".utf8) + [0xE9] + Array("é.sql".utf8)) == "caf\\xE9é.sql")
        #expect(String(escapingInvalidUTF8: [0xC3, 0x0A, 0xF0, 0x9F]) == "\\xC3\n\\xF0\\x9F")
    }

    @Test func pathsAreInTheOrderOfTheirBytes() throws {
        let sorted = ["V1__a.sql", "V1__a/V2__b.sql", "V1__a0.sql", "a.b/x.sql", "a/x.sql", "a/ä.sql", "ab"]
        let scripts = try Self.scan(sorted.reversed() + [".hidden/V9__x.sql"]).map(\.script)
        #expect(scripts == sorted)
    }

    @Test func pathsAreShownAsTheLocationIsWritten() throws {
        let file = try #require(try Self.scan(["sql/deep/V1__a.sql"], "sql").first)
        #expect(file.script == "deep/V1__a.sql")
        #expect(file.displayPath == "sql/deep/V1__a.sql")
        #expect(file.absolutePath.hasSuffix("/sql/deep/V1__a.sql"))
        let found = try Self.scan(["sql/deep/V1__a.sql"], "filesystem:sql/*").map(\.script)
        #expect(found == ["V1__a.sql"])
    }

    @Test func configurationsAreSeenBesideTheirFileOnly() throws {
        let files = try Self.scan(["V1__a.sql", "V1__a.sql.conf", "V2__b.sql", "x/V1__a.sql", "x/V2__b.sql.conf"])
        #expect(files.filter(\.mayHaveConfiguration).map(\.script) == ["V1__a.sql"])
        let without = try Self.scan(["V1__a.sql"])
        #expect(!without.contains { $0.mayHaveConfiguration })
    }
}
