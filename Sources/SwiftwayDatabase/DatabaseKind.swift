/// The databases that swiftway migrates.
public enum DatabaseKind: String, Sendable, CaseIterable {
    /// PostgreSQL, whatever serves its protocol; raw value `postgresql`.
    case postgreSQL = "postgresql"
    /// SQLite, in a file or in memory; raw value `sqlite`.
    case sqlite

    /// The name as people write it, and as it stands in the line `Database: … (PostgreSQL 15.8)`.
    package var productName: String {
        switch self {
        case .postgreSQL: "PostgreSQL"
        case .sqlite: "SQLite"
        }
    }

    /// What its addresses begin with, in small letters.
    package var addressSchemes: [String] {
        switch self {
        case .postgreSQL:
            // The last two are those of AWS's drivers, which take the password from elsewhere.
            [
                "jdbc:postgresql:", "postgresql:", "postgres:", "jdbc:aws-wrapper:postgresql:",
                "jdbc-secretsmanager:postgresql:",
            ]
        case .sqlite: ["jdbc:sqlite:", "sqlite:"]
        }
    }

    /// The database that an address means, whether or not its driver is there; `nil` where nobody knows the address.
    package init?(address: String) {
        guard let kind = Self.allCases.first(where: { $0.scheme(of: address) != nil }) else { return nil }
        self = kind
    }

    /// Which of ``addressSchemes`` an address begins with.
    package func scheme(of address: String) -> String? {
        let lowercased = address.lowercased()
        return addressSchemes.first { lowercased.hasPrefix($0) }
    }
}

/// What sets the databases apart for the engine, in one place.
extension DatabaseKind {
    /// Whether migrators exclude each other by an advisory lock on a connection of its own. Otherwise a
    /// transaction that writes does it.
    package var hasAdvisoryLocks: Bool {
        switch self {
        case .postgreSQL: true
        case .sqlite: false
        }
    }

    /// The migration lock in words.
    package var lockName: String {
        switch self {
        case .postgreSQL: "PostgreSQL advisory lock"
        case .sqlite: "the lock beside the SQLite file"
        }
    }

    /// Whether a failed statement leaves its transaction unusable, so that nothing more can be run before it is
    /// rolled back.
    package var failureAbortsTransaction: Bool {
        switch self {
        case .postgreSQL: true
        case .sqlite: false
        }
    }
}
