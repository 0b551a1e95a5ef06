/// How either side finds out that the other one cannot be reached any more: keepalives while nothing is under way, and
/// `tcp_user_timeout` for what was sent and is not acknowledged.
/// <https://www.postgresql.org/docs/current/runtime-config-connection.html#RUNTIME-CONFIG-TCP-SETTINGS>
struct SignsOfLife: Equatable {
    /// In seconds.
    private let idle: Int
    private let interval: Int
    private let count: Int
    private let milliseconds: Int

    /// A third of the time passes in silence, and then four questions are asked.
    init(within timeout: Duration) {
        let seconds = max(1, Int((timeout / .seconds(1)).rounded()))
        count = 4
        idle = max(1, seconds / 3)
        interval = max(1, (seconds - idle) / count)
        milliseconds = seconds * 1_000
    }

    /// libpq's, for this side.
    var keywords: [String: String] {
        [
            "keepalives": "1", "keepalives_idle": String(idle), "keepalives_interval": String(interval),
            "keepalives_count": String(count), "tcp_user_timeout": String(milliseconds),
        ]
    }

    /// The session's settings, for the server's side. It ignores them on a socket in the file system.
    func settings(serverVersion: Int) -> [(name: String, value: String)] {
        let settings = [
            ("tcp_keepalives_idle", idle), ("tcp_keepalives_interval", interval), ("tcp_keepalives_count", count),
        ]
        return (settings + (serverVersion >= 120_000 ? [("tcp_user_timeout", milliseconds)] : []))
            .map { (name: $0.0, value: String($0.1)) }
    }
}
