import Synchronization
import TestSupport

@testable import SwiftwayAWS

/// An environment of a test's own: its variables, its files, real HTTP to loopback, a clock that stands still.
final class AWSWorld: Sendable {
    let variables: [String: String]
    let files: [String: String]
    /// What the commands of `credential_process` print.
    let outputs: [String: String]
    private let commands = Mutex<[String]>([])
    private let pauses = Mutex<[Duration]>([])

    init(_ variables: [String: String] = [:], files: [String: String] = [:], outputs: [String: String] = [:]) {
        // No test may ask the machine that it runs on.
        self.variables = ["HOME": "/home/none", "AWS_EC2_METADATA_DISABLED": "true"].merging(variables) { $1 }
        self.files = files
        self.outputs = outputs
    }

    var commandsRun: [String] { commands.withLock { $0 } }
    var pausesMade: [Duration] { pauses.withLock { $0 } }

    var environment: AWSEnvironment {
        let client = HTTPClient(authorities: CertificateAuthorities.file(variables))
        return AWSEnvironment(
            variables: variables, read: { [files] path throws(AWSError) in files[path] },
            answer: { request throws(AWSError) in try client.answer(to: request) },
            run: { [self] command throws(AWSError) in
                commands.withLock { $0.append(command) }
                guard let output = outputs[command] else { throw AWSError("credential_process ended with status 1") }
                return Array(output.utf8)
            },
            now: { SigningTime(seconds: 1_440_938_160) },
            pause: { [self] duration in
                pauses.withLock { $0.append(duration) }
                return true
            })
    }

    func credentials(profile: String? = nil) throws(AWSError) -> Credentials {
        try CredentialChain(environment, profile: profile).credentials()
    }

    /// What is said where there are none.
    func failure(profile: String? = nil) -> String {
        do {
            _ = try credentials(profile: profile)
            return "there are credentials"
        } catch {
            return error.message
        }
    }
}
