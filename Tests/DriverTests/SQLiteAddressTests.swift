import Testing

@testable import SwiftwaySQLite

@Suite("SQLite addresses") struct SQLiteAddressTests {
    struct Case: CustomTestStringConvertible {
        var url: String
        var name: String
        var path: String?
        var access = SQLiteAddress.Access.readWrite
        /// `name=value`, in order.
        var pragmas: [String] = []
        var testDescription: String { url }
    }

    static let addresses: [Case] = [
        Case(url: "jdbc:sqlite:data.db", name: "data.db", path: "data.db"),
        Case(url: "jdbc:sqlite:/srv/da ta%20.db", name: "/srv/da ta%20.db", path: "/srv/da ta%20.db"),
        Case(url: "JDBC:SQLite:data.db", name: "data.db", path: "data.db"),
        Case(url: "jdbc:sqlite:", name: ":memory:", path: nil),
        Case(url: "jdbc:sqlite::memory:", name: ":memory:", path: nil),
        Case(url: "jdbc:sqlite::memory:?cache=shared", name: ":memory:", path: nil),
        Case(url: "sqlite:data.db", name: "data.db", path: "data.db"),
        Case(url: "sqlite::memory:", name: ":memory:", path: nil),
        Case(url: "sqlite:", name: ":memory:", path: nil),
        Case(url: "sqlite:///srv/data.db", name: "/srv/data.db", path: "/srv/data.db"),
        Case(url: "sqlite://data.db", name: "data.db", path: "data.db"),
        Case(url: "jdbc:sqlite:file:data.db", name: "file:data.db", path: "data.db"),
        Case(url: "jdbc:sqlite:file:///srv/a%20b.db", name: "file:///srv/a%20b.db", path: "/srv/a b.db"),
        Case(url: "jdbc:sqlite:file://localhost/srv/b.db", name: "file://localhost/srv/b.db", path: "/srv/b.db"),
        Case(
            url: "jdbc:sqlite:file:data.db?mode=ro&cache=shared&foreign_keys=on",
            name: "file:data.db?mode=ro&cache=shared",
            path: "data.db", access: .readOnly, pragmas: ["foreign_keys=on"]),
        Case(url: "jdbc:sqlite:file:x?mode=memory&cache=shared", name: "file:x?mode=memory&cache=shared", path: nil),
        Case(url: "jdbc:sqlite:file::memory:?cache=shared", name: "file::memory:?cache=shared", path: nil),
        Case(url: "jdbc:sqlite:data.db?mode=ro", name: "data.db", path: "data.db", access: .readOnly),
        Case(url: "jdbc:sqlite:data.db?open_mode=1", name: "data.db", path: "data.db", access: .readOnly),
        Case(url: "jdbc:sqlite:data.db?open_mode=6", name: "data.db", path: "data.db"),
        Case(
            url: "jdbc:sqlite:data.db?busy_timeout=5000&Foreign_Keys=on&journal_mode=WAL&synchronous=NORMAL",
            name: "data.db",
            path: "data.db",
            pragmas: ["busy_timeout=5000", "foreign_keys=on", "journal_mode=WAL", "synchronous=NORMAL"]),
        Case(
            url: "jdbc:sqlite:data.db?transaction_mode=IMMEDIATE&date_class=TEXT&user=a&password=b&x", name: "data.db",
            path: "data.db"),
    ]

    @Test(arguments: addresses) func isRead(address: Case) throws {
        let read = try #require(SQLiteAddress(address.url))
        #expect(read.name == address.name)
        #expect(read.path == address.path)
        #expect(read.access == address.access)
        #expect(read.pragmas.map { "\($0.name)=\($0.value)" } == address.pragmas)
    }

    static let foreign: [String] = ["", "data.db", "jdbc:postgresql:x", "jdbc:sqlite", "sqlite", "jdbc:sqldroid:x"]

    @Test(arguments: foreign) func leavesOthersAlone(url: String) {
        #expect(!SQLiteConnection.recognises(url))
        #expect(SQLiteAddress(url) == nil)
    }

    @Test func waitsAsLongAsTheJavaDriver() {
        #expect(SQLiteAddress("jdbc:sqlite:x")?.busyTimeout == 3_000)
        #expect(SQLiteAddress("jdbc:sqlite:x?busy_timeout=7")?.busyTimeout == 7)
        #expect(SQLiteAddress("jdbc:sqlite:x?busy_timeout=long")?.busyTimeout == 3_000)
    }

    @Test func takesPropertiesUnlessTheAddressSaysOtherwise() {
        let address = SQLiteAddress(
            "jdbc:sqlite:x?foreign_keys=on", properties: ["FOREIGN_KEYS": "off", "synchronous": "OFF", "nonsense": "1"])
        #expect(
            address?.pragmas == [.init(name: "foreign_keys", value: "on"), .init(name: "synchronous", value: "OFF")])
    }
}
