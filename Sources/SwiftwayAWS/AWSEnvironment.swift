/// All that the search for credentials has of the world around it, so that it can be tested with another one.
package struct AWSEnvironment: Sendable {
    /// Of the process.
    package var variables: [String: String]
    /// The text of a file; `nil` where there is none.
    package var read: @Sendable (String) throws(AWSError) -> String?
    package var answer: @Sendable (HTTPRequest) throws(AWSError) -> HTTPResponse
    /// What a command, run by the shell, writes to its standard output.
    package var run: @Sendable (String) throws(AWSError) -> [UInt8]
    package var now: @Sendable () -> SigningTime
    /// Waits; `false` where somebody has asked for a stop, and nothing more is to be tried.
    package var pause: @Sendable (Duration) -> Bool
    /// Where containers find the credentials of their task.
    package var containerAddress = "http://169.254.170.2"

    package init(
        variables: [String: String],
        read: @escaping @Sendable (String) throws(AWSError) -> String?,
        answer: @escaping @Sendable (HTTPRequest) throws(AWSError) -> HTTPResponse,
        run: @escaping @Sendable (String) throws(AWSError) -> [UInt8],
        now: @escaping @Sendable () -> SigningTime,
        pause: @escaping @Sendable (Duration) -> Bool
    ) {
        self.variables = variables
        self.read = read
        self.answer = answer
        self.run = run
        self.now = now
        self.pause = pause
    }

    /// The world as it is.
    /// - Parameters:
    ///   - run: What a command, run by the shell, writes to its standard output.
    ///   - pause: Waits; `false` where somebody has asked for a stop.
    package static func ofProcess(
        variables: [String: String], run: @escaping @Sendable (String) throws(AWSError) -> [UInt8],
        pause: @escaping @Sendable (Duration) -> Bool
    ) -> AWSEnvironment {
        let client = HTTPClient(authorities: CertificateAuthorities.file(variables))
        return AWSEnvironment(
            variables: variables, read: { path throws(AWSError) in try TextFile.read(path) },
            answer: { request throws(AWSError) in try client.answer(to: request) }, run: run,
            now: { SigningTime.now }, pause: pause)
    }

    /// `nil` for an empty one, too.
    func variable(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The region that the environment names; `nil` where it does not.
    package var region: String? { variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION") }
}
