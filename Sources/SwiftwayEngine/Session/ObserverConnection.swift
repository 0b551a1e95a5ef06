import SwiftwayCore
import SwiftwayDatabase

/// A second connection, to look at what holds the first one up. It is opened when somebody looks for the first time, beside
/// the work, and never waited for.
final class ObserverConnection {
    private enum State {
        case closed
        case opening(ConnectionOpening)
        case open(any Watching)
        /// It cannot be opened: whoever runs the migration need not know.
        case unavailable
    }

    private let connector: Connector
    private var state = State.closed

    init(_ connector: Connector) {
        self.connector = connector
    }

    deinit {
        if case .opening(let opening) = state { opening.abandon() }
    }

    /// `nil` where it is not open yet, and where it never will be.
    var connection: (any Watching)? {
        switch state {
        case .open(let connection): return connection
        case .unavailable: return nil
        case .closed: state = connector.beginBeside().map { .opening($0) } ?? .unavailable
        case .opening(let opening):
            switch opening.resultIfThere() {
            case nil: return nil
            case .success(let connection?)?:
                state = .open(connection)
                return connection
            case .success(nil)?, .failure?: state = .unavailable
            }
        }
        return nil
    }
}
