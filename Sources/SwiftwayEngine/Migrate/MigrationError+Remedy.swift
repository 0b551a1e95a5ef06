import SwiftwayCore
import SwiftwayDatabase

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
