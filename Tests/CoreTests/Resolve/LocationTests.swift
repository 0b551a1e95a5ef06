import SwiftwayCore
import Testing

@Suite struct LocationTests {
    static let patterns: [(String, String, String?)] = [
        ("db/*/sql", "a/sql/V1__x.sql", "V1__x.sql"),
        ("db/*/sql", "a/b/sql/V1__x.sql", nil),
        ("db/*/sql", "a/sql", nil),
        ("db/**/sql", "a/sql/V1__x.sql", "V1__x.sql"),
        ("db/**/sql", "c/d/sql/deep/V3__x.sql", "deep/V3__x.sql"),
        ("db/**/sql", "sql/V3__x.sql", "V3__x.sql"),
        ("db/**/sql", "e/other/V4__x.sql", nil),
        ("db/?/sql", "a/sql/V1__x.sql", "V1__x.sql"),
        ("db/?/sql", "ab/sql/V1__x.sql", nil),
        ("db/rel*", "release/V1__x.sql", "V1__x.sql"),
        ("db/rel*", "rel/V1__x.sql", nil),
        ("db/**/V*.sql", "a/V1__x.sql", "a/V1__x.sql"),
        ("db/**/V*.sql", "a/R__x.sql", nil),
    ]

    @Test(arguments: patterns) func wildcards(_ vector: (String, String, String?)) throws {
        let pattern = try #require(WildcardPath(vector.0))
        #expect(pattern.root == "db")
        #expect(pattern.script(ofFileBelowRoot: vector.1) == vector.2)
    }

    @Test func plainPathsHaveNoPattern() {
        #expect(WildcardPath("db/sql") == nil)
    }

    @Test func prefixes() throws {
        #expect(try Location("filesystem:sql/").path == "sql")
        #expect(try Location("FILESYSTEM:sql").path == "sql")
        #expect(try Location("classpath:db/migration").path == "db/migration")
        #expect(try Location(" sql ").path == "sql")
        let error = #expect(throws: Location.UnknownPrefix.self) { try Location("s4:sql") }
        #expect(error?.message == "Unknown prefix for location (should be one of classpath:, filesystem:): s4:sql")
    }

    @Test func overlapsAreDiscarded() throws {
        let locations = try ["filesystem:sql/sub", "filesystem:sql", "filesystem:sql", "filesystem:sqlite"].map {
            try Location($0)
        }
        let (kept, warnings) = Location.withoutOverlaps(locations)
        #expect(kept.map(\.path) == ["sql", "sqlite"])
        #expect(
            warnings == [
                "Discarding duplicate location 'filesystem:sql'",
                "Discarding location 'filesystem:sql/sub' as it is a sub-location of 'filesystem:sql'",
            ])
    }
}
