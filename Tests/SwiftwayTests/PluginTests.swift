import Swiftway
import TestSupport
import Testing

/// The folder `Migrations` beside this file, which the plugin has made part of these tests.
@Suite("Embedded by the plugin", .fewAtOnce) struct PluginTests {
    @Test(arguments: DatabaseKind.allCases) func itIsTheSameAsTheFolderOnDisk(kind: DatabaseKind) async throws {
        let project = try Project(kind)
        let change: (inout Settings) -> Void = {
            $0.placeholders.placeholders = ["contact": "contact"]
            $0.scan.locations = ["filesystem:\(#filePath.dropLast("PluginTests.swift".count))Migrations"]
        }
        try await project.migrator(from: [.embedded(.migrations)], change).migrate()
        #expect(
            try project.history() == [
                "1: 1 SQL V1__station.sql", "2: 2 SQL later/V2__contact.sql", "3: - SQL R__stations.sql",
            ])
        #expect(try project.database.rows("SELECT * FROM station") == [["DL1ABC", "\\ \"café\"\t"]])
        let onDisk = project.migrator(change)
        #expect(try await onDisk.validate().succeeded)
        #expect(try await onDisk.migrate().migrations.isEmpty)
    }
}
