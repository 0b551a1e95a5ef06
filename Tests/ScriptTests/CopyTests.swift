import SwiftwayScript
import Testing

@Suite struct CopyTests {
    struct Case: Sendable {
        let script: String
        let data: [String?]
    }

    private static let cases: [Case] = [
        Case(script: "copy t from stdin;\n1\n2\n\\.\n", data: ["1\n2\n"]),
        Case(script: "copy t from stdin;\n\\.\n", data: [""]),
        Case(script: "copy t from stdin;\n\\.", data: [""]),
        Case(script: "copy t from stdin;\n1\n\\.", data: ["1\n"]),
        Case(script: "copy t from stdin;\r\n1\r\n\\.\r\n", data: ["1\r\n"]),
        Case(script: "copy t from stdin;\n1\n \t\\. \t\n", data: ["1\n"]),
        Case(script: "copy t from stdin;\n\\.\\.\n\\.x\nx\\.\n\\\\.\n\\.\n", data: ["\\.\\.\n\\.x\nx\\.\n\\\\.\n"]),
        Case(script: "copy t from stdin;\n\n\n\\.\nselect 1;", data: ["\n\n", nil]),
        Case(script: "copy t from stdin;\n'\n\\.\ncopy t from stdin;\n;\n\\.\n", data: ["'\n", ";\n"]),
        Case(script: "copy t from stdin with (format csv);\n\"\n\"\n\\.\n", data: ["\"\n\"\n"]),
        Case(script: "COPY\nt\nFROM\nSTDIN\n;\n1\n\\.\n", data: ["1\n"]),
        Case(script: "copy t from stdin /* ; */ where a = ';' -- ;\n;\n1\n\\.\n", data: ["1\n"]),
        Case(script: "copy t from /* a */ -- b\n stdin;\n1\n\\.\n", data: ["1\n"]),
        Case(script: "copy t from stdout;\n1\n\\.\n", data: ["1\n"]),
        Case(script: "copy \"from\".\"stdin\" from stdin;\n1\n\\.\n", data: ["1\n"]),
        Case(script: "copy s.from from stdin;\n1\n\\.\n", data: ["1\n"]),
        Case(script: "copy t to stdout; select 1", data: [nil, nil]),
        Case(script: "copy (select a from stdin) to stdout; select 1", data: [nil, nil]),
        Case(script: "copy t from 'stdin'; select 1", data: [nil, nil]),
        Case(script: "copy t from program 'stdin'; select 1", data: [nil, nil]),
        Case(script: "copy t (a) to '/x' where b is distinct from stdin; select 1", data: [nil, nil]),
        Case(script: "select 'copy t from stdin'; select copy from stdin; select 1", data: [nil, nil, nil]),
        Case(script: "/* copy t from stdin; */ select 1", data: [nil]),
    ]

    @Test(arguments: cases)
    func dataFollowsTheStatement(_ example: Case) throws {
        let statements = try split(example.script)
        #expect(statements.map(\.data) == example.data)
        #expect(statements.map(\.readsCopyData) == example.data.map { $0 != nil })
    }

    @Test func sqliteHasNoCopy() throws {
        #expect(try texts("copy t from stdin;\n1", .sqlite) == ["copy t from stdin", "1"])
    }

    struct Rest: Sendable {
        let line: String
        let skipped: String?
    }

    private static let rests: [Rest] = [
        Rest(line: "", skipped: nil), Rest(line: "  \t\r", skipped: nil), Rest(line: " -- comment", skipped: nil),
        Rest(line: "/* comment */", skipped: nil), Rest(line: ";", skipped: nil),
        Rest(line: " select 1; ", skipped: "select 1;"),
    ]

    @Test(arguments: rests)
    func restOfTheLineIsSkippedButNotSilently(_ example: Rest) throws {
        let statement = try first("copy t from stdin;\(example.line)\n1\n\\.\n")
        #expect(statement.data == "1\n")
        #expect(statement.skippedText == example.skipped)
    }
}
