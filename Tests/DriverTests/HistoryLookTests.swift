import SwiftwayDatabase
import SwiftwayPostgreSQL
import TestSupport
import Testing

@Suite("Looking at the history while connecting") struct HistoryLookTests {
    private let database: PostgreSQLDatabase

    init() throws {
        database = try PostgreSQLServer.shared().makeDatabase()
    }

    private func connection(
        _ look: HistoryLook?, _ parameters: String = "", user: String = PostgreSQLServer.superuser
    ) throws -> PostgreSQLConnection {
        try PostgreSQLConnection(
            ConnectionRequest(url: database.url + parameters, user: user, historyLook: look))
    }

    private func found(
        schema: String? = nil, _ table: String = "history", _ parameters: String = "",
        user: String = PostgreSQLServer.superuser
    ) throws -> String {
        let look = HistoryLook(schema: schema, table: table, columns: "\"rank\"")
        let connection = try connection(look, parameters, user: user)
        #expect(!connection.isInTransaction)
        switch connection.takeFoundHistory() {
        case nil: return "unknown"
        case .missing: return "missing"
        case .rows(let rows): return "\(rows.map { $0.first.flatMap { $0 } ?? "NULL" }.sorted())"
        }
    }

    private func run(_ sql: String) throws { _ = try database.connect().execute(sql) }

    @Test func aTableIsReadWhereItIsExpected() throws {
        #expect(try found() == "missing")
        #expect(try found(schema: "no such schema") == "missing")
        try run("CREATE TABLE history (\"rank\" INT); INSERT INTO history VALUES (1), (NULL)")
        #expect(try found() == "[\"1\", \"NULL\"]")
        #expect(try found(schema: "public") == "[\"1\", \"NULL\"]")
        // Another schema comes first now: its history is the one that is meant, though that of public can be seen.
        try run("CREATE SCHEMA app")
        #expect(try found("history", "?currentSchema=app,public") == "missing")
        try run("CREATE TABLE app.history (\"rank\" INT)")
        #expect(try found("history", "?currentSchema=app,public") == "[]")
    }

    @Test func namesAreQuoted() throws {
        try run(#"CREATE SCHEMA "A ""b'\"; CREATE TABLE "A ""b'\"."H '"".\" AS SELECT 7 AS "rank""#)
        #expect(try found(schema: #"A "b'\"#, #"H '".\"#) == "[\"7\"]")
    }

    @Test func whatIsNoTableOfOursIsNone() throws {
        try run("CREATE VIEW history AS SELECT 1 AS \"rank\"")
        #expect(try found() == "missing")
        // Who may not read it, or finds other columns, is told when the history is asked for.
        try run("CREATE TABLE other (x INT)")
        #expect(try found("other") == "unknown")
        #expect(try found("history", "?currentSchema=nowhere") == "missing")
        try run("CREATE TABLE secret (\"rank\" INT); CREATE ROLE \(database.name) LOGIN")
        defer { try? run("DROP OWNED BY \(database.name); DROP ROLE \(database.name)") }
        #expect(try found("secret", user: database.name) == "unknown")
    }

    @Test func aScriptMakesItOutOfDate() throws {
        let connection = try connection(HistoryLook(schema: nil, table: "history", columns: "*"))
        _ = try connection.execute("SELECT 1")
        #expect(connection.takeFoundHistory() == nil)
    }

    /// Where nothing is found the server reports an error, which must take nothing back.
    @Test func theSessionIsWhatTheAddressSays() throws {
        let look = HistoryLook(schema: nil, table: "history", columns: "*")
        let connection = try connection(look, "?currentSchema=pg_catalog&readOnly=true")
        #expect(connection.currentSchema == "pg_catalog")
        #expect(connection.isReadOnly)
        let plain = try self.connection(nil, "?currentSchema=pg_catalog&readOnly=true")
        let settings = "SELECT current_setting('search_path'), current_setting('TimeZone')"
        let rows = try connection.query(settings, [])
        let expected = try plain.query(settings, [])
        #expect(rows == expected)
    }
}
