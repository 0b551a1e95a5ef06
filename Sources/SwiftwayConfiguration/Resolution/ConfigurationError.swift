/// Why a configuration cannot be used.
public struct ConfigurationError: Error, Sendable, Equatable {
    /// As in the JSON field `errorCode`.
    public var code: String
    /// In Flyway's words where it has some; scripts search for them.
    public var message: String
    /// What Flyway does not say: where the value comes from, and what was perhaps meant. Printed below the message.
    public var hint: String?
    /// The process's exit status.
    public var exitStatus: Int32

    public init(code: String = Code.configuration, message: String, hint: String? = nil, exitStatus: Int32 = 1) {
        self.code = code
        self.message = message
        self.hint = hint
        self.exitStatus = exitStatus
    }

    /// The codes of Flyway that configuration has.
    public enum Code {
        /// Any error without a code of its own.
        public static let error = "ERROR"
        public static let configuration = "CONFIGURATION"
        /// Only parameters of earlier versions stand in the way.
        public static let recoverable = "CONFIGURATION_RECOVERABLE"
        /// `${env.NAME}` and its like.
        public static let environmentResolve = "ENVIRONMENT_RESOLVE"
    }

    /// The exit status of Flyway where a feature needs a licence.
    public static let licenceExitStatus: Int32 = 35
}
