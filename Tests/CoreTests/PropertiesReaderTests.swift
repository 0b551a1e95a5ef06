import SwiftwayCore
import Testing

struct PropertiesReaderTests {
    struct Case: Sendable {
        var text: String
        var expected: [[String]]

        init(_ text: String, _ expected: [String]...) {
            self.text = text
            self.expected = expected
        }
    }

    static let cases: [Case] = [
        Case(""),
        Case("# comment\n  # another\n! third\n\n   \n"),
        Case("a=b", ["a", "b"]),
        Case("  a = b  ", ["a", "b"]),
        Case("a:b", ["a", "b"]),
        Case("a b", ["a", "b"]),
        Case("a\tb c", ["a", "b c"]),
        Case("a : b", ["a", "b"]),
        Case("a", ["a", ""]),
        Case("a=", ["a", ""]),
        Case("=b", ["", "b"]),
        Case("a=b=c:d e", ["a", "b=c:d e"]),
        Case("a = = b", ["a", "= b"]),
        Case("a=\"quoted\"", ["a", "\"quoted\""]),
        Case("a=b # no comment", ["a", "b # no comment"]),
        Case("a=1\na=2", ["a", "1"], ["a", "2"]),
        Case("a=b\r\nc=d\r\n", ["a", "b"], ["c", "d"]),
        Case("\u{FEFF}a=b", ["a", "b"]),
        // Backslashes are literal.
        Case("a=C:\\temp\\new", ["a", "C:\\temp\\new"]),
        Case("a=\\d+\\u0041", ["a", "\\d+\\u0041"]),
        Case("a=one\\ two", ["a", "one\\ two"]),
        // At the end of a line they continue it, but not into blank lines and other properties.
        Case("a=b\\\n  c", ["a", "bc"]),
        Case("a=b,\\\nc,\\\nd\ne=f", ["a", "b,c,d"], ["e", "f"]),
        Case("a=b\\\n# no comment", ["a", "b# no comment"]),
        Case("a=C:\\dir\\\n\nc=d", ["a", "C:\\dir\\"], ["c", "d"]),
        Case("a=C:\\dir\\\nflyway.c=d", ["a", "C:\\dir\\"], ["flyway.c", "d"]),
        Case("a=b\\\nc=d", ["a", "bc=d"]),
        Case("a=b\\", ["a", "b\\"]),
        Case("shouldExecute=a==b && \\\nflyway.x==y", ["shouldExecute", "a==b && flyway.x==y"]),
        Case("# comment \\\na=b", ["a", "b"]),
    ]

    @Test(arguments: cases.indices)
    func reads(_ index: Int) {
        let `case` = Self.cases[index]
        let properties = PropertiesReader.properties(in: `case`.text, environment: nil)
        #expect(properties.map { [$0.key, $0.value] } == `case`.expected, "\(`case`.text)")
    }

    @Test func knowsLines() {
        let text = "# one\na=1\n\nb=2\\\n3\nc=4"
        #expect(PropertiesReader.properties(in: text, environment: nil).map(\.line) == [2, 4, 6])
    }

    static let expansions: [(String, String)] = [
        ("${NAME}", "value"), ("a${NAME}b${NAME}", "avaluebvalue"), ("${UNSET}", ""), ("x${UNSET}y", "xy"),
        ("${with-hyphen}", "${with-hyphen}"), ("${flyway:timestamp}", "${flyway:timestamp}"), ("${NAME", "${NAME"),
        ("${}", "${}"), ("$NAME", "$NAME"), ("$${NAME}", "$value"), ("${INNER}", "${NAME}"), ("${PATHS}", "C:\\new"),
        ("${NÄME}", "${NÄME}"),
    ]

    @Test(arguments: expansions.indices)
    func expands(_ index: Int) {
        let (text, expected) = Self.expansions[index]
        let environment = ["NAME": "value", "INNER": "${NAME}", "PATHS": "C:\\new"]
        let properties = PropertiesReader.properties(in: "a=\(text)", environment: environment)
        #expect(properties.first?.value == expected)
    }

    @Test func leavesVariablesAloneWithoutEnvironment() {
        #expect(PropertiesReader.properties(in: "a=${NAME}", environment: nil).first?.value == "${NAME}")
    }
}
