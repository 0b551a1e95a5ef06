import SwiftwayCore
import Testing

@Suite struct MigrationVersionTests {
    static let equal: [(String, String)] = [
        ("1", "1.0"), ("1", "001"), ("1.0.0", "1"), ("1_2_3", "1.2.3"), ("0.0", "0"), ("1.01", "1.1"), ("10", "010.0"),
        ("1.00000000000000000000000002", "1.2"),
        ("123456789012345678901234567890.0", "0123456789012345678901234567890"),
    ]

    @Test(arguments: equal) func equalVersions(_ pair: (String, String)) throws {
        let (one, other) = try (#require(MigrationVersion(pair.0)), #require(MigrationVersion(pair.1)))
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(!(one < other) && !(other < one))
    }

    static let ascending: [String] = [
        "0", "0.9", "1", "1.1", "1.2", "1.10", "2", "2.0.1", "10", "2024.01.31.1200", "20240131120000",
        "9999999999999999999", "18446744073709551615", "18446744073709551616", "99999999999999999999",
        "99999999999999999999.0.1", "99999999999999999999.99999999999999999998", "100000000000000000000",
        "100000000000000000001", "100000000000000000001000000000000000000", "100000000000000000001000000000000000001",
    ]

    @Test func orderIsNumericPartByPart() throws {
        let versions = try Self.ascending.map { try #require(MigrationVersion($0)) }
        for (index, version) in versions.enumerated() {
            for later in versions[(index + 1)...] { #expect(version < later) }
        }
        #expect(versions.shuffled().sorted() == versions)
    }

    @Test(arguments: ["", ".", "1.", ".1", "1..2", "1_", "_1", "1 ", " 1", "1e5", "1a", "-1", "+1", "١"])
    func rejected(_ text: String) {
        #expect(MigrationVersion(text) == nil)
    }

    @Test func textIsKept() throws {
        let version = try #require(MigrationVersion("001_02.0"))
        #expect(version.description == "001.02.0")
        #expect(version.rawText == "001_02.0")
    }
}
