import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A JUnit file as a program that reads them sees it.
final class JUnit: NSObject, XMLParserDelegate {
    private(set) var cases: [String] = []
    private(set) var failures: [String] = []
    private(set) var errors: [String] = []
    private(set) var skipped: [String] = []
    private(set) var suites: [String] = []
    private var counts: [[String: String]] = []

    /// - Throws: where the counts are not those of the elements.
    init(_ program: Program, _ path: String) throws {
        super.init()
        let parser = XMLParser(data: try program.folder.data(path))
        parser.delegate = self
        #expect(parser.parse(), "\(path) is no XML")
        #expect(!cases.isEmpty)
        for name in ["tests", "failures", "errors", "skipped"] {
            let all = try counts.map { try #require(Int($0[name] ?? "")) }
            let found = ["tests": cases, "failures": failures, "errors": errors, "skipped": skipped][name]?.count
            #expect(all.first == found)
            #expect(all.dropFirst().reduce(0, +) == found)
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        switch elementName {
        case "testsuites", "testsuite":
            counts.append(attributes)
            if elementName == "testsuite" { suites.append(attributes["name"] ?? "") }
        case "testcase": cases.append(attributes["name"] ?? "")
        case "failure": failures.append(cases.last ?? "")
        case "error": errors.append(cases.last ?? "")
        case "skipped": skipped.append(cases.last ?? "")
        default: break
        }
    }
}
