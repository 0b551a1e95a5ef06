import SwiftwayScript
import Testing

@Suite struct PlaceholderTests {
    private let table = PlaceholderTable(values: ["Name": "value", "empty": "", "two": "1\n2", "nested": "${name}"])

    struct Case: Sendable {
        let written: String
        let replaced: String
    }

    private static let replacements: [Case] = [
        Case(written: "", replaced: ""),
        Case(written: "no placeholder", replaced: "no placeholder"),
        Case(written: "${name}", replaced: "value"),
        Case(written: "a ${name} b ${NAME} c${nAmE}", replaced: "a value b value cvalue"),
        Case(
            written: "-- ${name}\n/* ${name} */ '${name}' $$${name}$$",
            replaced: "-- value\n/* value */ 'value' $$value$$"),
        Case(written: "[${empty}]", replaced: "[]"),
        Case(written: "${nested} once", replaced: "${name} once"),
        Case(written: "$name $ {name} ${two}$", replaced: "$name $ {name} 1\n2$"),
        Case(written: "$", replaced: "$"),
        // What is no prefix is passed over together with the character that did not fit.
        Case(written: "$${name}", replaced: "$${name}"),
        Case(written: "$$${name}", replaced: "$$value"),
        Case(written: "$$$${name}", replaced: "$$$${name}"),
        Case(written: "$1${name} $ ${name}$\n${name}", replaced: "$1value $ value$\nvalue"),
        Case(written: "${name}$${name}${empty}${name}", replaced: "value$${name}value"),
        Case(written: "{${name}}}", replaced: "{value}}"),
        Case(written: "größe ${name} ü", replaced: "größe value ü"),
    ]

    @Test(arguments: replacements)
    func replaces(_ example: Case) throws {
        let replaced = try table.replacePlaceholders(in: Array(example.written.utf8))
        #expect(String(decoding: replaced.bytes, as: UTF8.self) == example.replaced)
    }

    @Test func otherPrefixAndSuffix() throws {
        let table = PlaceholderTable(prefix: "##", suffix: "##", values: ["who": "me"])
        let replaced = try table.replacePlaceholders(in: Array("'##who##' '${who}' # ##WHO## #".utf8))
        #expect(String(decoding: replaced.bytes, as: UTF8.self) == "'me' '${who}' # me #")
    }

    struct Marks: Sendable {
        let prefix: String
        let suffix: String
        let written: String
        let replaced: String
    }

    private static let marks: [Marks] = [
        Marks(prefix: "aab", suffix: "!", written: "aabx! aaabx! aaaaabx! abaabx!", replaced: "1 aaabx! aaa1 ab1"),
        Marks(prefix: "<<<", suffix: ">", written: "<<x<<<x> << <<<x>", replaced: "<<x1 << 1"),
        Marks(prefix: "FP__", suffix: "__", written: "FFP__x__ oFP__x__", replaced: "FFP__x__ o1"),
        Marks(prefix: "FP__", suffix: "__", written: "FP_FP__x__ FP_ FP__x___", replaced: "FP_FP__x__ FP_ 1_"),
        Marks(prefix: "<", suffix: "%%%", written: "<x%%%%", replaced: "1%"),
        Marks(prefix: "<", suffix: "aab", written: "<xaab", replaced: "1"),
        Marks(prefix: "§{", suffix: "»", written: "©§{x» §§{x» §§§{x»", replaced: "©1 §§{x» §§1"),
    ]

    /// Also in pieces of every size: a script is read as it comes.
    @Test(arguments: marks)
    func marksThatResembleThemselves(_ example: Marks) throws {
        let table = PlaceholderTable(prefix: example.prefix, suffix: example.suffix, values: ["x": "1"])
        let bytes = Array(example.written.utf8)
        let replaced = try table.replacePlaceholders(in: bytes)
        #expect(String(decoding: replaced.bytes, as: UTF8.self) == example.replaced)
        for size in 1...bytes.count {
            var scanner = ScriptScanner(options: ScriptOptions(dialect: .sqlite), placeholders: table)
            for start in stride(from: 0, to: bytes.count, by: size) {
                scanner.feed(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            scanner.finish()
            #expect(try scanner.nextStatement()?.sql == example.replaced)
        }
    }

    @Test(arguments: [("${${name}}", "${${name}"), ("FP____", "FP____")])
    func namesAreTakenAsTheyStand(_ written: String, _ named: String) {
        let table =
            written.hasPrefix("FP")
            ? PlaceholderTable(prefix: "FP__", suffix: "__", separator: "_", values: ["name": "1"])
            : PlaceholderTable(values: ["name": "1"])
        let error = #expect(throws: PlaceholderError.self) {
            try table.replacePlaceholders(in: Array(written.utf8))
        }
        #expect(error?.problem == .unknown(named))
    }

    @Test func prefixForScriptFiles() throws {
        let table = PlaceholderTable(prefix: "FP__", suffix: "__", separator: "_", values: ["flyway_user": "me"])
        let replaced = try table.replacePlaceholders(in: Array("echo FP__flyway_user__ FP_".utf8))
        #expect(String(decoding: replaced.bytes, as: UTF8.self) == "echo me FP_")
    }

    struct Failure: Sendable {
        let written: String
        let message: String
        let line: Int
        let column: Int
    }

    private static let failures: [Failure] = [
        Failure(
            written: "create table t1 (id int);\ninsert into t1 values (${number});",
            message: "No value provided for placeholder: ${number}.  Check your configuration!", line: 2, column: 24),
        Failure(
            written: "${name}\n ${name} ${Other}",
            message: "No value provided for placeholder: ${Other}.  Check your configuration!", line: 2, column: 10),
        Failure(
            written: "x ${flyway:nothing}",
            message: "Failed to populate value for default placeholder: ${flyway:nothing}", line: 1, column: 3),
        Failure(
            written: "ü${a\nb}", message: "No value provided for placeholder: ${a\nb}.  Check your configuration!",
            line: 1, column: 2),
        Failure(
            written: "select 1;\n  ${never closed",
            message: "The placeholder that starts with ${ at line 2 col 3 has no closing }", line: 2, column: 3),
        Failure(
            written: "\u{FEFF}${x}", message: "No value provided for placeholder: ${x}.  Check your configuration!",
            line: 1, column: 1),
    ]

    @Test(arguments: failures)
    func namesWhatHasNoValue(_ example: Failure) throws {
        let error = #expect(throws: PlaceholderError.self) {
            try table.replacePlaceholders(in: Array(example.written.utf8))
        }
        #expect(error?.message == example.message)
        #expect(error?.location == ScriptLocation(line: example.line, column: example.column))
    }

    @Test func scriptsReportTheSame() throws {
        let error = #expect(throws: ScriptError.self) {
            try splitScript(
                Array("select 1;\nselect ${number};".utf8), options: ScriptOptions(dialect: .postgreSQL),
                placeholders: PlaceholderTable(values: [:]))
        }
        #expect(error?.problem == .placeholder(.unknown("${number}")))
        #expect(error?.message == "No value provided for placeholder: ${number}.  Check your configuration!")
        // As the recording placeholder-missing shows, and where it really stands.
        #expect(error?.statementStart == .start)
        #expect(error?.location == ScriptLocation(line: 2, column: 8))
    }

    /// What came from a placeholder stands where the placeholder stands; what follows it stands where it was written.
    @Test func everyByteMapsBack() throws {
        let written = "a\n${two} b ${empty}c\n${name}${NAME}\nd"
        let replaced = try table.replacePlaceholders(in: Array(written.utf8))
        #expect(String(decoding: replaced.bytes, as: UTF8.self) == "a\n1\n2 b c\nvaluevalue\nd")
        let places = (0...replaced.bytes.count).map { replaced.location(ofByte: $0) }
        let expected: [(Int, Int)] =
            [(1, 1), (1, 2)] + [(2, 1), (2, 1), (2, 1)] + [(2, 7), (2, 8), (2, 9), (2, 18), (2, 19)]
            + Array(repeating: (3, 1), count: 5) + Array(repeating: (3, 8), count: 5) + [(3, 15), (4, 1), (4, 2)]
        #expect(places == expected.map { ScriptLocation(line: $0.0, column: $0.1) })
        #expect((0...replaced.bytes.count).map { replaced.writtenOffset(ofByte: $0) }.last == written.utf8.count)
        #expect(replaced.writtenOffset(ofByte: 3) == 2)
        #expect(replaced.writtenOffset(ofByte: 5) == 8)
    }

    @Test func statementsMapBack() throws {
        let script = "select '${two}', ${x\n} as b; select\n 1 from ${name}  where error"
        let statements = try splitScript(
            Array(script.utf8), options: ScriptOptions(dialect: .postgreSQL),
            placeholders: PlaceholderTable(values: ["two": "1\n2;", "x\n": "\"a;b\"", "name": "größe; select 3"]))
        #expect(
            statements.map(\.sql) == ["select '1\n2;', \"a;b\" as b", "select\n 1 from größe", "select 3  where error"])
        #expect(
            statements.map(\.location) == [(1, 1), (2, 9), (3, 9)].map { ScriptLocation(line: $0.0, column: $0.1) })
        #expect(statements.map(\.endLine) == [2, 3, 3])
        // "a;b" is the placeholder that begins in line 1 and ends in line 2.
        #expect(statements[0].location(ofCharacter: 16) == ScriptLocation(line: 1, column: 18))
        #expect(statements[0].location(ofCharacter: 21) == ScriptLocation(line: 2, column: 2))
        #expect(statements[1].location(ofCharacter: 16) == ScriptLocation(line: 3, column: 9))
        // The third statement begins inside of the placeholder.
        #expect(statements[2].location(ofCharacter: 1) == ScriptLocation(line: 3, column: 9))
        #expect(statements[2].location(ofCharacter: 17) == ScriptLocation(line: 3, column: 24))
    }

    @Test func copyDataIsReplacedToo() throws {
        let statements = try splitScript(
            Array("copy t from stdin;\n1\t${x}\n\\.\n".utf8), options: ScriptOptions(dialect: .postgreSQL),
            placeholders: PlaceholderTable(values: ["x": "one"]))
        #expect(statements[0].data == "1\tone\n")
    }
}
