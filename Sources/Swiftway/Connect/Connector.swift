import SwiftwayCore
import SwiftwayDatabase

#if AWS && PostgreSQL
    import SwiftwayAWS
#endif

/// Opens connections by the settings: with patience, and with `initSql` run on each of them.
struct Connector {
    var settings: ConnectionSettings
    var applicationName: String
    /// How long to wait for the lock of the whole database, where that is the only one there is.
    var patience: Duration
    var interruption: Interruption
    var observe: (Event) -> Void
    /// Learns what passwords are used.
    private let secrets: KnownSecrets
    /// What is asked of AWS, or why that means nothing.
    private let aws: Result<AWSRequest?, MigrationError>
    /// What a connection looks at while it is opened, where that is asked for.
    private let historyLook: HistoryLook?
    #if AWS && PostgreSQL
        private let awsLogin: AWSLogin?
    #endif

    init(
        settings: ConnectionSettings, applicationName: String, patience: Duration, historyLook: HistoryLook? = nil,
        interruption: Interruption, observe: @escaping (Event) -> Void, secrets: KnownSecrets
    ) {
        self.settings = settings
        self.applicationName = applicationName
        self.patience = patience
        self.interruption = interruption
        self.observe = observe
        self.secrets = secrets
        self.historyLook = historyLook
        let aws = Result { () throws(MigrationError) in try AWSRequest(settings) }
        self.aws = aws
        #if AWS && PostgreSQL
            awsLogin = (try? aws.get()).map { AWSLogin($0, in: .ofProcess(interruption), secrets: secrets) }
        #endif
    }

    /// Says what of the address has no effect.
    func tellWhatIsIgnored() {
        let plugins = AWSRequest.ignoredPlugins(settings)
        if !plugins.isEmpty { observe(.awsPluginsIgnored(plugins)) }
    }

    /// Begins to open a connection that is going to be asked for; `nil` where that is no gain.
    /// - Parameter looking: Whether it looks at the history, too.
    func begin(looking: Bool = false) -> ConnectionOpening? {
        guard let url = settings.url, let kind = DriverChoice.kind(of: url), DriverChoice.isInBuild(kind),
            case .success(let aws) = aws, (try? DriverChoice.check(url, aws: aws)) != nil, passwordCommand == nil,
            !interruption.isRequested
        else { return nil }
        return opening(url, password: settings.password?.value, looking: looking)
    }

    private func opening(_ url: String, password: String?, looking: Bool) -> ConnectionOpening {
        var request = ConnectionRequest(
            url: url, user: settings.user, password: password, properties: settings.jdbcProperties,
            applicationName: applicationName, patience: patience, historyLook: looking ? historyLook : nil)
        // One that only holds the lock sees more of other sessions as whoever logs in.
        if looking {
            request.role = settings.historyRole ?? settings.role
            request.keepsHistoryApart = settings.historyRole != nil
            request.scriptRole = settings.role
        }
        let complete = request
        #if AWS && PostgreSQL
            if let awsLogin {
                return ConnectionOpening { () throws(OpeningFailure) in try awsLogin.connect(complete) }
            }
        #endif
        return ConnectionOpening { () throws(OpeningFailure) in
            do throws(DatabaseError) {
                return try DriverChoice.connect(complete)
            } catch {
                throw .database(error, advice: nil)
            }
        }
    }

    /// - Parameters:
    ///   - opening: What ``begin(looking:)`` has given.
    ///   - looking: Whether it looks at the history where nothing was begun, or where that has failed.
    /// - Throws: ``MigrationError`` with code `CONFIGURATION` where nothing says what to connect to or the
    ///   driver is not in this build, and `DB_CONNECTION` where the last attempt failed.
    func connect(
        _ opening: ConnectionOpening? = nil, looking: Bool = false
    ) throws(MigrationError) -> any DatabaseConnection {
        guard let url = settings.url, !url.isEmpty else {
            throw MigrationError(
                code: .configuration,
                message: "Unable to connect to the database. Configure the url, user and password! "
                    + "Refer to the flyway.toml.example file in the /conf folder in the installation directory.",
                advice: "Set url with -url=jdbc:postgresql://host/database or -url=jdbc:sqlite:file, with the "
                    + "variable FLYWAY_URL, or in flyway.conf or flyway.toml. Files alone: swiftway validate.")
        }
        try DriverChoice.check(url, aws: try aws.get())
        var attempt = 0
        while true {
            try interruption.check()
            let begun = attempt == 0 ? opening : nil
            let current = if let begun { begun } else { self.opening(url, password: try password(), looking: looking) }
            // Whoever asked for a stop is heeded at the top.
            guard let opened = current.result(interruption) else { continue }
            switch opened {
            case .success(let connection?):
                connection.onNotice = { [observe] in observe(.notice($0)) }
                try runInitSql(on: connection)
                return connection
            case .success(nil):
                throw MigrationError(
                    code: .error,
                    message: "No Flyway database plugin found to handle ********. See \(Links.databases) "
                        + "for troubleshooting",
                    advice: UnknownAddress(url).advice)
            case .failure(let error):
                guard attempt < settings.connectRetries, error.mayPass else { throw error.error(user: settings.user) }
                // 1, 2, 4, 8 … seconds, up to the limit.
                let seconds = min(1 << min(attempt, 20), max(1, settings.connectRetriesInterval))
                attempt += 1
                observe(.connectionRetry(message: error.message, seconds: seconds))
                interruption.pause(.seconds(seconds))
            }
        }
    }

    /// What is asked for the password, where none is given.
    private var passwordCommand: String? {
        guard settings.password?.value.isEmpty ?? true, !asksAWS, let command = settings.passwordCommand,
            !command.isEmpty
        else {
            return nil
        }
        return command
    }

    private var asksAWS: Bool {
        guard case .success(let request) = aws else { return false }
        return request != nil
    }

    /// Asked anew for every connection: what a command prints may be good for some minutes only.
    private func password() throws(MigrationError) -> String? {
        guard let command = passwordCommand else { return settings.password?.value }
        let password = try PasswordCommand.password(from: command, interruption)
        secrets.add([password])
        return password
    }

    private func runInitSql(on connection: any DatabaseConnection) throws(MigrationError) {
        guard let sql = settings.initSql, !sql.isEmpty else { return }
        observe(.initSqlDeprecated)
        do {
            _ = try connection.execute(sql)
            // What initSql sets is what every script starts with.
            try connection.adoptSession()
        } catch {
            throw MigrationError.script(
                ScriptFailure(script: "", displayPath: "", absolutePath: "", line: 1, column: 1, statement: sql),
                error, code: .databaseConnection, prefix: "Error while executing initSql: ",
                advice: "Nothing was changed.")
        }
    }
}
