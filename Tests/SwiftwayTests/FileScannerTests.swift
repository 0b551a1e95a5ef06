import Foundation
import SwiftwayCore
import Testing

@testable import Swiftway

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
