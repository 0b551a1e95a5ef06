internal import SwiftwayDatabase
import SwiftwayText

/// Why a connection did not come about: libpq's text, taken apart.
///
/// libpq gives no SQLSTATE for a failed connection, only a text. With verbosity `PQERRORS_VERBOSE` the text of a
/// refusal by the server begins with its code: `FATAL:  28P01: password authentication failed for user "app"`.
struct ConnectionFailure: Equatable {
    /// One attempt for every address and way of encryption that libpq tried, in order.
    private let attempts: [String]
    private let text: String

    init(text: String) {
        self.text = text
        var attempts: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            if attempts.isEmpty || line.hasPrefix("connection to server ") {
                attempts.append(String(line))
            } else {
                attempts[attempts.count - 1] += "\n\(line)"
            }
        }
        self.attempts = attempts
    }

    /// - Parameters:
    ///   - endpoint: `host:port` where only one was to be tried; the Java driver's sentence names it.
    ///   - refusal: what the C library calls a refused connection.
    ///   - hasDirectories: whether this libpq can look services up in LDAP.
    func error(endpoint: String?, refusal: String, hasDirectories: Bool = true) -> DatabaseError {
        if let rejection = attempts.reversed().compactMap(Self.rejection).first { return rejection }
        if let endpoint, !attempts.isEmpty, attempts.allSatisfy({ $0.contains(text: refusal) }) {
            return Self.failure(
                "Connection to \(endpoint) refused. Check that the hostname and port are correct and that the"
                    + " postmaster is accepting TCP/IP connections.")
        }
        let advice = MissingAbility.advice(on: text, hasDirectories: hasDirectories)
        let lines = attempts + (advice.map { [$0] } ?? [])
        return Self.failure(text.isEmpty ? "The connection attempt failed." : lines.joined(separator: "\n"))
    }

    private static func failure(_ message: String) -> DatabaseError {
        // 08001: the client could not establish the connection.
        DatabaseError(category: .connectionFailed, message: message, sqlState: "08001")
    }

    /// What the server answered: `… failed: FATAL:  3D000: database "nope" does not exist`, perhaps with
    /// `DETAIL:` and `HINT:` lines. `nil` where there was no answer with a code.
    private static func rejection(_ attempt: String) -> DatabaseError? {
        var lines = attempt.split(separator: "\n")[...]
        guard let first = lines.popFirst() else { return nil }
        let answer = first.firstRange(ofText: " failed: ").map { first[$0.upperBound...] } ?? first
        let parts = answer.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].hasPrefix("  "), parts[2].hasPrefix(" ") else { return nil }
        let code = parts[1].dropFirst(2)
        guard code.count == 5, code.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase) }) else { return nil }
        var error = DatabaseError(
            category: .connectionFailed, severity: String(parts[0]), message: String(parts[2].dropFirst()),
            sqlState: String(code))
        for line in lines {
            if line.hasPrefix("DETAIL:  ") { error.detail = String(line.dropFirst("DETAIL:  ".count)) }
            if line.hasPrefix("HINT:  ") { error.hint = String(line.dropFirst("HINT:  ".count)) }
        }
        return error
    }
}
