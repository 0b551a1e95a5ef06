import SwiftwayText

/// Who signs. Its descriptions show nothing of it.
package struct Credentials: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    package var accessKey: String
    package var secretKey: String
    /// `nil` for keys that are good until they are withdrawn.
    package var sessionToken: String?
    /// When they end; `nil` where nobody has said.
    package var expiration: SigningTime?

    /// - Parameter sessionToken: An empty one is none.
    package init(
        accessKey: String, secretKey: String, sessionToken: String? = nil, expiration: SigningTime? = nil
    ) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken.nonEmpty
        self.expiration = expiration
    }

    package var description: String { "AWS credentials" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Credentials {
    /// Whether they should not be used any more: what is begun with them has to be answered in time.
    package func endSoon(after time: SigningTime) -> Bool {
        expiration.map { $0.seconds - time.seconds < 300 } ?? false
    }
}
