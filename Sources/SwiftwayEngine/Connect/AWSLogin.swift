#if AWS && PostgreSQL
    import SwiftwayAWS
    import SwiftwayCore
    import SwiftwayDatabase
    import SwiftwayPostgreSQL
    import Synchronization

    /// Connects with a password that comes from AWS. What AWS has said is kept from one connection to the next, as long as
    /// it is good.
    final class AWSLogin: Sendable {
        private let request: AWSRequest
        private let environment: AWSEnvironment
        private let chain: CredentialChain
        private let kept = Mutex(Kept())

        private struct Kept {
            var credentials: Credentials?
            var secret: DatabaseSecret?
        }

        /// Learns what passwords are used.
        private let secrets: KnownSecrets

        init(_ request: AWSRequest, in environment: AWSEnvironment, secrets: KnownSecrets = KnownSecrets()) {
            self.secrets = secrets
            self.request = request
            self.environment = environment
            chain = CredentialChain(environment, profile: request.profile)
        }

        /// Blocks: AWS may have to be asked first.
        func connect(_ connection: ConnectionRequest) throws(OpeningFailure) -> (any DatabaseConnection)? {
            switch request.way {
            case .token(let token): try connect(connection, token)
            case .secret(let secret): try connect(connection, secret)
            }
        }

        // MARK: IAM

        private func connect(
            _ connection: ConnectionRequest, _ token: AWSRequest.Token
        ) throws(OpeningFailure) -> (any DatabaseConnection)? {
            let signed = try login { () throws(AWSError) in
                try self.token(try endpoint(of: connection), token)
            }
            var connection = connection
            connection.user = signed.user
            connection.password = signed.password
            connection.requiresEncryption = true
            do {
                secrets.add([connection.password ?? ""])
                return try DriverChoice.connect(connection)
            } catch {
                throw .database(error, advice: error.isRefusedLogin ? signed.advice : nil)
            }
        }

        private struct SignedToken {
            var user: String
            var password: String
            /// Where the server refuses it.
            var advice: String
        }

        /// A new one for every attempt: it is good for 15 minutes, and that it is still good when a run needs its next
        /// connection cannot be known.
        private func token(
            _ endpoint: PostgreSQLEndpoint, _ token: AWSRequest.Token
        ) throws(AWSError) -> SignedToken {
            guard !endpoint.isOfService else {
                throw AWSError(
                    "IAM authentication does not go together with a service of libpq (service, PGSERVICE): write host, "
                        + "port and database into the address")
            }
            guard !endpoint.refusesEncryption else {
                throw AWSError(
                    "IAM authentication needs TLS, and sslmode is disable: without, everybody could read the token")
            }
            guard let user = endpoint.user else {
                throw AWSError("IAM authentication needs the setting user: the user of the database that has rds_iam")
            }
            guard let host = token.host ?? endpoint.onlyHost else {
                throw AWSError(
                    "IAM authentication needs the name of one host in the address (or iamHost), since the token is signed "
                        + "for it")
            }
            let port = token.port ?? endpoint.port ?? 5432
            guard let region = try region(Region.ofEndpoint(host)) else {
                throw AWSError(
                    "The region of the database is not known: the host \(host) is not named by RDS. Set awsRegion, "
                        + "iamRegion in the address, or AWS_REGION")
            }
            let password = try DatabaseToken(host: host, port: port, region: region, user: user)
                .signed(by: try credentials(), at: environment.now())
            return SignedToken(
                user: user, password: password,
                advice:
                    "The token of IAM was signed for \(host):\(port) in \(region) and the user '\(user)'. That must "
                    + "be the real endpoint (else set iamHost and iamDefaultPort), the user needs GRANT rds_iam, and the "
                    + "role of these credentials rds-db:connect on that user. See \(Links.aws).")
        }

        private func endpoint(of connection: ConnectionRequest) throws(AWSError) -> PostgreSQLEndpoint {
            do {
                return try PostgreSQLEndpoint(of: connection)
            } catch {
                throw AWSError(error.message)
            }
        }

        /// By the first of: setting and address, what is asked for, the environment, the profile.
        private func region(_ ofTarget: String?) throws(AWSError) -> String? {
            if let region = request.region ?? ofTarget ?? environment.region { return region }
            return try chain.region()
        }

        // MARK: Secrets Manager

        private func connect(
            _ connection: ConnectionRequest, _ wanted: AWSRequest.Secret
        ) throws(OpeningFailure) -> (any DatabaseConnection)? {
            var secret = try login { () throws(AWSError) in
                if let secret = kept.withLock({ $0.secret }) { return secret }
                return try fetch(wanted)
            }
            let clock = ContinuousClock()
            let end = clock.now + wanted.retryTimeout
            var attempts = 0
            while true {
                var connection = connection
                (connection.user, connection.password) = try login { () throws(AWSError) in
                    (try secret.text(wanted.userProperty), try secret.text(wanted.passwordProperty))
                }
                let refusal: DatabaseError
                do {
                    secrets.add([connection.password ?? ""])
                    return try DriverChoice.connect(connection)
                } catch {
                    refusal = error
                }
                attempts += 1
                guard refusal.isRefusedLogin, attempts < Self.mostAttempts else {
                    throw .database(refusal, advice: nil)
                }
                // It may have been changed after it was read.
                var newest = try login { () throws(AWSError) in try fetch(wanted) }
                if newest == secret {
                    let left = clock.now.duration(to: end)
                    guard left > .zero, environment.pause(min(wanted.retryInterval, left)) else {
                        throw .database(
                            refusal, advice: "The password is that of \(secret), read anew after the refusal.")
                    }
                    // The server may have been given the new one first.
                    attempts -= 1
                    newest = try login { () throws(AWSError) in try fetch(wanted) }
                }
                secret = newest
            }
        }

        /// As many as AWS's own driver makes.
        private static let mostAttempts = 6

        private func fetch(_ wanted: AWSRequest.Secret) throws(AWSError) -> DatabaseSecret {
            guard let region = try region(Region.ofResource(wanted.identifier)) else {
                throw AWSError(
                    "The region of the secret '\(wanted.identifier)' is not known: it is no ARN. Set awsRegion, "
                        + "secretsManagerRegion in the address, or AWS_REGION")
            }
            let secret = try SecretsManager(environment, region: region, endpoint: wanted.endpoint)
                .secret(wanted.identifier, credentials: try credentials())
            kept.withLock { $0.secret = secret }
            return secret
        }

        // MARK: Support

        private func credentials() throws(AWSError) -> Credentials {
            if let credentials = kept.withLock({ $0.credentials }), !credentials.endSoon(after: environment.now()) {
                return credentials
            }
            let credentials = try chain.credentials()
            kept.withLock { $0.credentials = credentials }
            return credentials
        }

        private func login<Value>(_ body: () throws(AWSError) -> Value) throws(OpeningFailure) -> Value {
            do {
                return try body()
            } catch {
                throw .login(
                    MigrationError(
                        code: error.mayPass ? .databaseConnection : .configuration,
                        message: "There is no password from AWS. \(error.message).",
                        advice: "See \(Links.aws). Nothing was changed."),
                    mayPass: error.mayPass)
            }
        }
    }

    extension DatabaseError {
        /// Wrong password, or a wrong user: PostgreSQL's own answer, and that of its PAM, which RDS checks tokens with.
        fileprivate var isRefusedLogin: Bool { sqlState == "28P01" || sqlState == "28000" }
    }
#endif
