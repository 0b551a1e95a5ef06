import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// Rows of migrations that are done in the open transaction, not written yet. Written one by one, each would be a
/// statement to be compiled anew, because the migration before it has changed the schema.
struct WaitingRows {
    private let history: HistoryStore
    private var rows: [HistoryRow] = []
    /// Whether they may be written a little later than their migrations run, because nobody looks at them meanwhile.
    private var mayWait: Bool

    init(of history: HistoryStore) throws(MigrationError) {
        self.history = history
        mayWait = try !history.isMentionedElsewhere()
    }

    /// Writes what waits where a script may look at it.
    mutating func expect(_ script: ScriptRunner.Prepared?) throws(MigrationError) {
        guard mayWait, script?.mayMention(history.name.name) != false else { return }
        mayWait = false
        try write()
        rows = []
    }

    func writeUnlessWaiting(_ row: HistoryRow) throws(MigrationError) {
        if !mayWait { try history.insert(row) }
    }

    mutating func append(_ row: HistoryRow) {
        if mayWait { rows.append(row) }
    }

    func write() throws(MigrationError) { try history.insert(rows) }
}

extension HistoryStore {
    /// Whether anything in the schema but the table itself and its indexes, a trigger of it too, may look at its rows.
    func isMentionedElsewhere() throws(MigrationError) -> Bool {
        // What a name of other letters looks like in SQL has more than one answer.
        guard name.name.isPlainIdentifier else { return true }
        do {
            return try !connection.query(
                """
                SELECT 1 FROM (
                    SELECT * FROM \(quoted(identifier: name.schema)).sqlite_master
                    UNION ALL SELECT * FROM sqlite_temp_master)
                WHERE instr(lower(sql), lower($1)) AND (type IN ('view', 'trigger') OR lower(tbl_name) <> lower($1))
                LIMIT 1
                """, [.text(name.name)]
            ).isEmpty
        } catch {
            throw MigrationError.database("Unable to look for what refers to \(name)", error)
        }
    }
}

extension ScriptRunner.Prepared {
    /// Whether the name of a table may stand in it.
    func mayMention(_ name: String) -> Bool {
        guard case .statements(let statements, _) = body else { return true }
        let name = Array(name.lowercased().utf8)
        return statements.contains { $0.sql.utf8.mention(name) }
    }
}

extension String {
    fileprivate var isPlainIdentifier: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

extension String.UTF8View {
    /// - Parameter name: In small letters.
    fileprivate func mention(_ name: [UInt8]) -> Bool {
        guard let first = name.first else { return true }
        return withContiguousStorageIfAvailable { text in
            guard text.count >= name.count else { return false }
            for start in 0...(text.count - name.count) where text[start] | 0x20 == first | 0x20 {
                // Setting a bit takes some other characters for letters, which finds too much and never too little.
                if name.indices.allSatisfy({ text[start + $0] | 0x20 == name[$0] | 0x20 }) { return true }
            }
            return false
        } ?? true
    }
}
