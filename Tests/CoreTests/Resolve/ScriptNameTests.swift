import SwiftwayCore
import Testing

@Suite struct ScriptNameTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        var file: String
        var name: ScriptName
        var testDescription: String { file }
        init(_ file: String, _ name: ScriptName) {
            self.file = file
            self.name = name
        }
    }

    static func v(_ version: String, _ description: String) -> ScriptName {
        .versioned(MigrationVersion(version)!, description: description)
    }

    static let accepted: [Vector] = [
        Vector("V1__Create_Person_Table.sql", v("1", "Create Person Table")),
        Vector("V1_2_3__x.sql", v("1_2_3", "x")),
        Vector("V1.2.3__x.sql", v("1.2.3", "x")),
        Vector("V007__bond.sql", v("007", "bond")),
        Vector("V2.sql", v("2", "")),
        Vector("V2__.sql", v("2", "")),
        Vector("V3___x.sql", v("3", " x")),
        Vector("V4_1__a__b.sql", v("4_1", "a  b")),
        Vector("V5__x.SQL", v("5", "x")),
        Vector("V1__größe_und_名前.sql", v("1", "größe und 名前")),
        Vector("V3__dots.and-dashes and blanks.sql", v("3", "dots.and-dashes and blanks")),
        Vector("B10__base.sql", .baseline(MigrationVersion(10), description: "base")),
        Vector("R__view.sql", .repeatable(description: "view")),
        Vector("R.sql", .repeatable(description: "")),
        Vector("beforeMigrate.sql", .callback(.beforeMigrate, description: "")),
        Vector("beforeMigrate__vacuum_all.sql", .callback(.beforeMigrate, description: "vacuum all")),
        Vector("beforeEachMigrateStatement__a.sql", .callback(.beforeEachMigrateStatement, description: "a")),
        Vector("V1__x.sql.bak", .other),
        Vector("V1__x.txt", .other),
        Vector(".sql", .other),
    ]

    @Test(arguments: accepted) func read(_ vector: Vector) {
        #expect(ScriptName(fileName: vector.file, naming: NamingSettings()) == vector.name)
    }

    static let refused: [(String, String)] = [
        ("V6_x.sql", "Invalid versioned migration name format: V6_x.sql (could not recognise version number 6_x)"),
        (
            "V__x.sql",
            "Invalid versioned migration name format: V__x.sql (It must contain a version and should look like this: V1.2__x.sql)"
        ),
        (
            "V1.2.__x.sql",
            "Invalid versioned migration name format: V1.2.__x.sql (could not recognise version number 1.2.)"
        ),
        ("Vx__y.sql", "Invalid versioned migration name format: Vx__y.sql (could not recognise version number x)"),
        ("Views.sql", "Invalid versioned migration name format: Views.sql (could not recognise version number iews)"),
        ("v1__x.sql", "Unrecognised migration name format: v1__x.sql"),
        ("1__x.sql", "Unrecognised migration name format: 1__x.sql"),
        ("foo.sql", "Unrecognised migration name format: foo.sql"),
        (".V1__x.sql", "Unrecognised migration name format: .V1__x.sql"),
        ("U1__x.sql", "Unrecognised migration name format: U1__x.sql"),
        (
            "R1__view.sql",
            "Invalid repeatable migration / callback name format: R1__view.sql (It cannot contain a version and should look like this: R__view.sql)"
        ),
        (
            "README.sql",
            "Invalid repeatable migration / callback name format: README.sql (It cannot contain a version and should look like this: R__description.sql)"
        ),
        (
            "afterMigrate1__x.sql",
            "Invalid repeatable migration / callback name format: afterMigrate1__x.sql (It cannot contain a version and should look like this: afterMigrate__x.sql)"
        ),
    ]

    @Test(arguments: refused) func complaint(_ vector: (String, String)) {
        #expect(ScriptName(fileName: vector.0, naming: NamingSettings()) == .invalid(vector.1))
    }

    @Test func everyPartCanBeChanged() {
        var naming = NamingSettings()
        naming.sqlMigrationPrefix = "M"
        naming.repeatableSqlMigrationPrefix = "X"
        naming.sqlMigrationSeparator = "--"
        naming.sqlMigrationSuffixes = [".ddl", ".psql"]
        #expect(ScriptName(fileName: "M2--more.psql", naming: naming) == Self.v("2", "more"))
        #expect(ScriptName(fileName: "X--view.ddl", naming: naming) == .repeatable(description: "view"))
        #expect(ScriptName(fileName: "M2--more.sql", naming: naming) == .other)
    }

    /// It is tried last, as everything begins with it.
    @Test func anEmptyPrefixIsThatOfEveryName() {
        var naming = NamingSettings()
        naming.sqlMigrationPrefix = ""
        #expect(ScriptName(fileName: "1__x.sql", naming: naming) == Self.v("1", "x"))
        #expect(ScriptName(fileName: "2.sql", naming: naming) == Self.v("2", ""))
        #expect(ScriptName(fileName: "R__view.sql", naming: naming) == .repeatable(description: "view"))
        #expect(ScriptName(fileName: "afterMigrate.sql", naming: naming) == .callback(.afterMigrate, description: ""))
        #expect(
            ScriptName(fileName: "V1__x.sql", naming: naming)
                == .invalid(
                    "Invalid versioned migration name format: V1__x.sql (could not recognise version number V1)"))
        naming.sqlMigrationPrefix = "V"
        naming.repeatableSqlMigrationPrefix = ""
        #expect(ScriptName(fileName: "__view.sql", naming: naming) == .repeatable(description: "view"))
        #expect(ScriptName(fileName: "V1__x.sql", naming: naming) == Self.v("1", "x"))
    }

    @Test func anEmptySuffixIsThatOfEveryFile() {
        var naming = NamingSettings()
        naming.sqlMigrationSuffixes = [""]
        #expect(ScriptName(fileName: "V1__x", naming: naming) == Self.v("1", "x"))
        #expect(ScriptName(fileName: "V2__x.txt", naming: naming) == Self.v("2", "x.txt"))
    }

    @Test func ofEqualPrefixesTheFirstCounts() {
        var naming = NamingSettings()
        naming.repeatableSqlMigrationPrefix = "V"
        naming.baselineMigrationPrefix = "VB"
        #expect(ScriptName(fileName: "V2__more.sql", naming: naming) == Self.v("2", "more"))
        let version = MigrationVersion("3").map {
            ScriptName.baseline($0, description: "x__y".replacing("_", with: " "))
        }
        #expect(ScriptName(fileName: "VB3__x__y.sql", naming: naming) == version)
    }
}
