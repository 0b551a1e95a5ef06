import SwiftwayCore
import SwiftwayDatabase

/// What keeping the history takes.
typealias HistoryConnection = ConnectionFacts & HistoryKeeping & MigrationLocking & Statements & Transactions

/// Creates, reads and writes the history table of one connection.
final class HistoryStore {
    let connection: any HistoryConnection
    let table: HistoryTable
    let tablespace: String?
    /// A table that was there is not asked for again: that would be one round trip more for every command.
    private(set) var wasSeen = false
    /// That there was none is true only as long as nobody has said ``forget()``.
    private var wasMissed = false
    /// What the schema was like when it was looked at, for as long.
    private(set) var schemaState: SchemaState?
    /// Without this no row comes to be: that the migration lock is held, said in SQL.
    var condition: String? { didSet { insertStatement = table.insert(if: condition) } }
    /// Written once, and not for each row.
    private var insertStatement: String
    /// What was read last, as long as nothing has happened that may have changed it.
    private var known: [HistoryRow]?
    /// How often it was read: as long as this is the same, what was read is too.
    private(set) var readings = 0

    init(connection: any HistoryConnection, table: HistoryTable, tablespace: String?) {
        self.connection = connection
        self.table = table
        insertStatement = table.insert()
        self.tablespace = tablespace
    }

    /// Takes what the connection has seen while it was opened.
    func adopt(_ found: FoundHistory?) {
        switch found {
        case .missing(let state):
            wasSeen = false
            wasMissed = true
            schemaState = state
        case .rows(let rows):
            wasSeen = true
            readings += 1
            // What cannot be understood is told to whoever asks for it: `clean` need not know.
            known = try? table.rows(rows)
        case nil: break
        }
    }

    var name: QualifiedName { table.name }

    func exists() throws(MigrationError) -> Bool {
        do {
            if wasSeen || wasMissed { return wasSeen }
            wasSeen = try connection.tableExists(name)
            wasMissed = !wasSeen
            return wasSeen
        } catch {
            throw MigrationError.database("Unable to check whether table \(name) exists", error)
        }
    }

    /// All rows by rank, as they are or, as long as nobody has said ``forget()``, as they were read last.
    func rows() throws(MigrationError) -> [HistoryRow] {
        if let known { return known }
        let rows = try read()
        known = rows
        return rows
    }

    /// What was read may not be true any more: somebody else may have written, or a script.
    func forget() {
        known = nil
        wasMissed = false
        schemaState = nil
    }

    /// The same, and the table itself may be gone: that somebody else has cleaned is asked for where it is no error.
    func forgetTable() {
        forget()
        wasSeen = false
    }

    private func read() throws(MigrationError) -> [HistoryRow] {
        let rows: [Row]
        // pgpool must not send this to a replica that lags behind.
        let select = "/*NO LOAD BALANCE*/\n" + table.select(on: connection.kind)
        readings += 1
        do {
            rows = try connection.query(select, [])
        } catch {
            if isGone { throw gone(error) }
            // Somebody else may have made it anew between the two questions.
            if wasSeen, let again = try? connection.query(select, []) { return try table.rows(again) }
            throw MigrationError.database(
                "Error while retrieving the list of applied migrations from Schema History table \(name)", error)
        }
        return try table.rows(rows)
    }

    /// The rank of the last row; `nil` where there is none.
    func lastRank() throws(MigrationError) -> Int? {
        do {
            return try connection.query(table.selectLastRank(on: connection.kind), []).first?.first?.flatMap { Int($0) }
        } catch {
            if isGone { throw gone(error) }
            throw MigrationError.database("Unable to read Schema History table \(name)", error)
        }
    }

    /// Whether the table was there and is not any more: somebody has cleaned the database. Not known, and `false`, inside
    /// a transaction that has failed.
    var isGone: Bool {
        guard wasSeen, let isThere = try? connection.tableExists(name) else { return false }
        return !isThere
    }

    private func gone(_ error: DatabaseError) -> MigrationError {
        MigrationError(
            code: .error, message: "Schema History table \(name) is gone.", databaseError: error,
            advice: "Somebody else has dropped it while this run went on, by `clean` as a rule. Run the command again.")
    }

    /// Creates the table with its index, and `baseline` as its first row, in one transaction. Does nothing where
    /// somebody else was faster.
    /// - Parameter begin: Begins a transaction that no other migrator has.
    /// - Returns: Whether the table was created here.
    func create(
        baseline: HistoryRow?, begin: () throws(MigrationError) -> Void
    ) throws(MigrationError) -> Bool {
        let statements = connection.historyTableStatements(name, tablespace: tablespace)
        // Under the session's lock nobody else creates it once it was missed.
        if wasSeen { return false }
        let isKnownToBeMissing = wasMissed && connection.exclusion == .session
        if !isKnownToBeMissing || baseline != nil { try begin() }
        do {
            if !isKnownToBeMissing, try connection.tableExists(name) {
                try connection.rollback()
                wasSeen = true
                return false
            }
            if let baseline {
                try connection.runTogether(statements.table)
                _ = try connection.query(table.insert(), table.insertValues(baseline))
                try connection.runTogether(statements.indexes)
            } else {
                try connection.runTogether(statements.table + statements.indexes)
            }
            try connection.commit()
        } catch {
            try? connection.rollback()
            if error.isOfThingThatExists, (try? connection.tableExists(name)) == true {
                wasSeen = true
                return false
            }
            throw MigrationError.script(
                ScriptFailure(
                    script: "", displayPath: "", absolutePath: "", line: 1, column: 1,
                    statement: statements.table.joined(separator: ";\n")),
                error, code: .databaseConnection,
                advice: "The schema history table could not be created; nothing was changed.")
        }
        wasSeen = true
        if baseline == nil {
            // Nobody else has written into what nobody else knows.
            known = []
            readings += 1
        }
        return true
    }

    /// - Throws: also where the row is already there: somebody else has migrated without our lock.
    func insert(_ row: HistoryRow) throws(MigrationError) {
        known = nil
        try checkRank(of: row)
        do {
            _ = try connection.query(insertStatement, table.insertValues(row))
        } catch {
            throw insertFailure(row, error)
        }
    }

    /// Rows that have waited for each other.
    func insert(_ rows: [HistoryRow]) throws(MigrationError) {
        guard let last = rows.last else { return }
        known = nil
        try checkRank(of: last)
        do {
            try connection.execute(insertStatement, forEach: rows.map(table.insertValues))
        } catch {
            throw insertFailure(last, error)
        }
    }

    /// SQLite would keep any number, and neither tool could read it afterwards.
    private func checkRank(of row: HistoryRow) throws(MigrationError) {
        guard row.installedRank > HistoryTable.highestRank else { return }
        throw MigrationError(
            code: .error,
            message: "Schema History table \(name) has reached the highest installed_rank, "
                + "\(HistoryTable.highestRank): there is none left for \(row.script).",
            advice: "Number its rows anew, from 1 and in the same order.")
    }

    func insertFailure(_ row: HistoryRow, _ error: DatabaseError) -> MigrationError {
        // 23502: the rank is NULL because the condition does not hold.
        if condition != nil, error.sqlState == "23502" {
            return MigrationLockKeeper.lost("Its session does not hold it any more.", error)
        }
        let subject = row.version.map { "version '\($0)'" } ?? "description '\(row.description)'"
        return .database("Unable to insert row for \(subject) in Schema History table \(name)", error)
    }

    // MARK: Note

    /// What a migration without a transaction has left unfinished.
    func unfinished() throws(MigrationError) -> UnfinishedMigration? {
        do {
            return try connection.note(on: name).flatMap { UnfinishedMigration(text: $0) }
        } catch {
            throw MigrationError.database("Unable to read the note on table \(name)", error)
        }
    }

    /// When a row was written, in the database's own words.
    func installedOn(rank: Int) throws(MigrationError) -> String? {
        do {
            return try connection.query(table.selectInstalledOn, [.integer(rank)]).first?.first ?? nil
        } catch {
            throw MigrationError.database("Unable to read Schema History table \(name)", error)
        }
    }

    func note(_ unfinished: UnfinishedMigration?) throws(DatabaseError) {
        try connection.setNote(unfinished?.text, on: name)
    }

    // MARK: Repair

    func remove(_ row: HistoryRow) throws(MigrationError) {
        try change(table.delete, [.integer(row.installedRank)])
    }

    /// Makes a row say what its file says.
    func align(_ row: HistoryRow, with file: ResolvedMigration) throws(MigrationError) {
        try change(
            table.update,
            [
                .text(file.storedDescription), .text(file.type.rawValue),
                file.checksum.map { .integer(Int($0)) } ?? .null,
                .integer(row.installedRank),
            ])
    }

    private func change(_ sql: String, _ values: [BoundValue]) throws(MigrationError) {
        known = nil
        do {
            _ = try connection.query(sql, values)
        } catch {
            throw MigrationError.database("Unable to repair Schema History table \(name)", error)
        }
    }
}
