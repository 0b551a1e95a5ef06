import SwiftwayCore
import Testing

@Suite struct UnknownAddressTests {
    static let suggestions: [(String, String?)] = [
        (" jdbc:postgresql://db/app", "jdbc:postgresql://db/app"),
        ("\"jdbc:postgresql://db/app\"", "jdbc:postgresql://db/app"),
        ("'jdbc:sqlite:a.db'", "jdbc:sqlite:a.db"), ("\"jdbc:sqlite:a.db", "jdbc:sqlite:a.db"),
        ("jdbc:postgres://db/app", "jdbc:postgresql://db/app"), ("jdbc:postgres:app", "jdbc:postgresql:app"),
        ("jdbc:posgresql://db/app", "jdbc:postgresql://db/app"), ("postgressql://db/app", "postgresql://db/app"),
        ("postgresq://db", "postgresql://db"), ("postgresql//db/app", "postgresql://db/app"),
        ("jdbc:sqlit:a.db", "jdbc:sqlite:a.db"), ("sqlite3:a.db", "sqlite:a.db"),
        ("localhost:5432/app", "jdbc:postgresql://localhost:5432/app"), ("jbdc:sqlite:a.db", "jdbc:sqlite:a.db"),
        ("url=jdbc:sqlite:a.db", "jdbc:sqlite:a.db"), ("a.db", "jdbc:sqlite:a.db"),
        ("db.example:5432/app", "jdbc:postgresql://db.example:5432/app"), ("//db/app", "jdbc:postgresql://db/app"),
        ("\tpostgresql://ann:secret@db/app", "postgresql://********@db/app"),
        ("jdbc:mysql://db/app", nil), ("jdbc:oracle:thin:@//db:1521/x", nil), ("nonsense", nil), ("", nil),
    ]

    @Test(arguments: suggestions) func whatWasMeant(_ address: String, _ meant: String?) {
        let advice = UnknownAddress(address).advice
        #expect(advice.contains("Did you mean '\(meant ?? "")'?") == (meant != nil), "\(advice)")
        #expect(advice.contains("Did you mean") == (meant != nil), "\(advice)")
    }

    static let masked: [(String, String)] = [
        ("jdbc:postgres://ann:s3cret@db:5432/app?ssl=true", "jdbc:postgres://********@db:5432/app?ssl=true"),
        ("jdbc:postgres://ann:s/3?c@r;et@db/app", "jdbc:postgres://********@db/app"),
        ("jdbc:oracle:thin:ann/s3cret@//db:1521/x", "jdbc:oracle:********@//db:1521/x"),
        ("postgress:ann:s3cret@db", "postgress:********@db"),
        (
            "jdbc:sqlserver://db;databaseName=x;user=ann;password=s3cret",
            "jdbc:sqlserver://db;databaseName=x;user=********;password=********"
        ),
        (
            "jdbc:mysql://db/x?user=ann&password=s3cret&useSSL=true",
            "jdbc:mysql://db/x?user=********&password=********&useSSL=true"
        ),
        (
            "jdbc:mysql://db/x?sslPassword=s3&accessToken=t&key=k#",
            "jdbc:mysql://db/x?sslPassword=********&accessToken=********&key=********"
        ),
        ("plain", "plain"),
    ]

    @Test(arguments: masked) func nothingSecretIsShown(_ address: String, _ shown: String) {
        #expect(UnknownAddress.masked(address) == shown)
        #expect(UnknownAddress(address).advice.contains("'\(shown)'"))
        #expect(!UnknownAddress(address).advice.contains("s3"))
    }

    @Test func whatCannotBeSeenIsNamed() {
        #expect(UnknownAddress("\u{FEFF}x:\n\u{1B}[1m").advice.contains("The address is '\\u{FEFF}x:\\n\\u{1B}[1m'."))
    }
}
