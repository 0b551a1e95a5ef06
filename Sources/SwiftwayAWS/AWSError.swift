/// Why there is no password from AWS. Holds no secret.
package struct AWSError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A sentence, or several, without the full stop of the last.
    package var message: String
    /// Whether another attempt may succeed: the network, or a service that is busy.
    package var mayPass: Bool

    package init(_ message: String, mayPass: Bool = false) {
        self.message = message
        self.mayPass = mayPass
    }

    package var description: String { message }
}
