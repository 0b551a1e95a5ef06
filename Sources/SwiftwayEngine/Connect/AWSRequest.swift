import SwiftwayCore
import SwiftwayDatabase
import SwiftwayText

/// What address and settings ask of AWS. Read in every build: one that knows nothing of AWS has to say so instead of
/// connecting without a password.
struct AWSRequest: Sendable, Equatable {
    enum Way: Sendable, Equatable {
        /// IAM authentication: a token is the password.
        case token(Token)
        /// User and password are in Secrets Manager.
        case secret(Secret)
    }

    struct Token: Sendable, Equatable {
        /// The real endpoint, where the address has another name for it.
        var host: String?
        var port: Int?
    }

    struct Secret: Sendable, Equatable {
        /// A name or an ARN.
        var identifier: String
        /// What the secret calls the user and the password.
        var userProperty = "username"
        var passwordProperty = "password"
        var endpoint: String?
        /// How long a login is tried again with a secret that is the same as before.
        var retryTimeout = Duration.zero
        var retryInterval = Duration.seconds(1)
    }

    var way: Way
    /// As the setting or the address says; `nil` where neither does.
    var region: String?
    var profile: String?

    /// `nil` where nothing is asked of AWS.
    /// - Throws: where what is asked contradicts itself.
    init?(_ settings: ConnectionSettings) throws(MigrationError) {
        guard let url = settings.url else { return nil }
        let parameters = AWSParameters(url, properties: settings.jdbcProperties)
        let plugins = parameters.plugins
        let asksToken = settings.aws.iam || plugins.contains("iam")
        let secret = try Self.secret(settings, parameters)
        guard asksToken || secret != nil else { return nil }
        guard DatabaseKind(address: url) == .postgreSQL else {
            throw Self.invalid("awsIam and awsSecret are for PostgreSQL, and the address is of another database")
        }
        if let secret {
            guard !asksToken else {
                throw Self.invalid(
                    "a token of IAM and a secret of Secrets Manager are both asked for: choose one of them")
            }
            way = .secret(secret)
            region = settings.aws.region ?? parameters["secretsManagerRegion"]
        } else {
            var token = Token(host: parameters["iamHost"])
            if let text = parameters["iamDefaultPort"] {
                guard let port = Int(text), (1...65_535).contains(port) else {
                    throw Self.invalid("iamDefaultPort is no port, a number from 1 to 65535")
                }
                token.port = port
            }
            way = .token(token)
            region = settings.aws.region ?? parameters["iamRegion"]
        }
        profile = settings.aws.profile
    }

    private static func secret(
        _ settings: ConnectionSettings, _ parameters: AWSParameters
    ) throws(MigrationError) -> Secret? {
        var secret: Secret
        if let identifier = settings.aws.secret {
            secret = Secret(identifier: identifier)
        } else if parameters.isOfSecretsDriver {
            guard let identifier = settings.user.nonEmpty ?? parameters["user"] else {
                throw invalid("with jdbc-secretsmanager: the setting user must name the secret, and it is not set")
            }
            secret = Secret(identifier: identifier)
        } else if !parameters.plugins.isDisjoint(with: ["awssecretsmanager", "awssecretsmanager2"]) {
            guard let identifier = parameters["secretsManagerSecretId"] else {
                throw invalid("the plugin awsSecretsManager needs secretsManagerSecretId in the address")
            }
            secret = Secret(identifier: identifier)
        } else {
            return nil
        }
        if let property = parameters["secretsManagerSecretUsernameProperty"] { secret.userProperty = property }
        if let property = parameters["secretsManagerSecretPasswordProperty"] { secret.passwordProperty = property }
        secret.endpoint = parameters["secretsManagerEndpoint"]
        secret.retryTimeout = parameters.milliseconds("secretsManagerConnectRetryTimeoutMs") ?? secret.retryTimeout
        secret.retryInterval = parameters.milliseconds("secretsManagerConnectRetryIntervalMs") ?? secret.retryInterval
        return secret
    }

    /// Parts of the address that ask for what does not exist here.
    static func ignoredPlugins(_ settings: ConnectionSettings) -> [String] {
        guard let url = settings.url else { return [] }
        let known: Set = ["iam", "awssecretsmanager", "awssecretsmanager2"]
        return AWSParameters(url, properties: settings.jdbcProperties).pluginNames
            .filter { !known.contains($0.lowercased()) }
    }

    static func invalid(_ reason: String) -> MigrationError {
        MigrationError(
            code: .configuration, message: "What is asked of AWS is not valid: \(reason).",
            advice: "See \(Links.aws). Nothing was changed.")
    }
}

/// The parameters of an address that are read by AWS's drivers.
private struct AWSParameters {
    /// Of `jdbc:aws-wrapper:…`; empty where that is not the driver.
    var pluginNames: [String] = []
    /// `jdbc-secretsmanager:…`.
    var isOfSecretsDriver: Bool
    private var values: [String: String] = [:]

    init(_ url: String, properties: [String: String]) {
        let scheme = DatabaseKind.postgreSQL.scheme(of: url) ?? ""
        isOfSecretsDriver = scheme.hasPrefix("jdbc-secretsmanager:")
        for (name, value) in properties { values[name.lowercased()] = value }
        let query = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first ?? ""
        for parameter in query.split(separator: "&") {
            let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            values[decodingPercents(parts[0]).lowercased()] = decodingPercents(parts[1])
        }
        if scheme.hasPrefix("jdbc:aws-wrapper:") {
            pluginNames = (self["wrapperPlugins"] ?? "").split(separator: ",")
                .map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        }
    }

    var plugins: Set<String> { Set(pluginNames.map { $0.lowercased() }) }

    /// `nil` for an empty one, too.
    subscript(_ name: String) -> String? { values[name.lowercased()].nonEmpty }

    func milliseconds(_ name: String) -> Duration? {
        self[name].flatMap { Int($0) }.map { .milliseconds(min(max(0, $0), 3_600_000)) }
    }
}
