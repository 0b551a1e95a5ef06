import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// Migrations that are sent one behind the other, and their answers, which come later and in the same order.
final class MigrationPipeline {
    /// What an answer is the answer to.
    enum Item {
        /// Something of the engine's own.
        case own
        case statement(ScriptStatement, number: Int)
        case row(HistoryRow)
        case commit(isDurable: Bool)
        /// Fails where somebody else migrates.
        case exclusion
        /// Gives the migration lock back.
        case release

        var isExclusion: Bool { if case .exclusion = self { true } else { false } }
    }

    /// Why the migration at the front did not come to its end.
    struct Failure: Error {
        var item: Item
        var error: DatabaseError
    }

    let statements: any StatementPipeline
    private var items: [(migration: PreparedMigration, item: Item)] = []
    /// Where the oldest unanswered one stands in `items`.
    private var head = 0
    /// What waits to be answered may take that much memory, and no more, here and in the server.
    private static let mostItems = 512
    private static let mostBytes = 1_000_000
    private var bytes = 0

    init(_ statements: any StatementPipeline) {
        self.statements = statements
    }

    var isEmpty: Bool { head == items.count }
    var isFull: Bool { items.count - head >= Self.mostItems || bytes >= Self.mostBytes }
    /// The migration whose answer comes next.
    var front: (migration: PreparedMigration, item: Item)? { isEmpty ? nil : items[head] }

    /// The statement that is at work: what the engine itself has sent in front of it takes no time.
    var atWork: (migration: PreparedMigration, item: Item)? {
        for index in head..<items.count {
            if case .own = items[index].item, index + 1 < items.count,
                items[index + 1].migration.place == items[head].migration.place
            {
                continue
            }
            return items[index]
        }
        return nil
    }

    /// Whether nothing but something of the engine's own has been sent since answers were asked for last.
    var endsWithOwn: Bool {
        guard !isEmpty, case .own = items[items.count - 1].item else { return false }
        return true
    }

    func send(
        _ sql: String, _ values: [BoundValue] = [], as item: Item, of migration: PreparedMigration
    ) throws(DatabaseError) {
        try statements.send(sql, values)
        items.append((migration, item))
        if case .statement = item { bytes += sql.utf8.count }
    }

    /// Waits for the answer to what is at the front.
    func take() throws(Failure) -> (item: Item, result: StatementResult) {
        let item = items[head].item
        do {
            let result = try statements.nextAnswer()
            remove(item)
            return (item, result)
        } catch {
            throw Failure(item: item, error: error)
        }
    }

    private func remove(_ item: Item) {
        if case .statement(let statement, _) = item { bytes -= statement.sql.utf8.count }
        head += 1
        guard head >= 1024 else { return }
        items.removeFirst(head)
        head = 0
    }
}
