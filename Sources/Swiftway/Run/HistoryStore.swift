import SwiftwayCore
import SwiftwayDatabase

/// Creates, reads and writes the history table of one connection.
final class HistoryStore {
    let connection: any DatabaseConnection
    let table: HistoryTable
    let tablespace: String?
    /// A table that was there is not asked for again: that would be one round trip more for every command.
    private var wasSeen = false

    init(connection: any DatabaseConnection, table: HistoryTable, tablespace: String?) {
        self.connection = connection
        self.table = table
        self.tablespace = tablespace
    }

    var name: QualifiedName { table.name }

    func exists() throws(MigrationError) -> Bool {
        do {
            if !wasSeen { wasSeen = try connection.tableExists(name) }
            return wasSeen
        } catch {
            throw MigrationError.database("Unable to check whether table \(name) exists", error)
        }
    }

    /// All rows by rank.
    func rows() throws(MigrationError) -> [HistoryRow] {
        let rows: [Row]
        do {
            // pgpool must not send this to a replica that lags behind.
            rows = try connection.query("/*NO LOAD BALANCE*/\n" + table.select, [])
        } catch {
            throw MigrationError.database(
                "Error while retrieving the list of applied migrations from Schema History table \(name)", error)
        }
        var history: [HistoryRow] = []
        history.reserveCapacity(rows.count)
        for row in rows { history.append(try table.row(row)) }
        return history
    }

    /// The rank of the last row; `nil` where there is none.
    func lastRank() throws(MigrationError) -> Int? {
        do {
            return try connection.query(table.selectLastRank, []).first?.first?.flatMap { Int($0) }
        } catch {
            throw MigrationError.database("Unable to read Schema History table \(name)", error)
        }
    }

    /// Creates the table with its index, and `baseline` as its first row, in one transaction. Does nothing where
    /// somebody else was faster.
    /// - Returns: Whether the table was created here.
    func create(baseline: HistoryRow?) throws(MigrationError) -> Bool {
        var running = ""
        do {
            try connection.begin()
            if try connection.tableExists(name) {
                try connection.rollback()
                return false
            }
            let statements = connection.historyTableStatements(name, tablespace: tablespace)
            for sql in statements.table {
                running = sql
                _ = try connection.execute(sql)
            }
            if let baseline { _ = try connection.query(table.insert, table.insertValues(baseline)) }
            for sql in statements.indexes {
                running = sql
                _ = try connection.execute(sql)
            }
            try connection.commit()
            return true
        } catch {
            try? connection.rollback()
            throw MigrationError.script(
                ScriptFailure(
                    script: "", displayPath: "", absolutePath: "", line: 1, column: 1, statement: running),
                error, code: .databaseConnection,
                advice: "The schema history table could not be created; nothing was changed.")
        }
    }

    func insert(_ row: HistoryRow) throws(MigrationError) {
        do {
            _ = try connection.query(table.insert, table.insertValues(row))
        } catch {
            let subject = row.version.map { "version '\($0)'" } ?? "description '\(row.description)'"
            throw MigrationError.database("Unable to insert row for \(subject) in Schema History table \(name)", error)
        }
    }

    func remove(_ row: HistoryRow) throws(MigrationError) {
        try change(table.delete, [.integer(row.installedRank)])
    }

    /// Makes a row say what its file says.
    func align(_ row: HistoryRow, with file: ResolvedMigration) throws(MigrationError) {
        try change(
            table.update,
            [
                .text(file.storedDescription), .text(file.type.rawValue), .integer(Int(file.checksum)),
                .integer(row.installedRank),
            ])
    }

    private func change(_ sql: String, _ values: [BoundValue]) throws(MigrationError) {
        do {
            _ = try connection.query(sql, values)
        } catch {
            throw MigrationError.database("Unable to repair Schema History table \(name)", error)
        }
    }
}
