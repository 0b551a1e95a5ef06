/// Where to connect and as whom: what a driver is opened with.
package struct ConnectionRequest: Sendable, CustomStringConvertible, CustomReflectable {
    /// The address as configured, with or without `jdbc:`.
    package var url: String
    /// Wins over the user in ``url``.
    package var user: String?
    /// Wins over the password in ``url``.
    package var password: String?
    /// Driver parameters by their names in addresses; a parameter in ``url`` wins.
    package var properties: [String: String]
    /// What the server lists this session as, unless the address or `PGAPPNAME` says otherwise.
    package var applicationName: String
    /// How long to wait for another process that writes, where the database has nothing else to wait for (SQLite).
    package var patience: Duration
    /// After how long without a sign of life either side takes the connection for lost; zero leaves that to the systems.
    package var networkTimeout: Duration
    /// Whether to connect with TLS only, whatever else is said: the password would be one for anybody who reads it.
    package var requiresEncryption = false
    /// As whom to work; `nil` is whoever logs in.
    package var role: String?
    /// Whether scripts work as somebody else than who keeps the history.
    package var keepsHistoryApart = false
    /// As whom scripts work then; `nil` is whoever logs in.
    package var scriptRole: String?
    /// What to look at besides, where that costs no wait of its own.
    package var historyLook: HistoryLook?

    package init(
        url: String, user: String? = nil, password: String? = nil, properties: [String: String] = [:],
        applicationName: String = "swiftway", patience: Duration = .seconds(600),
        networkTimeout: Duration = .seconds(30),
        historyLook: HistoryLook? = nil
    ) {
        self.url = url
        self.user = user
        self.password = password
        self.properties = properties
        self.applicationName = applicationName
        self.patience = patience
        self.networkTimeout = networkTimeout
        self.historyLook = historyLook
    }

    /// Says nothing of the address: both it and the properties may hold a password.
    package var description: String { "a connection request of \(applicationName)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
