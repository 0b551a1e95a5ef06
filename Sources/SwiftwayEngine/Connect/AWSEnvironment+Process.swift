#if AWS && PostgreSQL
    import SwiftwayAWS

    extension AWSEnvironment {
        /// The world as it is; a request to stop ends commands and pauses.
        static func ofProcess(_ interruption: Interruption) -> AWSEnvironment {
            ofProcess(
                variables: ProcessEnvironment.variables,
                run: { command throws(AWSError) in try output(of: command, interruption) },
                now: { SigningTime(seconds: Clock.secondsSince1970) },
                pause: { duration in
                    interruption.pause(duration)
                    return !interruption.isRequested
                })
        }

        /// The command itself is not shown: there may be a secret in it.
        private static func output(of command: String, _ interruption: Interruption) throws(AWSError) -> [UInt8] {
            let result: Program.Result
            do {
                result = try Program(command: ["sh", "-c", command], errors: .inherited).run(interruption)
            } catch {
                throw AWSError("credential_process could not be started: \(error.reason)")
            }
            guard result.status == 0 else {
                throw AWSError("credential_process ended with status \(result.status)", mayPass: true)
            }
            return result.output
        }
    }
#endif
