import SwiftwayCore

/// Asks a command for the password: the setting `passwordCommand`. What it prints is shown nowhere.
enum PasswordCommand {
    /// The first line that `command`, run by the shell, prints.
    static func password(from command: String, _ interruption: Interruption) throws(MigrationError) -> String {
        let result: Program.Result
        do {
            result = try Program(command: ["sh", "-c", command], errors: .inherited).run(interruption)
        } catch {
            throw failure("could not be started: \(error.reason)")
        }
        guard result.status == 0 else { throw failure("ended with status \(result.status)") }
        let line = result.output.prefix { $0 != 0x0A && $0 != 0x0D }
        guard !line.isEmpty else { throw failure("printed nothing") }
        return String(decoding: line, as: UTF8.self)
    }

    /// The command itself is not shown: there may be a secret in it too.
    private static func failure(_ what: String) -> MigrationError {
        MigrationError(
            code: .configuration, message: "The command of passwordCommand \(what).",
            advice: "It is run by sh for every new connection, and must print the password as its first line. "
                + "Nothing was changed.")
    }
}
