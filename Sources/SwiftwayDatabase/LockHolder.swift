/// Whoever holds a lock that we wait for.
public struct LockHolder: Sendable, Equatable, CustomStringConvertible {
    /// 0 stands for a prepared transaction, which has no session.
    public var processID: Int
    /// The session's `application_name`; empty where it has none.
    public var application: String
    /// Where it comes from: `10.0.0.7`; `nil` for a local socket, and where that may not be seen.
    public var clientAddress: String?
    /// What the session does now: `active`, `idle in transaction`.
    public var state: String
    /// How long its state lasts, or its transaction where it stands in a statement's way, as the database prints it:
    /// `00:06:12`.
    public var age: String
    /// The first 200 characters of its running statement, or of its last one; empty where that may not be seen.
    public var query: String

    package init(
        processID: Int, application: String, clientAddress: String?, state: String, age: String, query: String
    ) {
        self.processID = processID
        self.application = application
        self.clientAddress = clientAddress
        self.state = state
        self.age = age
        self.query = query
    }

    /// `pid 4711 (worker from 10.0.0.7, idle in transaction for 00:06:12): SELECT …`.
    public var description: String { query.isEmpty ? subject : "\(subject): \(query)" }

    /// Who it is, without its query.
    package var subject: String {
        if processID == 0 { return "a prepared transaction" }
        let from = clientAddress.map { " from \($0)" } ?? ""
        let name = application.isEmpty ? "unnamed application" : application
        return "pid \(processID) (\(name)\(from), \(state) for \(age))"
    }
}
