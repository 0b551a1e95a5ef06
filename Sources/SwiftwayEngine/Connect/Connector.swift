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
        guard let url = knownURL, passwordCommand == nil else { return nil }
        return opening(url, .value(settings.password?.value), looking: looking)
    }

    /// Begins to open one that nobody waits for, not even for its password; `nil` where there is none.
    func beginBeside() -> ConnectionOpening? {
        guard let url = knownURL else { return nil }
        return opening(url, passwordCommand.map { .command($0) } ?? .value(settings.password?.value), looking: false)
    }

    /// An address that a driver of this build takes, as long as nobody asks for a stop.
    private var knownURL: String? {
        guard let url = settings.url, let kind = DriverChoice.kind(of: url), DriverChoice.isInBuild(kind),
            case .success(let aws) = aws, (try? DriverChoice.check(url, aws: aws)) != nil, !interruption.isRequested
        else { return nil }
        return url
    }

    private enum PasswordSource {
        case value(String?)
        case command(String)
    }

    private func opening(_ url: String, _ source: PasswordSource, looking: Bool) -> ConnectionOpening {
        var request = ConnectionRequest(
            url: url, user: settings.user, properties: settings.jdbcProperties,
            applicationName: applicationName, patience: patience,
            networkTimeout: .seconds(max(0, settings.networkTimeout)), historyLook: looking ? historyLook : nil)
        // One that only looks on sees more of other sessions as whoever logs in.
        if looking {
            request.role = settings.historyRole ?? settings.role
            request.keepsHistoryApart = settings.historyRole != nil
            request.scriptRole = settings.role
        }
        let base = request
        #if AWS && PostgreSQL
            let awsLogin = awsLogin
        #endif
        return ConnectionOpening { [interruption, secrets] () throws(OpeningFailure) in
            var request = base
            switch source {
            case .value(let password): request.password = password
            case .command(let command):
                do throws(MigrationError) {
                    request.password = try Self.password(from: command, interruption, secrets)
                } catch {
                    throw .login(error, mayPass: false)
                }
            }
            #if AWS && PostgreSQL
                if let awsLogin { return try awsLogin.connect(request) }
            #endif
            do throws(DatabaseError) {
                return try DriverChoice.connect(request)
            } catch {
                throw .database(error, advice: nil)
            }
        }
    }

    /// Asked anew for every connection: what a command prints may be good for some minutes only.
    private static func password(
        from command: String, _ interruption: Interruption, _ secrets: KnownSecrets
    ) throws(MigrationError) -> String {
        let password = try PasswordCommand.password(from: command, interruption)
        secrets.add([password])
        return password
    }

    /// - Parameters:
    ///   - opening: What ``begin(looking:)`` has given.
    ///   - looking: Whether it looks at the history where nothing was begun, or where that has failed.
    ///   - patience: How long one attempt may take; without it as long as the driver waits.
    /// - Throws: ``MigrationError`` with code `CONFIGURATION` where nothing says what to connect to or the
    ///   driver is not in this build, and `DB_CONNECTION` where the last attempt failed.
    func connect(
        _ opening: ConnectionOpening? = nil, looking: Bool = false, within patience: Duration? = nil
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
            let current = if let begun { begun } else { try awaitedOpening(url, looking: looking) }
            // Whoever asked for a stop is heeded at the top.
            guard let opened = current.result(interruption, within: patience) else {
                guard let patience, !interruption.isRequested else { continue }
                throw MigrationError(
                    code: .databaseConnection,
                    message: "Unable to obtain another connection from the database within \(patience.text).")
            }
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

    /// Whoever waits for the connection runs the command itself, and ends it when asked to stop.
    private func awaitedOpening(_ url: String, looking: Bool) throws(MigrationError) -> ConnectionOpening {
        let password =
            if let passwordCommand {
                try Self.password(from: passwordCommand, interruption, secrets)
            } else {
                settings.password?.value
            }
        return opening(url, .value(password), looking: looking)
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
