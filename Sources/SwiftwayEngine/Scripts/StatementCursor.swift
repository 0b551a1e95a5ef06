import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// The statements of a script that are to be sent, one after the other, whether the script is in memory or read while
/// it is used.
final class StatementCursor {
    private enum Source {
        case array([ScriptStatement])
        case stream(ScriptStream)
    }

    private let source: Source
    private let plan: ScriptPlan
    private var index = -1
    /// How many were given out, the last one included.
    private(set) var count = 0

    /// - Returns: `nil` for a program or code, which has no statements to be read.
    init?(_ script: ScriptRunner.Prepared) throws(MigrationError) {
        switch script.body {
        case .program, .swift: return nil
        case .statements(let statements, let plan):
            source = .array(statements)
            self.plan = plan
        case .stream(let plan, let origin):
            source = .stream(try ScriptStream(origin))
            self.plan = plan
        }
    }

    /// How many there are in the script, those that are not sent included.
    var total: Int { plan.count }

    func next() throws(MigrationError) -> ScriptStatement? {
        while let statement = try nextOfAll() {
            index += 1
            guard plan.includes(statement, at: index) else { continue }
            count += 1
            return statement
        }
        return nil
    }

    private func nextOfAll() throws(MigrationError) -> ScriptStatement? {
        switch source {
        case .array(let statements):
            return index + 1 < statements.count ? statements[index + 1] : nil
        case .stream(let stream):
            while let event = try stream.next() {
                if case .statement(let statement) = event { return statement }
            }
            return nil
        }
    }

    /// Sends the statement that was given out last, with its data if it reads some.
    func send(_ statement: ScriptStatement, on connection: any DatabaseConnection) throws(DatabaseError)
        -> [StatementResult]
    {
        switch source {
        case .array:
            guard let data = statement.copyData else { break }
            return [try connection.copy(statement.sql, data: data)]
        case .stream(let stream):
            guard statement.readsCopyData else { break }
            return [try connection.copy(statement.sql) { () throws(DatabaseError) in try stream.nextData() }]
        }
        return try connection.execute(statement.sql)
    }
}
