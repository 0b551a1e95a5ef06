import SwiftwayCore
package import SwiftwayDatabase

#if PostgreSQL
    import SwiftwayPostgreSQL
#endif
#if SQLite
    import SwiftwaySQLite
#endif

/// Address to driver: the only place that knows which drivers there are. The package traits decide which of them are in
/// a build.
package enum DriverChoice {
    /// The database that an address means, also where its driver is not in this build; `nil` where nobody knows the
    /// address.
    package static func kind(of url: String?) -> DatabaseKind? { url.flatMap { DatabaseKind(address: $0) } }

    package static func isInBuild(_ kind: DatabaseKind) -> Bool {
        switch kind {
        case .postgreSQL:
            #if PostgreSQL
                true
            #else
                false
            #endif
        case .sqlite:
            #if SQLite
                true
            #else
                false
            #endif
        }
    }

    /// - Throws: ``MigrationError`` with the code `CONFIGURATION` where the address is known and its driver is left out, or
    ///   AWS is asked for a password and that is left out.
    static func check(_ url: String, aws: AWSRequest?) throws(MigrationError) {
        if let kind = kind(of: url), !isInBuild(kind) {
            throw MigrationError(
                code: .configuration,
                message: "The address is one of \(kind.productName), and this build has no driver for it: "
                    + "it was built without the package trait \(kind.productName).",
                advice: "Build with the trait: .package(url: …, traits: [\"\(kind.productName)\"]), or "
                    + "swift build --traits \(kind.productName). Nothing was changed.")
        }
        #if !AWS
            if aws != nil {
                throw MigrationError(
                    code: .configuration,
                    message: "The password is to come from AWS, and this build knows nothing of that: it was built "
                        + "without the package trait AWS.",
                    advice: "Build with the trait: .package(url: …, traits: [.defaults, \"AWS\"]), or "
                        + "swift build --traits default,AWS. Nothing was changed.")
            }
        #endif
    }

    /// - Returns: `nil` where nobody knows the address.
    static func connect(_ request: ConnectionRequest) throws(DatabaseError) -> (any DatabaseConnection)? {
        let kind = kind(of: request.url)
        #if PostgreSQL
            if kind == .postgreSQL { return try PostgreSQLConnection(request) }
        #endif
        #if SQLite
            if kind == .sqlite { return try SQLiteConnection(request) }
        #endif
        return nil
    }
}
