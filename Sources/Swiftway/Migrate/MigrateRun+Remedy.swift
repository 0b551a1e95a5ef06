import SwiftwayCore
import SwiftwayDatabase

/// What is to be done about a failure that is no fault of the file's.
extension MigrateRun {
    /// The server did not answer the request to stop, so that it was not waited for any longer.
    func hungUp(_ step: Step, _ error: MigrationError) -> MigrationError {
        var error = error
        error.code = .interrupted
        let path = step.migration.file.displayPath
        let state =
            "The run was asked to stop while \(path) was running, and the connection is gone: what was not committed is "
            + "rolled back. `swiftway info` tells what is applied."
        error.advice = [error.advice, state].compactMap { $0 }.joined(separator: "\n")
        return error
    }
}

extension MigrationError {
    /// What to do about a migration that has failed by it and was rolled back. Nothing is to be corrected in a file whose
    /// statement somebody else has ended.
    var remedy: String {
        if code == .lockLost { return "Nothing is known to be wrong with it. Run migrate again." }
        guard let databaseError else { return "Correct it and run migrate again." }
        if databaseError.category == .cancelled {
            return databaseError.message.hasSuffix("due to user request")
                ? "Somebody else has cancelled its statement. Run migrate again."
                : "Its statement took longer than it may. Allow more time, or run migrate again when the database is less "
                    + "busy."
        }
        if databaseError.category == .locked { return "Others were in its way. Run migrate again." }
        // 25006: the server has become a standby. 53, 57 and 58: it lacks something, or is being shut down.
        // https://www.postgresql.org/docs/current/errcodes-appendix.html
        let state = databaseError.sqlState ?? ""
        if state == "25006" { return "The database is read-only now. Run migrate again where it can be written to." }
        if ["53", "57", "58"].contains(where: { state.hasPrefix($0) }) {
            return "Run migrate again when the server can do its work again."
        }
        return "Correct it and run migrate again."
    }
}
