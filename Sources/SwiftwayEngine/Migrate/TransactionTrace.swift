import SwiftwayDatabase
import SwiftwayScript

/// What of the work under way a rollback does not take back any more: seen at the transactions that were really open
/// around each statement, because a script may begin and end its own.
final class TransactionTrace {
    /// Where the statement stands that made the work before it permanent last.
    private(set) var kept: (path: String, line: Int)?
    /// The line of the statement by which the script itself has begun the transaction that is open now.
    private(set) var opened: Int?

    /// A new attempt.
    func begin() {
        kept = nil
        opened = nil
    }

    func ran(_ statement: ScriptStatement, of path: String, wasOpen: Bool, isOpen: Bool) {
        let line = statement.location.line
        if wasOpen != isOpen { opened = isOpen ? line : nil }
        guard wasOpen else {
            if !isOpen { kept = (path, line) }
            return
        }
        switch statement.action {
        case .transaction(.commit), .transaction(.prepare):
            kept = (path, line)
            if isOpen, opened != nil { opened = line }
        case .transaction(.rollback): break
        default: if !isOpen { kept = (path, line) }
        }
    }
}
