import SwiftwayConfiguration
import SwiftwayCore
import Testing

@Suite struct ReportRequestTests {
    @Test func reportsAreKnownFromWordsAndVariables() throws {
        let words = try #require(
            ReportRequest(
                arguments: ["clean", "validate", "-workingDirectory=db", "-report=sarif:a.sarif, junit:b.xml,github"],
                environment: ["SWIFTWAY_REPORT": "github"]))
        #expect(words.targets == [.sarif(path: "a.sarif"), .junit(path: "b.xml"), .github])
        #expect(words.workingDirectory == "db")
        #expect(words.command == "validate")
        let variable = try #require(
            ReportRequest(arguments: ["validate", "nonsense"], environment: ["SWIFTWAY_REPORT": "junit:b.xml"]))
        #expect(variable.targets == [.junit(path: "b.xml")])
        #expect(variable.workingDirectory == nil)
    }

    @Test func whatCannotBeUnderstoodIsPassedOver() throws {
        let request = try #require(
            ReportRequest(arguments: ["validate", "-report=nonsense:x,github,sarif:"], environment: [:]))
        #expect(request.targets == [.github])
    }

    @Test func findingsAreOfChecksAlone() throws {
        let request = try #require(
            ReportRequest(arguments: ["migrate", "-report=github,sarif:a,junit:b,html:c"], environment: [:]))
        #expect(request.targets == [.junit(path: "b"), .html(path: "c")])
        #expect(request.command == "migrate")
        #expect(ReportRequest(arguments: ["parse", "-report=junit:b"], environment: [:]) == nil)
        #expect(Verb.allCases.filter(\.looksForFindings) == [.validate, .lint])
    }
}
