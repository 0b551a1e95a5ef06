import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reports of what commands did: test results, and a page for people.
@Suite("Reports of runs", .fewAtOnce) struct RunReportTests {
    private static let scripts = ["V1__create_band.sql": "CREATE TABLE band (name VARCHAR(10));"]
    private static let reports = "-report=junit:out/b.xml,html:out/b.html"

    @Test(arguments: DatabaseKind.allCases) func eachMigrationIsACase(kind: DatabaseKind) async throws {
        let shack = try Shack(kind, Self.scripts)
        try shack.write("INSERT INTO nowhere VALUES ('<b>&');", to: "V2__breaks.sql")
        try shack.write("CREATE TABLE later (x INT);", to: "V3__later.sql")
        let output = try await shack.run("migrate", Self.reports)
        #expect(output.status == 1)
        let junit = try JUnit(shack.program, "out/b.xml")
        #expect(junit.suites == ["swiftway migrate"])
        #expect(junit.cases == ["sql/V1__create_band.sql", "sql/V2__breaks.sql", "sql/V3__later.sql"])
        #expect(junit.failures == ["sql/V2__breaks.sql"])
        #expect(junit.skipped == ["sql/V3__later.sql"])
        let page = try Page(shack.program, "out/b.html")
        #expect(page.verdict == "Failed")
        #expect(page.text.contains("INSERT INTO nowhere VALUES ('<b>&')"))
        #expect(page.text.contains("is not recorded. 1 migration was applied by this run before it and stays."))
        #expect(page.states == ["Applied", "Failed", "Not reached", "Success", "Pending", "Pending"])
    }

    @Test func withGroupThoseBeforeAreNotReachedEither() async throws {
        let shack = try Shack(.sqlite, Self.scripts)
        try shack.write("INSERT INTO nowhere VALUES (1);", to: "V2__breaks.sql")
        _ = try await shack.run("migrate", "-group=true", Self.reports)
        let junit = try JUnit(shack.program, "out/b.xml")
        #expect(junit.failures == ["sql/V2__breaks.sql"])
        #expect(junit.skipped == ["sql/V1__create_band.sql"])
    }

    @Test(arguments: DatabaseKind.allCases) func eachCommandIsASuite(kind: DatabaseKind) async throws {
        let shack = try Shack(kind, Self.scripts)
        let output = try await shack.run("clean", "migrate", "migrate", "info", "-cleanDisabled=false", Self.reports)
        #expect(output.status == 0)
        let junit = try JUnit(shack.program, "out/b.xml")
        #expect(junit.suites == ["swiftway clean", "swiftway migrate", "swiftway migrate", "swiftway info"])
        #expect(
            junit.cases == [
                "swiftway clean", "sql/V1__create_band.sql", "nothing to migrate", "sql/V1__create_band.sql",
            ])
        #expect(junit.failures + junit.errors + junit.skipped == [])
        let page = try Page(shack.program, "out/b.html")
        #expect(page.verdict == "Succeeded")
        #expect(page.states == ["Applied", "Success"])
        #expect(page.text.contains("Nothing to migrate: the schema is up to date."))
    }

    @Test func infoTellsStates() async throws {
        let shack = try Shack(.sqlite, Self.scripts)
        _ = try await shack.run("migrate")
        try shack.write("CREATE TABLE later (x INT);", to: "V3__later.sql")
        try FileManager.default.removeItem(atPath: shack.program.folder.path(of: "sql/V1__create_band.sql"))
        _ = try await shack.run("info", Self.reports)
        let junit = try JUnit(shack.program, "out/b.xml")
        #expect(junit.cases == ["1 - create band", "sql/V3__later.sql"])
        #expect(junit.skipped == ["sql/V3__later.sql"])
        #expect(try Page(shack.program, "out/b.html").states == ["Missing", "Pending"])
    }

    @Test func findingsStandOnThePage() async throws {
        let program = try Program(["sql/V1__a.sql": "SELECT 'never closed;", "sql/V2__empty.sql": ""])
        let output = try await program.run("validate", "-databaseType=postgresql", "-report=html:b.html")
        #expect(output.status == 1)
        let page = try Page(program, "b.html")
        #expect(page.verdict == "Failed")
        #expect(page.text.contains("sql/V1__a.sql:1:8"))
        #expect(page.text.contains("empty-file"))
    }

    @Test func whatNeverConnectedIsReportedWithoutSecrets() async throws {
        let program = try Program(["sql/V1__a.sql": "SELECT 1;"])
        let output = try await program.run(
            "migrate", "-url=jdbc:postgresql://localhost:1/x?user=u&password=geheim", "-password=geheim", Self.reports)
        #expect(output.status == 1)
        #expect(try JUnit(program, "out/b.xml").errors == ["swiftway migrate"])
        let page = try Page(program, "out/b.html")
        #expect(page.verdict == "Failed")
        #expect(!page.source.contains("geheim"))
        #expect(try !program.folder.text("out/b.xml").contains("geheim"))
    }

    @Test func findingsHaveNoReportWhereNoneAreLookedFor() async throws {
        let shack = try Shack(.sqlite, Self.scripts)
        let output = try await shack.run("migrate", "-report=sarif:a.sarif,github,junit:b.xml")
        #expect(output.status == 0)
        #expect(!shack.program.folder.has("a.sarif"), "old alerts would be taken for mended")
        #expect(shack.program.folder.has("b.xml"))
        let unknown = try await shack.run("migrate", "-tabel=x", "-report=sarif:a.sarif,junit:c.xml")
        #expect(unknown.status == 1)
        #expect(!shack.program.folder.has("a.sarif"))
        #expect(try JUnit(shack.program, "c.xml").errors == ["swiftway migrate"])
    }

    @Test func thePageNeedsNothingFromElsewhere() async throws {
        let shack = try Shack(.sqlite, Self.scripts)
        _ = try await shack.run("migrate", Self.reports)
        let page = try Page(shack.program, "out/b.html")
        for word in ["http", "src=", "url(", "@import", "<script", "<link"] { #expect(!page.source.contains(word)) }
    }
}

/// A page as a reader sees it.
private final class Page: NSObject, XMLParserDelegate {
    let source: String
    private(set) var text = ""
    private(set) var verdict = ""
    private(set) var states: [String] = []
    private var styles: [String] = []

    /// - Throws: where an element is not closed, which browsers would forgive.
    init(_ program: Program, _ path: String) throws {
        source = try program.folder.text(path)
        super.init()
        let parser = XMLParser(data: Data(source.utf8))
        parser.delegate = self
        #expect(parser.parse(), "\(path) is not well-formed: \(String(describing: parser.parserError))")
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        let style = attributes["class"] ?? ""
        if style.hasPrefix("state ") { states.append("") }
        styles.append(style)
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
    ) { styles.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        text += string
        let style = styles.last ?? ""
        if style.hasPrefix("verdict ") { verdict += string }
        if style.hasPrefix("state "), let last = states.indices.last { states[last] += string }
    }
}
