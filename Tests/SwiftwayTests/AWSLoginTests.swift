#if AWS
    import Synchronization
    import SwiftwayCore
    import SwiftwayDatabase
    import TestSupport
    import Testing

    @testable import SwiftwayEngine
    @testable import SwiftwayAWS

    /// Passwords that come from AWS, against a real server: RDS itself checks a token otherwise, but takes it the same way.
    @Suite("Logins by AWS", .fewAtOnce) struct AWSLoginTests {
        private static let variables = [
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            "AWS_SESSION_TOKEN": String(repeating: "IQoJb3JpZ2luX2Vj+/=", count: 40),
        ]

        /// The time as a test sets it.
        private final class Watch: Sendable {
            private let seconds = Mutex(1_440_938_160)
            var now: SigningTime {
                get { SigningTime(seconds: seconds.withLock { $0 }) }
                set { seconds.withLock { $0 = newValue.seconds } }
            }
        }

        private func environment(_ watch: Watch, _ variables: [String: String] = variables) -> AWSEnvironment {
            let client = HTTPClient(authorities: .failure(AWSError("no TLS in this test")))
            return AWSEnvironment(
                variables: variables, read: { _ throws(AWSError) in nil },
                answer: { request throws(AWSError) in try client.answer(to: request) },
                run: { _ throws(AWSError) in [] }, now: { watch.now },
                pause: { duration in
                    SwiftwayEngine.pause(seconds: duration / .seconds(1))
                    return true
                })
        }

        private func request(_ settings: ConnectionSettings) throws -> AWSRequest {
            try #require(try AWSRequest(settings))
        }

        private func settings(_ url: String, user: String? = nil) -> ConnectionSettings {
            var settings = ConnectionSettings()
            settings.url = url
            settings.user = user
            return settings
        }

        private func connect(
            _ login: AWSLogin, _ settings: ConnectionSettings
        ) -> Result<any DatabaseConnection, MigrationError> {
            do throws(OpeningFailure) {
                let connection = try login.connect(
                    ConnectionRequest(
                        url: settings.url ?? "", user: settings.user, password: settings.password?.value,
                        properties: settings.jdbcProperties))
                return .success(connection!)
            } catch {
                return .failure(error.error(user: settings.user))
            }
        }

        private func role(_ name: String, password: String, on database: PostgreSQLDatabase) throws {
            let connection: any DatabaseConnection = try database.connect()
            _ = try connection.execute(
                "DROP ROLE IF EXISTS \(name); CREATE ROLE \(name) LOGIN PASSWORD '\(password)'")
        }

        // MARK: IAM

        @Test func tokenIsThePassword() throws {
            let server = try PostgreSQLServer.encrypted()
            let database = try server.makeDatabase()
            let watch = Watch()
            let credentials = Credentials(
                accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                sessionToken: Self.variables["AWS_SESSION_TOKEN"])
            let token = try DatabaseToken(
                host: "app.c9xyz.eu-west-3.rds.amazonaws.com", port: server.port, region: "eu-west-3", user: "iam_user"
            ).signed(by: credentials, at: watch.now)
            #expect(token.utf8.count > 1_000)
            try role("iam_user", password: token, on: database)

            // The name of the host is RDS's own; hostaddr leads elsewhere.
            var settings = settings(
                "jdbc:aws-wrapper:postgresql://app.c9xyz.eu-west-3.rds.amazonaws.com:\(server.port)/\(database.name)"
                    + "?wrapperPlugins=iam&hostaddr=127.0.0.1&connectTimeout=20",
                user: "iam_user")
            // Of no use, and sent nowhere.
            settings.password = Secret("another")
            let login = AWSLogin(try request(settings), in: environment(watch))
            let connection = try connect(login, settings).get()
            #expect(connection.user == "iam_user")
            let encrypted = try connection.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", [])
            #expect(encrypted == [["t"]])

            // A second later it is another token.
            watch.now = SigningTime(seconds: watch.now.seconds + 1)
            guard case .failure(let error) = connect(login, settings) else {
                Issue.record("the token of another moment was sent")
                return
            }
            #expect(error.databaseError?.sqlState == "28P01")
            #expect(error.advice?.contains("rds_iam") == true)
            #expect(error.advice?.contains("app.c9xyz.eu-west-3.rds.amazonaws.com:\(server.port) in eu-west-3") == true)
            for secret in ["X-Amz", "wJalr", "IQoJ"] { #expect(!"\(error)\(error.databaseError!)".contains(secret)) }
        }

        @Test func otherNameOfTheHost() throws {
            let server = try PostgreSQLServer.encrypted()
            let database = try server.makeDatabase()
            let watch = Watch()
            let token = try DatabaseToken(
                host: "real.eu-west-3.rds.amazonaws.com", port: 6432, region: "us-east-1", user: "iam_alias"
            ).signed(by: Credentials(accessKey: "A", secretKey: "B"), at: watch.now)
            try role("iam_alias", password: token, on: database)
            var settings = settings(
                "jdbc:aws-wrapper:postgresql://127.0.0.1:\(server.port)/\(database.name)?wrapperPlugins=iam"
                    + "&iamHost=real.eu-west-3.rds.amazonaws.com&iamDefaultPort=6432&connectTimeout=20",
                user: "iam_alias")
            settings.aws.region = "us-east-1"
            let login = AWSLogin(
                try request(settings),
                in: environment(watch, ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "B"]))
            #expect(try connect(login, settings).get().user == "iam_alias")
        }

        @Test(arguments: [
            ("jdbc:postgresql://127.0.0.1:PORT/postgres?sslmode=disable", "sslmode is disable"),
            ("jdbc:postgresql://127.0.0.1:PORT/postgres?sslmode=prefer", "server does not support SSL"),
            ("jdbc:postgresql://127.0.0.1:PORT/postgres", "server does not support SSL"),
            ("jdbc:postgresql://one,two/postgres", "the name of one host"),
            ("postgresql:///postgres?host=/tmp", "the name of one host"),
            ("jdbc:postgresql://127.0.0.1:PORT/postgres?service=x", "does not go together with a service"),
        ])
        func neverInTheClear(_ url: String, _ words: String) throws {
            let port = try PostgreSQLServer.shared().port
            var settings = settings(url.replacing("PORT", with: "\(port)"), user: "postgres")
            settings.aws.iam = true
            settings.aws.region = "eu-west-3"
            let login = AWSLogin(try request(settings), in: environment(Watch()))
            guard case .failure(let error) = connect(login, settings) else {
                Issue.record("connected")
                return
            }
            #expect(error.message.contains(words), "\(error.message)")
        }

        @Test func whatIsMissingIsSaid() throws {
            var settings = settings("jdbc:postgresql://127.0.0.1:1/postgres", user: "app")
            settings.aws.iam = true
            let noRegion = connect(AWSLogin(try request(settings), in: environment(Watch())), settings)
            #expect(throws: MigrationError.self) { try noRegion.get() }
            guard case .failure(let error) = noRegion else { return }
            #expect(error.code == .configuration)
            #expect(error.message.contains("The region of the database is not known"))

            settings.aws.region = "eu-west-3"
            let none = environment(Watch(), ["AWS_EC2_METADATA_DISABLED": "true"])
            guard case .failure(let other) = connect(AWSLogin(try request(settings), in: none), settings) else {
                return
            }
            #expect(other.message.contains("There are no AWS credentials. Looked for in this order:\n- environment: "))
        }

        @Test func regionOfTheEnvironment() throws {
            let server = try PostgreSQLServer.encrypted()
            let database = try server.makeDatabase()
            let watch = Watch()
            let token = try DatabaseToken(host: "127.0.0.1", port: server.port, region: "eu-north-1", user: "iam_env")
                .signed(by: Credentials(accessKey: "A", secretKey: "B"), at: watch.now)
            try role("iam_env", password: token, on: database)
            var settings = settings("\(database.url)?connectTimeout=20", user: "iam_env")
            settings.aws.iam = true
            let variables = [
                "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "B", "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_REGION": "eu-north-1",
            ]
            let login = AWSLogin(try request(settings), in: environment(watch, variables))
            #expect(try connect(login, settings).get().user == "iam_env")
        }

        // MARK: Secrets

        /// Answers the passwords one after the other, and then the last one always.
        private func secrets(_ passwords: [String]) throws -> HTTPStub {
            let left = Mutex(passwords)
            return try HTTPStub { _ in
                let password = left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
                return .status(
                    200,
                    #"{"SecretString":"{\"username\":\"guarded\",\"password\":\"\#(password)\"}"}"#)
            }
        }

        private func secretSettings(_ stub: HTTPStub, _ more: String = "") throws -> ConnectionSettings {
            settings(
                try PostgreSQLServer.shared().url(database: "postgres")
                    .replacing("jdbc:postgresql:", with: "jdbc:aws-wrapper:postgresql:")
                    + "?wrapperPlugins=awsSecretsManager2&secretsManagerSecretId=prod/app&secretsManagerRegion=eu-west-3"
                    + "&secretsManagerEndpoint=\(stub.address)&connectTimeout=20\(more)")
        }

        @Test func secretIsReadOnce() throws {
            let stub = try secrets([PostgreSQLServer.guardedPassword])
            let settings = try secretSettings(stub)
            let login = AWSLogin(try request(settings), in: environment(Watch()))
            #expect(try connect(login, settings).get().user == "guarded")
            #expect(try connect(login, settings).get().user == "guarded")
            #expect(stub.requests.count == 1)
        }

        @Test func secretThatWasChangedIsReadAgain() throws {
            let stub = try secrets(["s3cr3t-old", "s3cr3t-older", PostgreSQLServer.guardedPassword])
            let settings = try secretSettings(stub)
            let login = AWSLogin(try request(settings), in: environment(Watch()))
            #expect(try connect(login, settings).get().user == "guarded")
            #expect(stub.requests.count == 3)
        }

        @Test func secretThatStaysIsNotTriedAgain() throws {
            let stub = try secrets(["s3cr3t"])
            let settings = try secretSettings(stub)
            let login = AWSLogin(try request(settings), in: environment(Watch()))
            guard case .failure(let error) = connect(login, settings) else {
                Issue.record("connected")
                return
            }
            #expect(stub.requests.count == 2)
            #expect(error.databaseError?.sqlState == "28P01")
            #expect(error.advice?.contains("the secret 'prod/app'") == true)
            #expect(!"\(error)".contains("s3cr3t"))
        }

        @Test func timeoutBridgesARotation() throws {
            let stub = try secrets(["s3cr3t", "s3cr3t", "s3cr3t", "s3cr3t", PostgreSQLServer.guardedPassword])
            let settings = try secretSettings(
                stub, "&secretsManagerConnectRetryTimeoutMs=60000&secretsManagerConnectRetryIntervalMs=10")
            let login = AWSLogin(try request(settings), in: environment(Watch()))
            #expect(try connect(login, settings).get().user == "guarded")
        }
    }
#endif
