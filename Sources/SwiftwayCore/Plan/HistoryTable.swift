package import SwiftwayDatabase

/// The statements over the history table that are the same on every database. Values are bound, never written into
/// the text.
package struct HistoryTable: Sendable {
    package var name: QualifiedName

    package init(_ name: QualifiedName) {
        self.name = name
    }

    /// The columns in the order in which ``row(_:)`` reads them; the rows in no order, which ``rows(_:)`` brings them into.
    /// Nearly always they come in it: sorting them here would cost the database more than reading them.
    package func select(on kind: DatabaseKind) -> String { "SELECT \(Self.columns(on: kind)) FROM \(name)" }

    /// The same while something else is asked.
    package func look(on kind: DatabaseKind) -> HistoryLook {
        HistoryLook(schema: name.schema, table: name.name, columns: Self.columns(on: kind))
    }

    package static func columns(on kind: DatabaseKind) -> String {
        let installedOn =
            switch kind {
            case .sqlite: "\"installed_on\""
            // As text a time has as many forms as `DateStyle`; in JSON it has one, whatever the column's type.
            case .postgreSQL: "pg_catalog.to_json(\"installed_on\") OPERATOR(pg_catalog.#>>) '{}'"
            }
        return """
            "installed_rank","version","description","type","script","checksum",\(installedOn),"installed_by",\
            "execution_time","success"
            """
    }

    /// The highest rank as ``row(_:)`` reads it. On SQLite another program may have written texts there, which SQLite
    /// sorts behind all numbers and by their letters, so that '9' comes behind '10'. Where the highest is a number there
    /// are no texts, and the index has told it.
    package func selectLastRank(on kind: DatabaseKind) -> String {
        switch kind {
        case .postgreSQL: "SELECT max(\"installed_rank\") FROM \(name)"
        case .sqlite:
            """
            SELECT CASE typeof(highest) WHEN 'integer' THEN highest
                ELSE (SELECT max(CAST("installed_rank" AS INTEGER)) FROM \(name)) END
            FROM (SELECT max("installed_rank") AS highest FROM \(name))
            """
        }
    }

    package var selectInstalledOn: String {
        "SELECT CAST(\"installed_on\" AS VARCHAR) FROM \(name) WHERE \(rank)=$1"
    }

    /// Flyway counts in 32 bits.
    package static let highestRank = Int(Int32.max)

    /// A statement for PostgreSQL that fails, by a division, unless the history ends with `rank`; `nil` where it is to be
    /// empty.
    package func refuseChange(since rank: Int?) -> String {
        let last = selectLastRank(on: .postgreSQL)
        return "SELECT 1 / ((\(last)) IS NOT DISTINCT FROM \(rank.map { String($0) } ?? "NULL"))::integer"
    }

    /// - Parameters:
    ///   - condition: Something in SQL without which the row must not come to be: then its rank is NULL, which the
    ///     table refuses, and the transaction around it cannot be committed.
    ///   - isTimed: Whether the server measures the time since its transaction began, for a row that is sent before the
    ///     work before it is done. The statement then returns that time, and takes ``insertTimedValues(_:)``.
    package func insert(if condition: String? = nil, isTimed: Bool = false) -> String {
        let rank = condition.map { "CASE WHEN \($0) THEN $1::integer END" } ?? "$1"
        let elapsed = "pg_catalog.clock_timestamp() - pg_catalog.transaction_timestamp()"
        let time = "(extract(epoch FROM \(elapsed)) * 1000)::integer"
        return """
            INSERT INTO \(name) ("installed_rank", "version", "description", "type", "script", "checksum", \
            "installed_by", "execution_time", "success") VALUES (\(rank), $2, $3, $4, $5, $6, $7, \
            \(isTimed ? time : "$8"), \(isTimed ? "$8" : "$9"))\(isTimed ? " RETURNING \"execution_time\"" : "")
            """
    }

    /// As ``insertValues(_:)``, without the time.
    package func insertTimedValues(_ row: HistoryRow) -> [BoundValue] {
        var values = insertValues(row)
        values.remove(at: 7)
        return values
    }

    package func insertValues(_ row: HistoryRow) -> [BoundValue] {
        [
            .integer(row.installedRank), row.version.map { .text($0.description) } ?? .null, .text(row.description),
            .text(row.type.rawValue), .text(row.script), row.checksum.map { .integer(Int($0)) } ?? .null,
            .text(row.installedBy), .integer(row.executionTime), .boolean(row.success),
        ]
    }

    package var update: String {
        "UPDATE \(name) SET \"description\"=$1 , \"type\"=$2 , \"checksum\"=$3 WHERE \(rank)=$4"
    }

    package var delete: String {
        "DELETE FROM \(name) WHERE \(rank)=$1"
    }

    /// In a column without a type the text '2' is not equal to the number 2.
    private var rank: String { "CAST(\"installed_rank\" AS INTEGER)" }

    /// What ``select(on:)`` has given, by rank.
    package func rows(_ values: [Row]) throws(MigrationError) -> [HistoryRow] {
        var rows: [HistoryRow] = []
        rows.reserveCapacity(values.count)
        var isSorted = true
        for row in values {
            rows.append(try self.row(row))
            let last = rows.count - 1
            if last > 0, rows[last - 1].installedRank > rows[last].installedRank { isSorted = false }
        }
        if !isSorted { rows.sort { $0.installedRank < $1.installedRank } }
        return rows
    }

    /// - Throws: ``MigrationError`` for a type that no migration tool writes, and for a table that is not ours.
    package func row(_ values: Row) throws(MigrationError) -> HistoryRow {
        guard values.count == 10, let rankText = values[0] else {
            throw unreadable("has a row without an installed_rank")
        }
        guard let rank = Int32(rankText).map(Int.init) else {
            throw unreadable("has the installed_rank '\(rankText)', which is no whole number of 32 bits")
        }
        let typeText = values[3] ?? ""
        guard let type = MigrationType(historyText: typeText) else {
            throw MigrationError(
                code: .error,
                message: "Unknown migration type '\(typeText)' found in schema history.",
                advice:
                    "It stands in \(name), installed_rank \(rank): another program, or a newer one, has written it. "
                    + "The database is unchanged.")
        }
        var version: MigrationVersion?
        if let text = values[1] {
            version = MigrationVersion(text)
            if version == nil { throw unreadable("has the version '\(text)' at installed_rank \(rank)") }
        }
        guard let success = Self.truth(of: values[9]) else {
            throw unreadable("says '\(values[9] ?? "")' in the column success at installed_rank \(rank)")
        }
        return HistoryRow(
            installedRank: rank, version: version, description: values[2] ?? "", type: type, script: values[4] ?? "",
            checksum: values[5].flatMap { Int32($0) }, installedOn: values[6].flatMap { CivilTime(databaseText: $0) },
            installedBy: values[7] ?? "", executionTime: values[8].flatMap { Int($0) } ?? 0,
            success: success)
    }

    /// Numbers as Flyway's driver reads them, and the words that people and other programs write; `nil` for any other.
    private static func truth(of text: String?) -> Bool? {
        guard let text, !text.isEmpty else { return false }
        if text == "t" || text == "1" { return true }
        if let number = Double(text), number.isFinite { return number != 0 }
        switch text.lowercased() {
        case "t", "true", "y", "yes", "on": return true
        case "f", "false", "n", "no", "off": return false
        default: return nil
        }
    }

    private func unreadable(_ what: String) -> MigrationError {
        MigrationError(
            code: .error, message: "Unable to read schema history table \(name): it \(what).",
            advice: "The database is unchanged. Mend the row by hand; `SELECT * FROM \(name)` shows it.")
    }
}
