import Foundation
import Swiftway
import TestSupport
import Testing

/// The sample database in `sql/`.
@Suite("Sample", .fewAtOnce) struct SampleTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
            "sql")

    @Test(arguments: DatabaseKind.allCases) func migratesOnceAndThenNoMore(kind: DatabaseKind) async throws {
        var project = try Project(kind)
        project.settings.scan.locations = ["filesystem:\(Self.folder.path)"]
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".sql")
        }
        #expect(try await project.migrate().migrations.count == files.count)
        #expect(try await project.migrate().migrations.isEmpty)
        #expect(try await project.migrator().validate().succeeded)
        #expect(try project.database.tables() == ["band", "contact", "radio_operator", "station"])
        #expect(try project.database.column("SELECT count(*) FROM station_log") == ["8"])
    }
}
