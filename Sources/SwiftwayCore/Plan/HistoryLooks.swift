package import SwiftwayDatabase

/// Counts how often a run has looked at the history again because somebody else seemed to have changed it, so that no run
/// looks for ever.
package struct HistoryLooks {
    private var last: [HistoryRow]
    /// One after the other that have found what the one before had found.
    private var vain = 0
    private var count = 0

    /// The batch on SQLite that is taken back and run one by one is one of them.
    private static let mostVain = 3
    /// Each of the others has found what another process has applied meanwhile.
    private static let most = 10_000

    package init(_ rows: [HistoryRow]) {
        last = rows
    }

    /// - Throws: ``MigrationError`` where another look would find nothing new either.
    package mutating func add(_ rows: [HistoryRow], of table: QualifiedName) throws(MigrationError) {
        vain = rows == last ? vain + 1 : 0
        last = rows
        count += 1
        guard vain >= Self.mostVain || count >= Self.most else { return }
        throw MigrationError(
            code: .error,
            message: "Schema History table \(table) looks as if somebody else were changing it, "
                + "\(vain >= Self.mostVain ? "and is the same at each look" : "at each of \(count) looks").",
            advice: "Nothing more was run. Look at its rows, at the column installed_rank above all: "
                + "they should be whole numbers, each of them once.")
    }
}
