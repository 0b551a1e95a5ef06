import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// What files, databases and programs say is shown; neither a terminal nor the runner of a build obeys it.
@Suite("Texts of others", .fewAtOnce) struct ForeignTextTests {
    private static let commands = [
        "::add-mask::x", "  ::error::x", "\t::set-output name=a::b", "##vso[task.setvariable variable=a]b",
        "##[error]x",
        "##teamcity[testStarted name='x']", "\u{1B}[31mred", "\u{1B}]0;title\u{7}", "section_start:1:x\r\u{1B}[0K",
        "\u{9B}31m", "over\rwritten", "\u{202E}gnirts\u{2066}", "a\u{8}b",
    ]

    /// No byte that a terminal obeys, and no line that a runner obeys.
    private func expectHarmless(_ text: String, _ comment: String, isLog: Bool = true, line: Int = #line) {
        for scalar in text.unicodeScalars {
            let isHarmless: Bool =
                switch scalar {
                case "\n", "\t": true
                case ..<" ", "\u{7F}"..."\u{9F}", "\u{200E}"..."\u{200F}", "\u{202A}"..."\u{202E}",
                    "\u{2066}"..."\u{2069}":
                    false
                default: true
                }
            #expect(isHarmless, "\(comment): \(String(scalar.value, radix: 16)), line \(line)")
        }
        for one in text.split(separator: "\n") where isLog {
            #expect(!one.drop(while: \.isWhitespace).starts(with: "::"), "\(comment): \(one)")
            for command in ["##vso[", "##[", "##teamcity["] { #expect(!one.contains(command), "\(comment): \(one)") }
        }
    }

    private static let manners = [
        [], ["-X"], ["-outputType=json"], ["-outputType=json", "-outputLogsInJson=true", "-X"], ["-X", "-color=never"],
    ]

    @Test(.timeLimit(.minutes(10))) func inNoticesResultsStatementsAndErrors() async throws {
        let texts = Self.commands.map { "x\n\($0)" }
        let quoted = texts.map { "'" + $0.replacing("'", with: "''") + "'" }
        let shack = try Shack(.postgreSQL)
        #expect(try await shack.run("migrate").status == 0)
        for manner in Self.manners {
            let raising = quoted.map { "RAISE NOTICE '%', \($0);" }.joined(separator: " ")
            try shack.write(
                "/*\n\(texts.joined(separator: "\n"))\n*/ DO $do$ BEGIN \(raising) END $do$;\n"
                    + "SELECT \(quoted.joined(separator: ", "));\nDO $do$ BEGIN RAISE EXCEPTION '%', "
                    + quoted.joined(separator: " || ") + "; END $do$;", to: "V9__foreign.sql")
            let output = try await shack.program.run(["migrate", "-outputFile=log.txt"] + manner)
            #expect(output.status == 1)
            expectHarmless(output.text, "\(manner)")
            expectHarmless(output.errors, "\(manner)")
            expectHarmless(String(decoding: try shack.program.folder.data("log.txt"), as: UTF8.self), "\(manner)")
            #expect((output.text + output.errors).contains("add-mask"))
        }
    }

    @Test(.timeLimit(.minutes(10))) func inFilesThatAreOnlyValidated() async throws {
        for text in Self.commands {
            let program = try Program([
                "sql/V1__a.sql": "SELECT 'x\n\(text)\n', ${none};\n", "sql/V2__b.sql": "SELECT 'x\n\(text)\n",
                "sql/V3__\(text.replacing("/", with: "")).sql": "SELECT 1;", "sql/V3__c\n\(text).sql": "SELECT 1;",
            ])
            for manner in [
                [], ["-report=github"], ["-outputType=json"], ["-report=junit:x.xml,sarif:x.json,html:x.html"],
            ] {
                let output = try await program.run(
                    ["validate", "-databaseType=postgresql", "-validateMigrationNaming=true"] + manner)
                #expect(output.status == 1)
                let lines = (output.text + output.errors).split(separator: "\n").filter {
                    // Ours: it tells of a file by name, or is the sum.
                    !(manner == ["-report=github"] && $0.hasPrefix("::error file="))
                }
                expectHarmless(lines.joined(separator: "\n"), "\(manner)")
            }
            for report in ["x.xml", "x.html"] {
                expectHarmless(String(decoding: try program.folder.data(report), as: UTF8.self), report, isLog: false)
            }
            _ = try JUnit(program, "x.xml")
        }
    }

    @Test(.timeLimit(.minutes(10))) func inTheHistoryAndInPrograms() async throws {
        let shack = try Shack(.sqlite)
        try shack.write("cat \"$(dirname \"$0\")/said\"", to: "V3__c.sh")
        try shack.program.folder.write(Self.commands.joined(separator: "\n"), to: "sql/said")
        let output = try await shack.run("migrate")
        #expect(output.status == 0, "\(output.errors)")
        expectHarmless(output.text, "program")
        #expect(output.text.contains("\\::add-mask::x"))
        for text in Self.commands {
            let quoted = "x\n\(text)".replacing("'", with: "''")
            try shack.database.rows(
                "UPDATE flyway_schema_history SET description = '\(quoted)', script = '\(quoted)', installed_by = '\(quoted)' WHERE installed_rank = 1"
            )
            for verb in ["info", "validate", "migrate"] {
                for manner in [[], ["-outputType=json"]] {
                    let output = try await shack.program.run([verb] + manner)
                    expectHarmless(output.text, verb)
                    expectHarmless(output.errors, verb)
                }
            }
        }
    }
}
