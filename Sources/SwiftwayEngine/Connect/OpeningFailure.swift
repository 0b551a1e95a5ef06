import SwiftwayCore
import SwiftwayDatabase
import SwiftwayText

/// Why a connection did not come about.
enum OpeningFailure: Error {
    /// The driver or the server says so. The advice is more than the usual one.
    case database(DatabaseError, advice: String?)
    /// It had not come to that: there is no password.
    case login(MigrationError, mayPass: Bool)

    /// Whether another attempt may succeed.
    var mayPass: Bool {
        switch self {
        case .database(let error, _): error.category == .connectionFailed
        case .login(_, let mayPass): mayPass
        }
    }

    var message: String {
        switch self {
        case .database(let error, _): error.message
        case .login(let error, _): error.message
        }
    }

    /// - Parameter user: who was to connect.
    func error(user: String?) -> MigrationError {
        switch self {
        case .login(let error, _): return error
        case .database(let error, let advice):
            let name = user.nonEmpty ?? "null"
            return MigrationError.database(
                "Unable to obtain connection from database (********) for user '\(name)': \(error.message)", error,
                advice: [advice, "Nothing was changed."].compactMap { $0 }.joined(separator: " "))
        }
    }
}
