import SwiftwayDatabase
import SwiftwaySQLite
import TestSupport
import Testing

@Suite("SQLite clean") struct SQLiteCleanTests {
    private let file: SQLiteFile

    init() throws { file = try SQLiteFile() }

    static let objects = #"""
        CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INT REFERENCES parent (id) ON DELETE RESTRICT);
        CREATE TABLE grandchild (child_id INT NOT NULL REFERENCES child (id) ON DELETE RESTRICT);
        CREATE TABLE self (id INTEGER PRIMARY KEY, up INT REFERENCES self (id));
        CREATE TABLE chicken (id INTEGER PRIMARY KEY, egg INT REFERENCES egg (id));
        CREATE TABLE egg (id INTEGER PRIMARY KEY, chicken INT REFERENCES chicken (id));
        CREATE TABLE "odd "" ' ; name" (id INT);
        CREATE TABLE [select] (id INT);
        CREATE TABLE `back``tick` (id INT);
        CREATE TABLE norowid (id INT PRIMARY KEY) WITHOUT ROWID;
        CREATE VIRTUAL TABLE words USING fts5(body);
        CREATE VIRTUAL TABLE "odd "" words" USING fts5(body);
        CREATE VIEW v AS SELECT * FROM parent;
        CREATE VIEW "odd "" view" AS SELECT * FROM v;
        CREATE INDEX by_name ON parent (name);
        CREATE TRIGGER tr AFTER DELETE ON child BEGIN SELECT RAISE(ABORT, 'never delete'); END;
        CREATE TRIGGER tv INSTEAD OF INSERT ON v BEGIN SELECT 1; END;
        INSERT INTO parent (id) VALUES (1);
        INSERT INTO child VALUES (1, 1);
        INSERT INTO grandchild VALUES (1);
        INSERT INTO self VALUES (1, NULL), (2, 1), (3, 3);
        PRAGMA defer_foreign_keys = ON;
        INSERT INTO chicken VALUES (1, 1);
        INSERT INTO egg VALUES (1, 1);
        INSERT INTO words VALUES ('a word');
        ANALYZE
        """#

    struct Way: CustomTestStringConvertible {
        var checksForeignKeys: Bool
        var isInTransaction: Bool
        var testDescription: String {
            "\(checksForeignKeys ? "with" : "without") foreign keys, \(isInTransaction ? "in" : "outside") a transaction"
        }
    }

    static let ways: [Way] = [
        Way(checksForeignKeys: false, isInTransaction: false), Way(checksForeignKeys: false, isInTransaction: true),
        Way(checksForeignKeys: true, isInTransaction: false), Way(checksForeignKeys: true, isInTransaction: true),
    ]

    @Test(arguments: ways) func cleansEverything(way: Way) throws {
        let connection = try file.connect("foreign_keys=\(way.checksForeignKeys ? "on" : "off")")
        try connection.begin()
        _ = try connection.execute(Self.objects)
        try connection.commit()
        if way.isInTransaction { try connection.begin() }
        try connection.cleanSchema("main")
        try connection.commit()
        #expect(try connection.query("SELECT name FROM sqlite_master", []) == [["sqlite_sequence"]])
        #expect(try connection.query("SELECT count(*) FROM sqlite_sequence", []) == [["0"]])
        #expect(try connection.isSchemaEmpty("main"))
        #expect(connection.enforcesForeignKeys == way.checksForeignKeys)
        // A second round finds nothing, and everything can be created again.
        try connection.cleanSchema("main")
        try connection.begin()
        _ = try connection.execute(Self.objects)
        try connection.commit()
    }

    @Test func restoresTheChecksAfterAFailure() throws {
        let connection = try file.connect("foreign_keys=on")
        _ = try connection.execute("CREATE TABLE t (id INT)")
        let other = try file.connect()
        try other.begin()
        _ = try connection.execute("PRAGMA busy_timeout = 10")
        #expect(throws: DatabaseError.self) { try connection.cleanSchema("main") }
        #expect(connection.enforcesForeignKeys)
        try other.rollback()
        #expect(try connection.tableExists(QualifiedName(schema: "main", name: "t")))
    }

    @Test func cleansAnAttachedDatabaseAlone() throws {
        let connection = try file.connect()
        _ = try connection.execute(
            """
            ATTACH ':memory:' AS "Odd "" one"; CREATE TABLE "Odd "" one".t (id INTEGER PRIMARY KEY AUTOINCREMENT);
            CREATE TABLE t (id INT)
            """)
        try connection.cleanSchema(#"Odd " one"#)
        #expect(try connection.isSchemaEmpty(#"Odd " one"#))
        #expect(try connection.tableExists(QualifiedName(schema: "main", name: "t")))
        try connection.cleanSchema("no such schema")
    }

    // MARK: Foreign keys

    @Test func switchesTheChecksOutsideTransactionsOnly() throws {
        let connection = try file.connect()
        #expect(!connection.enforcesForeignKeys)
        try connection.setForeignKeyEnforcement(true)
        #expect(connection.enforcesForeignKeys)
        try connection.begin()
        try connection.setForeignKeyEnforcement(true)
        #expect(throws: DatabaseError.self) { try connection.setForeignKeyEnforcement(false) }
        #expect(connection.enforcesForeignKeys)
        try connection.commit()
        try connection.setForeignKeyEnforcement(false)
        #expect(!connection.enforcesForeignKeys)
    }

    @Test func findsViolations() throws {
        let connection = try file.connect()
        _ = try connection.execute(
            """
            CREATE TABLE p (id INTEGER PRIMARY KEY);
            CREATE TABLE c (a INT REFERENCES p (id), b INT REFERENCES p (id));
            CREATE TABLE w (a INT PRIMARY KEY REFERENCES p (id)) WITHOUT ROWID;
            INSERT INTO p VALUES (1)
            """)
        #expect(try connection.foreignKeyViolations().isEmpty)
        _ = try connection.execute("INSERT INTO c (rowid, a, b) VALUES (7, 1, 1), (8, 1, 2); INSERT INTO w VALUES (3)")
        let violations = try connection.foreignKeyViolations()
        #expect(
            Set(violations) == [
                ForeignKeyViolation(table: "c", rowID: 8, referencedTable: "p", foreignKey: 0),
                ForeignKeyViolation(table: "w", rowID: nil, referencedTable: "p", foreignKey: 0),
            ])
        #expect(violations.map(\.description).contains(#"row 8 of "c" refers to a missing row of "p""#))
    }
}
