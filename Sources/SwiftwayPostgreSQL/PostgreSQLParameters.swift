/// The parameters of an address, translated to libpq's keywords where libpq has one.
struct PostgreSQLParameters: Equatable {
    var user: String?
    var password: String?
    /// `currentSchema`: the text of the search path.
    var searchPath: String?
    /// `readOnly`: whether transactions refuse to write unless they say otherwise.
    var isReadOnly = false
    private var given: [String: String] = [:]
    private var demandsTLS = false
    private var acceptsAnyCertificate = false
    private var connectTimeout: Int?
    private var loginTimeout: Int?

    /// libpq's keywords for connecting, without user and password:
    /// <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS>.
    var keywords: [String: String] {
        var keywords = given
        if demandsTLS, given["sslmode"] == nil {
            keywords["sslmode"] = acceptsAnyCertificate ? "require" : "verify-full"
        }
        // Both mean the time until the session is ready, and 0 is without end: the shorter one counts.
        let timeouts = [connectTimeout, loginTimeout].compactMap { $0 }
        if let timeout = timeouts.filter({ $0 > 0 }).min() ?? timeouts.first {
            keywords["connect_timeout"] = String(timeout)
        }
        return keywords
    }

    /// Sets what the Java driver, or libpq, knows by that `name`, in any case; ignores what neither knows.
    /// <https://jdbc.postgresql.org/documentation/use/#connection-parameters>
    mutating func set(_ name: String, to value: String) {
        let name = name.lowercased()
        switch name {
        case "user": user = value
        case "password": password = value
        case "currentschema": searchPath = value
        case "readonly": isReadOnly = Self.isTrue(value)
        case "ssl": demandsTLS = Self.isTrue(value)
        case "sslfactory": acceptsAnyCertificate = value.hasSuffix(".NonValidatingFactory")
        case "sslmode": given["sslmode"] = value.lowercased()
        case "connecttimeout": connectTimeout = Self.seconds(value)
        case "logintimeout": loginTimeout = Self.seconds(value)
        case "sockettimeout": setNetworkTimeout(value)
        case "tcpkeepalive": given["keepalives"] = Self.isTrue(value) ? "1" : "0"
        case "targetservertype": given["target_session_attrs"] = Self.sessionAttributes[value.lowercased()]
        case "loadbalancehosts": given["load_balance_hosts"] = Self.isTrue(value) ? "random" : "disable"
        // libpq has no "allow", which begins without and goes on with it: "prefer" reaches the same servers.
        case "gssencmode": given["gssencmode"] = value.lowercased() == "allow" ? "prefer" : value.lowercased()
        default:
            guard let keyword = Self.renamed[name] ?? (Self.shared.contains(name) ? name : nil) else { return }
            given[keyword] = value
        }
    }

    /// Whole seconds, rounded up; `nil` for what is no number.
    private static func seconds(_ value: String) -> Int? {
        Double(value).flatMap { $0.isNaN ? nil : Int(max(0, min($0, 2_000_000)).rounded(.up)) }
    }

    /// The Java driver stops waiting for an answer after that many seconds. Its purpose is to notice a dead network,
    /// and so does this; a statement that merely takes long is left alone.
    private mutating func setNetworkTimeout(_ value: String) {
        guard let seconds = Int(value), (1...2_000_000).contains(seconds) else { return }
        given["tcp_user_timeout"] = String(seconds * 1_000)
    }

    private static func isTrue(_ value: String) -> Bool { value.isEmpty || value.lowercased() == "true" }

    private static let sessionAttributes = [
        "any": "any", "primary": "primary", "master": "primary", "secondary": "standby", "slave": "standby",
        "prefersecondary": "prefer-standby", "preferslave": "prefer-standby",
    ]

    private static let renamed = [
        "applicationname": "application_name", "channelbinding": "channel_binding", "requireauth": "require_auth",
        "sslnegotiation": "sslnegotiation", "kerberosservername": "krbsrvname",
    ]

    /// libpq's own, in its own spelling. Not among them: what swiftway decides itself (`client_encoding`), and what
    /// the Java driver means something else by (`replication`).
    private static let shared: Set = [
        "host", "hostaddr", "port", "dbname", "passfile", "require_auth", "channel_binding", "connect_timeout",
        "options", "application_name", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count",
        "tcp_user_timeout", "sslcert", "sslkey", "sslpassword", "sslcertmode", "sslrootcert", "sslcrl", "sslcrldir",
        "sslsni", "requirepeer", "ssl_min_protocol_version", "ssl_max_protocol_version", "krbsrvname",
        "gssdelegation", "service", "servicefile", "target_session_attrs", "load_balance_hosts",
    ]
}
