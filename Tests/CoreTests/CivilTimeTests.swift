import SwiftwayCore
import Testing

@Suite struct CivilTimeTests {
    static let texts: [(String, String?)] = [
        ("2024-05-01 10:11:12", "2024-05-01T10:11:12"),
        ("2024-05-01 10:11:12.5", "2024-05-01T10:11:12.5"),
        ("2024-05-01 10:11:12.000123", "2024-05-01T10:11:12.000123"),
        ("2024-05-01 10:11:12.1234567", "2024-05-01T10:11:12.123456"),
        ("2024-05-01T10:11:12", "2024-05-01T10:11:12"),
        ("2024-05-01 10:11", "2024-05-01T10:11:00"),
        ("12024-05-01 10:11:12", "12024-05-01T10:11:12"),
        ("2024-13-01 10:11:12", nil), ("2024-12-32 10:11:12", nil), ("yesterday", nil), ("", nil),
    ]

    @Test(arguments: texts) func readsWhatDatabasesSend(text: String, expected: String?) {
        #expect(CivilTime(databaseText: text)?.iso8601 == expected)
    }
}
