import SwiftwayCore
import SwiftwayDatabase
import Testing

@Suite struct TextTests {
    @Test func durations() {
        #expect(formatted(milliseconds: 12) == "00:00.012s")
        #expect(formatted(milliseconds: 75 * 60_000 + 3007) == "75:03.007s")
    }

    @Test func tablesAreAsWideAsTheirWidestCell() {
        let table = TextTable(titles: ["A", "Long title"], rows: [["wide cell", "x"], ["", "é"]])
        #expect(
            table.rendered(emptyText: "none") == """
                +-----------+------------+
                | A         | Long title |
                +-----------+------------+
                | wide cell | x          |
                |           | é          |
                +-----------+------------+

                """)
        #expect(
            TextTable(titles: ["A", "B"], rows: []).rendered(emptyText: "-") == """
                +---+---+
                | A | B |
                +---+---+
                | -     |
                +---+---+

                """)
    }

    @Test func jsonEscapesWhatMustBeEscaped() {
        let value = JSONValue.object([
            ("a", .string("q\"b\\n\n\u{1}é")), ("b", .array([])), ("c", .array([.integer(1), .null])),
            ("d", .object([])),
        ])
        #expect(
            value.text == #"""
                {
                  "a" : "q\"b\\n\n\u0001é",
                  "b" : [ ],
                  "c" : [ 1, null ],
                  "d" : { }
                }
                """#)
    }

    @Test func databaseErrorsKeepTheirParts() {
        let error = DatabaseError(
            severity: "ERROR", message: "custom 1", sqlState: "P9999", detail: "the detail", hint: "the hint",
            context: "PL/pgSQL function", position: 8)
        #expect(
            error.fullMessage == """
                ERROR: custom 1
                  Detail: the detail
                  Hint: the hint
                  Position: 8
                  Where: PL/pgSQL function
                """)
    }

    @Test func labels() {
        let label = MigrationLabel(
            schema: "public", version: "2", description: "x", isOutOfOrder: true, isTransactional: false)
        #expect(
            Event.migrating(label).lines == [
                LogLine(.info, "Migrating schema \"public\" to version \"2 - x\" [out of order] [non-transactional]")
            ])
        #expect(
            Event.migrating(MigrationLabel(schema: "s", version: nil, description: "v")).lines == [
                LogLine(.info, "Migrating schema \"s\" with repeatable migration \"v\"")
            ])
    }

    @Test func secretsDoNotPrintThemselves() {
        var settings = Settings()
        settings.connection.password = Secret("hunter2")
        #expect(!"\(settings)".contains("hunter2"))
        #expect(!String(reflecting: settings).contains("hunter2"))
    }

    @Test func civilTimes() {
        let time = CivilTime(databaseText: "2024-05-01 10:11:12.123")
        #expect(time?.iso8601 == "2024-05-01T10:11:12.123")
        #expect(time?.description == "2024-05-01 10:11:12")
        #expect(CivilTime(databaseText: "rubbish") == nil)
        #expect(CivilTime(dayFirst: "31/12/2024 23:59")?.description == "2024-12-31 23:59:00")
        #expect(CivilTime(dayFirst: "2024-12-31") == nil)
        // As Java reads it: what follows is not looked at.
        #expect(CivilTime(dayFirst: "31/12/2024 23:59:58")?.description == "2024-12-31 23:59:00")
        #expect(CivilTime(dayFirst: "1/2/2024 3:4")?.description == "2024-02-01 03:04:00")
        for wrong in ["31/12/2024", "31/12/2024 23", "31/13/2024 23:59", "31/12/2024 24:00", "31.12.2024 23:59", ""] {
            #expect(CivilTime(dayFirst: wrong) == nil)
        }
    }

    @Test func aTableWithoutRowsIsAsWideAsItsTitles() {
        #expect(TextTable(titles: ["id"], rows: []).query == "+----+\n| id |\n+----+\n| No |\n+----+")
        let wide = TextTable(titles: ["identifier", "name"], rows: []).query
        #expect(wide.contains("\n| No rows returned  |\n"))
    }
}
