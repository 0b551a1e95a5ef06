import Testing

@testable import SwiftwayCore

struct SuggestionTests {
    static let cases: [(String, [String], String?)] = [
        ("locatoins", ["locations", "callbackLocations"], "locations"),
        ("loc", ["locations"], nil),
        ("ulr", ["url", "user"], "url"),
        ("x", ["url"], nil),
        ("OUTOFORDER", ["outOfOrder"], "outOfOrder"),
        ("", ["a"], "a"),
        ("abc", [], nil),
    ]

    @Test(arguments: cases.indices)
    func findsTheNearest(_ index: Int) {
        let (word, candidates, expected) = Self.cases[index]
        #expect(nearest(to: word, in: candidates) == expected)
    }
}
