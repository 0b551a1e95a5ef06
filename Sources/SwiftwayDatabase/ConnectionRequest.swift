/// Where to connect and as whom: what a driver is opened with.
public struct ConnectionRequest: Sendable, CustomStringConvertible, CustomReflectable {
    /// The address as configured, with or without `jdbc:`.
    public var url: String
    /// Wins over the user in ``url``.
    public var user: String?
    /// Wins over the password in ``url``.
    public var password: String?
    /// Driver parameters by their names in addresses; a parameter in ``url`` wins.
    public var properties: [String: String]
    /// What the server lists this session as, unless the address or `PGAPPNAME` says otherwise.
    public var applicationName: String
    /// How long to wait for another process that writes, where the database has nothing else to wait for (SQLite).
    public var patience: Duration

    public init(
        url: String, user: String? = nil, password: String? = nil, properties: [String: String] = [:],
        applicationName: String = "swiftway", patience: Duration = .seconds(600)
    ) {
        self.url = url
        self.user = user
        self.password = password
        self.properties = properties
        self.applicationName = applicationName
        self.patience = patience
    }

    /// Says nothing of the address: both it and the properties may hold a password.
    public var description: String { "a connection request of \(applicationName)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
