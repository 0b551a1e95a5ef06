import Testing

@testable import SwiftwayPostgreSQL

@Suite("Search path") struct SearchPathTests {
    struct Case: CustomTestStringConvertible {
        var text: String
        var entries: [String]
        /// For the user `ann`.
        var first: String?
        var testDescription: String { text.debugDescription }
    }

    static let paths: [Case] = [
        Case(text: "", entries: [], first: nil),
        Case(text: #""""#, entries: [""], first: nil),
        Case(text: #""$user", public"#, entries: ["$user", "public"], first: "public"),
        Case(text: #""$user""#, entries: ["$user"], first: "ann"),
        Case(text: "app", entries: ["app"], first: "app"),
        Case(text: "App,public", entries: ["app", "public"], first: "app"),
        Case(text: #""App" , public"#, entries: ["App", "public"], first: "App"),
        Case(text: #""a ""b"", c",d"#, entries: [#"a "b", c"#, "d"], first: #"a "b", c"#),
    ]

    @Test(arguments: paths) func readsEntries(path: Case) {
        #expect(SearchPath(text: path.text).entries == path.entries)
        #expect(SearchPath(text: path.text).firstSchema(user: "ann") == path.first)
    }

    struct Preceded: CustomTestStringConvertible {
        var text: String
        var schema: String?
        var result: String
        var testDescription: String { "\(schema ?? "nothing") before \(text)" }
    }

    static let preceded: [Preceded] = [
        Preceded(text: #""$user", public"#, schema: "app", result: #""app","$user", public"#),
        Preceded(text: #""$user", public"#, schema: "public", result: #""public","$user", public"#),
        Preceded(text: #""$user", public"#, schema: nil, result: #""$user", public"#),
        Preceded(text: "app, public", schema: "app", result: "app, public"),
        Preceded(text: #""app", public"#, schema: "app", result: #""app", public"#),
        Preceded(text: "app2, public", schema: "app", result: #""app",app2, public"#),
        Preceded(text: "app", schema: "APP", result: #""APP",app"#),
        Preceded(text: "public", schema: #"o"dd"#, result: #""o""dd",public"#),
        Preceded(text: "", schema: "app", result: #""app""#),
        Preceded(text: #""""#, schema: "app", result: #""app","""#),
    ]

    @Test(arguments: preceded) func putsASchemaInFront(path: Preceded) {
        #expect(SearchPath(text: path.text).preceded(by: path.schema).text == path.result)
    }
}
