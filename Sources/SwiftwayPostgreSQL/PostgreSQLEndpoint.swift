package import SwiftwayDatabase
import SwiftwayText

/// Where a request leads and who connects, as far as it or the environment says so: what a password may have to be made
/// for.
package struct PostgreSQLEndpoint: Sendable, Equatable {
    /// Names or addresses, in the order in which they are tried.
    package var hosts: [String]
    /// `nil` where each host has its own, or none is said.
    package var port: Int?
    package var user: String?
    /// Whether a service of libpq may say something else.
    package var isOfService: Bool
    /// `sslmode=disable`.
    package var refusesEncryption: Bool

    package init(of request: ConnectionRequest) throws(DatabaseError) {
        let keywords = try PostgreSQLAddress(request.url, properties: request.properties).keywords(for: request)
        func value(_ keyword: String, _ variable: String) -> String? {
            (keywords[keyword] ?? environment(variable)).nonEmpty
        }
        hosts = (value("host", "PGHOST") ?? "").split(separator: ",").map { String($0) }
        port = value("port", "PGPORT").flatMap { Int($0) }
        user = value("user", "PGUSER")
        isOfService = value("service", "PGSERVICE") != nil
        refusesEncryption = value("sslmode", "PGSSLMODE") == "disable"
    }

    /// The host, where there is one only, and it is none of the folders of sockets.
    package var onlyHost: String? {
        guard hosts.count == 1, let host = hosts.first, !host.hasPrefix("/"), !host.hasPrefix("@") else { return nil }
        return host
    }
}
