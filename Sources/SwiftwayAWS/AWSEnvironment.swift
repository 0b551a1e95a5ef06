import SwiftwayText

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
    ///   - now: What time it is.
    ///   - pause: Waits; `false` where somebody has asked for a stop.
    package static func ofProcess(
        variables: [String: String], run: @escaping @Sendable (String) throws(AWSError) -> [UInt8],
        now: @escaping @Sendable () -> SigningTime, pause: @escaping @Sendable (Duration) -> Bool
    ) -> AWSEnvironment {
        let client = HTTPClient(authorities: CertificateAuthorities.file(variables))
        return AWSEnvironment(
            variables: variables, read: { path throws(AWSError) in try TextFile.text(path) },
            answer: { request throws(AWSError) in try client.answer(to: request) }, run: run,
            now: now, pause: pause)
    }

    /// `nil` for an empty one, too.
    func variable(_ name: String) -> String? { variables[name].nonEmpty }

    /// What `body` gives, which is tried so many times.
    /// - Parameter pause: Between two attempts; who asks for a stop meanwhile is given no further one.
    func attempt<Value>(
        _ count: Int, pause duration: Duration = .zero, _ body: () throws(AWSError) -> Value
    ) throws(AWSError) -> Value {
        var left = count
        while true {
            do throws(AWSError) {
                return try body()
            } catch {
                left -= 1
                guard left > 0, duration == .zero || pause(duration) else { throw error }
            }
        }
    }

    /// The region that the environment names; `nil` where it does not.
    package var region: String? { variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION") }
}
