/// Whoever holds a lock that we wait for.
public struct LockHolder: Sendable, Equatable, CustomStringConvertible {
    /// 0 stands for a prepared transaction, which has no session.
    public var processID: Int
    public var application: String
    public var clientAddress: String?
    public var state: String
    /// How long its current state lasts, as the database prints it: `00:06:12`.
    public var age: String
    public var query: String

    public init(
        processID: Int, application: String, clientAddress: String?, state: String, age: String, query: String
    ) {
        self.processID = processID
        self.application = application
        self.clientAddress = clientAddress
        self.state = state
        self.age = age
        self.query = query
    }

    public var description: String { query.isEmpty ? subject : "\(subject): \(query)" }

    /// Who it is, without its query.
    public var subject: String {
        if processID == 0 { return "a prepared transaction" }
        let from = clientAddress.map { " from \($0)" } ?? ""
        let name = application.isEmpty ? "unnamed application" : application
        return "pid \(processID) (\(name)\(from), \(state) for \(age))"
    }
}
