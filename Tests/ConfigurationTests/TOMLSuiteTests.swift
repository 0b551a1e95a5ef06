import Foundation
import Testing

@testable import SwiftwayConfiguration

/// The public test suite of TOML (<https://github.com/toml-lang/toml-test>), from a folder that `scripts/toml-suite`
/// fetches: every valid document is read as its JSON says, and every invalid one is refused.
@Suite("The public test suite of TOML", .enabled(if: TOMLSuite.folder != nil, "TOML_SUITE names no folder"))
struct TOMLSuiteTests {
    @Test("every document of TOML 1.0 is read or refused as it should be") func documents() throws {
        let suite = try TOMLSuite(in: #require(TOMLSuite.folder))
        #expect(suite.valid.count > 150 && suite.invalid.count > 300, "the suite is not whole")
        var wrong: [String] = []
        for name in suite.valid {
            let expected = try JSONSerialization.jsonObject(with: suite.data(name + ".json"))
            guard let node = try suite.read(name + ".toml") else {
                wrong.append("\(name) is refused")
                continue
            }
            if !node.matches(expected) { wrong.append("\(name) is read as \(node)") }
        }
        for name in suite.invalid where try suite.read(name + ".toml") != nil { wrong.append("\(name) is read") }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }
}

private struct TOMLSuite {
    static let folder = ProcessInfo.processInfo.environment["TOML_SUITE"].map { URL(fileURLWithPath: $0) }

    let folder: URL
    /// Without their extensions, by path.
    var valid: [String] = []
    var invalid: [String] = []

    init(in folder: URL) throws {
        self.folder = folder
        let list = try String(contentsOf: folder.appendingPathComponent("files-toml-1.0.0"), encoding: .utf8)
        for path in list.split(separator: "\n") where path.hasSuffix(".toml") {
            let name = String(path.dropLast(5))
            if name.hasPrefix("valid/") { valid.append(name) } else { invalid.append(name) }
        }
    }

    func data(_ path: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(path)) }

    /// `nil` where it is refused.
    func read(_ path: String) throws -> TOMLNode? {
        guard let text = String(validating: try data(path), as: UTF8.self) else { return nil }
        var reader = TOMLReader(text)
        return try? reader.document()
    }
}

extension TOMLNode {
    /// Whether it is what the JSON of the suite says: `{"type": …, "value": …}` for what is neither list nor table.
    fileprivate func matches(_ json: Any) -> Bool {
        switch (self, json) {
        case (.list(let nodes), let values as [Any]):
            return nodes.count == values.count && zip(nodes, values).allSatisfy { $0.matches($1) }
        case (.text(let text), let value as [String: Any]):
            guard value.count == 2, let type = value["type"] as? String, let expected = value["value"] as? String else {
                return false
            }
            return Self.equal(text, expected, type)
        case (.table(let entries), let values as [String: Any]):
            return entries.count == values.count
                && entries.allSatisfy { entry in values[entry.key].map { entry.node.matches($0) } ?? false }
        default: return false
        }
    }

    private static func equal(_ text: String, _ expected: String, _ type: String) -> Bool {
        switch type {
        case "float": expected == "nan" ? text == "nan" : Double(text) == Double(expected)
        case "datetime", "datetime-local", "time-local": plain(time: text) == plain(time: expected)
        default: text == expected
        }
    }

    /// Fractions of a second are compared without their last zeros.
    private static func plain(time: String) -> String {
        time.replacing(#/\.(\d*?)0*(?=$|[^0-9])/#) { $0.output.1.isEmpty ? "" : ".\($0.output.1)" }
    }
}
