import SwiftwayScript
import Testing

@Suite struct LocationTests {
    struct Case: Sendable {
        let script: String
        /// Line, column and last line of each statement.
        let places: [[Int]]
    }

    private static let cases: [Case] = [
        Case(script: "select 1", places: [[1, 1, 1]]),
        Case(script: "  select 1;  select 2 ;", places: [[1, 3, 1], [1, 14, 1]]),
        Case(script: "-- comment\n/* more\n */ select\n1\n;\nselect 2\n\n", places: [[3, 5, 5], [6, 1, 6]]),
        Case(script: "select 1;\r\n\tselect 2\r\n;\r\n", places: [[1, 1, 1], [2, 2, 3]]),
        Case(script: "\u{FEFF}select 1;\u{FEFF}", places: [[1, 1, 1], [1, 10, 1]]),
        Case(script: "/* größe 😀 */ select 1; select 'é'; select 3", places: [[1, 15, 1], [1, 25, 1], [1, 37, 1]]),
        Case(script: "copy t from stdin;\n1\n2\n\\.\nselect 1", places: [[1, 1, 4], [5, 1, 5]]),
        Case(script: "(select 1)\n", places: [[1, 1, 1]]),
    ]

    @Test(arguments: cases)
    func statementsKnowTheirPlace(_ example: Case) throws {
        let places = try split(example.script).map { [$0.location.line, $0.location.column, $0.endLine] }
        #expect(places == example.places)
    }

    @Test func leadingCommentsDoNotMoveErrors() throws {
        let statement = try first("-- größe\n  /* x */ selec\n  1;")
        #expect(statement.sql == "-- größe\n  /* x */ selec\n  1")
        #expect(statement.textLocation == ScriptLocation(line: 1, column: 1))
        #expect(statement.location == ScriptLocation(line: 2, column: 11))
        // The server counts characters of the text it got, comment included.
        #expect(statement.location(ofCharacter: 20) == ScriptLocation(line: 2, column: 11))
        #expect(statement.location(ofCharacter: 28) == ScriptLocation(line: 3, column: 3))
    }

    struct Position: Sendable {
        let position: Int
        let line: Int
        let column: Int
    }

    private static let positions: [Position] = [
        Position(position: -5, line: 2, column: 3), Position(position: 0, line: 2, column: 3),
        Position(position: 1, line: 2, column: 3), Position(position: 8, line: 2, column: 10),
        Position(position: 12, line: 3, column: 1), Position(position: 14, line: 3, column: 3),
        Position(position: 15, line: 3, column: 4), Position(position: 16, line: 3, column: 5),
        Position(position: 1000, line: 3, column: 5),
    ]

    @Test(arguments: positions)
    func positionsAreMappedAndClamped(_ example: Position) throws {
        let statement = try split("x;\n  select 😀,\r\nüb c;")[1]
        #expect(statement.sql == "select 😀,\r\nüb c")
        #expect(
            statement.location(ofCharacter: example.position)
                == ScriptLocation(line: example.line, column: example.column))
    }
}
