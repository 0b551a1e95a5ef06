import Foundation
import SwiftwayLint
import Testing

struct RulePagesTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Documentation/rules")

    /// `SWIFTWAY_RECORD=1` writes the pages anew, and fails the run.
    @Test func thePagesAreOfTheseRules() throws {
        let pages = RulePages.all
        if ProcessInfo.processInfo.environment["SWIFTWAY_RECORD"] != nil {
            try? FileManager.default.removeItem(at: Self.folder)
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            for (name, text) in pages { try Data(text.utf8).write(to: Self.folder.appendingPathComponent(name)) }
            Issue.record("Documentation/rules is written anew. Look at the difference.")
        }
        let written = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(written) == Set(pages.keys))
        for (name, text) in pages {
            let page = try? String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
            #expect(page == text, "\(name)")
        }
    }
}
