internal import SwiftwayDatabase
import SwiftwayText

extension PostgreSQLAddress {
    /// Everything that libpq is told; what is not among it libpq takes from `PG*` variables, service files and
    /// `.pgpass`, or by its own defaults.
    func keywords(for request: ConnectionRequest) -> [String: String] {
        var keywords = signsOfLife(within: request.networkTimeout)?.keywords ?? Self.keepalives
        keywords.merge(parameters.keywords) { $1 }
        keywords["user"] = request.user ?? parameters.user
        keywords["password"] = request.password ?? parameters.password
        if let database { keywords["dbname"] = database }
        if !hosts.isEmpty {
            keywords["host"] = hosts.map { $0.name.isEmpty ? "localhost" : $0.name }.joined(separator: ",")
            if hosts.contains(where: { $0.port != nil }) {
                keywords["port"] = hosts.map { $0.port.map { String($0) } ?? "" }.joined(separator: ",")
            }
        } else if isJDBC, !namesServerElsewhere {
            keywords["host"] = "localhost"
        }
        if keywords["gssencmode"] == nil, !leavesEncryptionToOthers { keywords["gssencmode"] = "disable" }
        if request.requiresEncryption {
            let authorities = keywords["sslrootcert"] ?? environment("PGSSLROOTCERT")
            keywords["sslmode"] = Self.encrypting(
                keywords["sslmode"] ?? environment("PGSSLMODE"), isBySystem: authorities == "system")
        }
        keywords["client_encoding"] = "UTF8"
        keywords["fallback_application_name"] = request.applicationName
        return keywords
    }

    /// The mode itself where it leaves no choice, and else the weakest one that does not.
    /// - Parameter isBySystem: Whether the system's authorities are trusted, with which libpq takes no other mode than the
    ///   strongest, and has that of its own accord.
    private static func encrypting(_ mode: String?, isBySystem: Bool) -> String {
        if isBySystem, mode == nil { return "verify-full" }
        guard let mode, ["verify-ca", "verify-full"].contains(mode) else { return "require" }
        return mode
    }

    private var namesServerElsewhere: Bool {
        ["host", "hostaddr", "service"].contains { parameters.keywords[$0] != nil }
            || ["PGHOST", "PGHOSTADDR", "PGSERVICE"].contains { environment($0) != nil }
    }

    /// By default libpq looks for a Kerberos ticket before it says a word to the server, and with one it tries GSS
    /// encryption before TLS. The Java driver does neither of its own accord.
    private var leavesEncryptionToOthers: Bool {
        parameters.keywords["service"] != nil || ["PGGSSENCMODE", "PGSERVICE"].contains { environment($0) != nil }
    }

    /// `nil` where the address sets something of the kind itself, or nothing is wanted.
    func signsOfLife(within timeout: Duration) -> SignsOfLife? {
        let own = ["keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout"]
        guard timeout > .zero, !own.contains(where: { parameters.keywords[$0] != nil }),
            parameters.keywords["options"]?.contains(text: "tcp_") != true
        else { return nil }
        return SignsOfLife(within: timeout)
    }

    /// Gateways forget a connection that is silent for some minutes, which a migration lock is; the system's own
    /// default is two hours. In seconds.
    private static let keepalives = [
        "keepalives": "1", "keepalives_idle": "60", "keepalives_interval": "10", "keepalives_count": "6",
    ]
}
