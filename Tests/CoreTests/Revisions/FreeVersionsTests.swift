import Testing

@testable import SwiftwayCore

struct FreeVersionsTests {
    @Test(arguments: [
        ("3", ["4", "5"]), ("1.9", ["1.10", "1.11"]), ("1_9", ["1_10", "1_11"]), ("007", ["008", "009"]),
        ("099", ["100", "101"]), ("99", ["100", "101"]), ("20240101120000", ["20240101120001", "20240101120002"]),
        ("99999999999999999999999", ["100000000000000000000000", "100000000000000000000001"]),
    ])
    func comeInOrder(_ highest: String, _ expected: [String]) throws {
        var free = FreeVersions(taken: [try #require(MigrationVersion("0.5")), try #require(MigrationVersion(highest))])
        #expect([free.next(), free.next()] == expected)
    }

    @Test func beginAtOne() {
        var free = FreeVersions(taken: [])
        #expect(free.next() == "1")
    }
}
