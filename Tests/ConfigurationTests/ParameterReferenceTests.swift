import Foundation
import SwiftwayConfiguration
import Testing

struct ParameterReferenceTests {
    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Documentation/parameters.md")

    /// `SWIFTWAY_RECORD=1` writes the file anew, and fails the run.
    @Test func theDocumentationIsOfThisTable() throws {
        if ProcessInfo.processInfo.environment["SWIFTWAY_RECORD"] != nil {
            try Data(ParameterReference.markdown.utf8).write(to: Self.file)
            Issue.record("Documentation/parameters.md is written anew. Look at the difference.")
        }
        let written = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(written == ParameterReference.markdown)
    }

    @Test func linksLeadToHeadings() {
        let lines = ParameterReference.markdown.split(separator: "\n")
        let headings = lines.filter { $0.hasPrefix("#") }.map { heading in
            heading.drop { $0 == "#" }.dropFirst().lowercased().filter { $0 != "." }
                .replacingOccurrences(of: " ", with: "-")
        }
        let anchors = Set(headings)
        // Renderers number the second of two equal ones.
        #expect(anchors.count == headings.count)
        for line in lines {
            guard let start = line.firstRange(of: "](#") else { continue }
            let anchor = String(line[start.upperBound...].prefix { $0 != ")" })
            #expect(anchors.contains(anchor), "\(anchor)")
        }
    }

    @Test func everyParameterIsListed() {
        let markdown = ParameterReference.markdown
        for parameter in ParameterTable.all {
            #expect(markdown.contains(parameter.isOfUse ? "### \(parameter.name)\n" : "| `\(parameter.name)"))
        }
    }
}
