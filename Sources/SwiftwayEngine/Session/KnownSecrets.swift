package import SwiftwayCore
import SwiftwayDatabase
package import SwiftwayText
import Synchronization

/// The secrets that a run knows of, and those that it hears of on its way: none of them is shown anywhere.
package final class KnownSecrets: Sendable {
    private struct State {
        /// In the order in which they became known.
        var values: [String] = []
        /// What is shown all the same, since it stands everywhere and is no secret.
        var names: Set<String> = []
        var mask = SecretMask()
    }

    private let state = Mutex(State())

    /// Passwords that are asked for anew with each connection; older ones are not good any more.
    private static let limit = 100

    package init() {}

    package var mask: SecretMask { state.withLock { $0.mask } }

    package func add(_ values: [String], names: [String] = []) {
        state.withLock { state in
            let new = values.filter { !$0.isEmpty && !state.values.contains($0) }
            let count = state.names.count
            state.names.formUnion(names)
            guard !new.isEmpty || state.names.count > count else { return }
            state.values = (state.values + new).suffix(Self.limit)
            state.mask = SecretMask(state.values.filter { !state.names.contains($0) })
        }
    }

    package func add(_ settings: Settings) {
        let connection = settings.connection
        var values = [connection.password?.value ?? ""]
        values += Self.secrets(inAddress: connection.url ?? "")
        values += Self.secrets(connection.jdbcProperties)
        values += Self.secrets(settings.placeholders.placeholders).filter { !Self.isCommon($0) }
        let schemas = settings.schemas
        add(
            values,
            names: [connection.user ?? "", Self.database(ofAddress: connection.url ?? ""), schemas.table])
    }

    /// What of the command line and the environment is a secret before anything of it was understood.
    package func add(arguments: [String], environment: [String: String]) {
        var settings = Settings()
        for argument in arguments {
            let pair = argument.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            if pair[0].hasSuffix("url") { add(Self.secrets(inAddress: String(pair[1]))) }
            if Self.isSecret(String(pair[0])), !pair[0].hasSuffix("ommand") {
                settings.placeholders.placeholders[String(pair[0])] = String(pair[1])
            }
        }
        let names = ["FLYWAY_PASSWORD", "PGPASSWORD", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]
        add(names.compactMap { environment[$0] } + Self.secrets(inAddress: environment["FLYWAY_URL"] ?? ""))
        add(settings)
    }

    /// A word in the name of a value that is not to be shown.
    private static let words = ["password", "passwd", "pwd", "secret", "token", "key", "credential"]

    /// What tells where a secret is, and is needed to find out why it cannot be had.
    private static let places = [
        "awssecret", "aws_secret", "secretsmanagersecretid", "secretsmanagerregion", "sslkey", "passwordcommand",
    ]

    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        guard !places.contains(where: { name.hasSuffix($0) }) else { return false }
        return words.contains { name.contains(text: $0) }
    }

    private static func secrets(_ values: [String: String]) -> [String] {
        values.filter { isSecret($0.key) }.map(\.value)
    }

    /// `sortKey=true` is no secret, and masking the word would hide more than it protects.
    private static func isCommon(_ value: String) -> Bool {
        ["true", "false", "none", "null", "default", "public"].contains(value.lowercased())
    }

    /// Encoded and decoded: either may be told of.
    private static func secrets(inAddress address: String) -> [String] {
        let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var values: [String] = []
        if let at = parts[0].lastIndex(of: "@"), let start = parts[0].firstRange(ofText: "//"), start.upperBound <= at {
            let login = parts[0][start.upperBound..<at]
            if let colon = login.firstIndex(of: ":") { values.append(String(login[login.index(after: colon)...])) }
        }
        for parameter in parts.dropFirst().joined().split(whereSeparator: { $0 == "&" || $0 == ";" }) {
            let pair = parameter.split(separator: "=", maxSplits: 1)
            if pair.count == 2, isSecret(String(pair[0])) { values.append(String(pair[1])) }
        }
        return values + values.map { decodingPercents($0[...]) }
    }

    private static func database(ofAddress address: String) -> String {
        String(address.prefix { $0 != "?" }.split(separator: "/").last ?? "")
    }
}
