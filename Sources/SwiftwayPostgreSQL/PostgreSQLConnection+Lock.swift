package import SwiftwayDatabase
import SwiftwayText

/// A lock beside the migration lock, of a number that nobody else knows. Flyway's key may be anybody's by the time it is
/// looked at; this one is ours or gone, and asking for it costs next to nothing, unlike a look into pg_locks.
enum LockProof {
    /// Of this session.
    case session(Int64)
    /// Of the transaction that is open here, for others to ask.
    case transaction(Int64)
}

/// Flyway's advisory lock. Only simple queries here: the extended protocol would leave a portal open, whose snapshot
/// `CREATE INDEX CONCURRENTLY` on another connection would wait for.
extension PostgreSQLConnection {
    package var exclusion: Exclusion { isBehindPooler ? .transaction : .session }

    package func tryLock(_ key: Int64, look: HistoryLook?) throws(DatabaseError) -> Bool {
        let proof = Int64.random(in: .min...(.max))
        // Behind a pooler the settings would stay with other clients.
        let settings = isBehindPooler ? "" : endlessPatience(isLocal: false)
        let row = try answer(
            to: "CASE WHEN pg_catalog.pg_try_advisory_lock(\(key)) THEN pg_catalog.pg_try_advisory_lock(\(proof)) END"
                + settings + Self.optionNames.map { ", pg_catalog.current_setting(\(literal($0)))" }.joined(),
            look: look)
        guard row.first == "t" else {
            foundHistory = nil
            return false
        }
        lockProof = .session(proof)
        // Whatever puts the session back has to leave them as they are.
        if !isBehindPooler { session.own.keep(impatience.map { .init(name: $0, value: "0") }) }
        knownOptions = Self.options(row.suffix(Self.optionNames.count))
        return true
    }

    package func tryBegin(_ options: TransactionOptions, lock key: Int64) throws(DatabaseError) -> Bool {
        let proof = Int64.random(in: .min...(.max))
        let question = """
            SELECT CASE WHEN pg_catalog.pg_try_advisory_xact_lock(\(key))
                THEN pg_catalog.pg_try_advisory_xact_lock(\(proof)) END, pg_catalog.pg_backend_pid()\
            \(endlessPatience(isLocal: true))
            """
        let row: Row?
        do {
            row = try run((beginStatements(options) + [question]).joined(separator: ";\n")).last?.rows.first
        } catch {
            try? rollback()
            throw error
        }
        guard let row, row.first == "t" else {
            try rollback()
            return false
        }
        lockProof = .transaction(proof)
        pinnedProcessID = row[1].flatMap { Int($0) }
        return true
    }

    /// A statement of a pipeline can refuse what follows it only by failing: here by a division.
    package func lockStatements(_ key: Int64) -> [String] {
        ["SELECT 1 / pg_catalog.pg_try_advisory_xact_lock(\(key))::integer\(endlessPatience(isLocal: true))"]
    }

    package var lockCondition: String? {
        switch lockProof {
        case .session(let proof):
            "pg_catalog.pg_advisory_unlock(\(proof)) AND pg_catalog.pg_try_advisory_lock(\(proof))"
        case .transaction(let proof): "NOT pg_catalog.pg_try_advisory_xact_lock_shared(\(proof))"
        case nil: nil
        }
    }

    package func renewLock(_ key: Int64) throws(DatabaseError) -> Bool {
        guard case .session(let proof) = lockProof, let condition = lockCondition else { return false }
        // Where it is not held any more, the server warns of the attempt to give it back.
        notices.isSilent = true
        defer { notices.isSilent = false }
        return try isTrue(
            """
            CASE WHEN \(condition) THEN true
                WHEN pg_catalog.pg_try_advisory_lock(\(key)) THEN pg_catalog.pg_try_advisory_lock(\(proof))
                ELSE false END
            """)
    }

    package func unlock(_ key: Int64) throws(DatabaseError) -> Bool {
        defer { lockProof = nil }
        return try isTrue(unlockCondition(key))
    }

    package func unlockStatement(_ key: Int64) -> String? { "SELECT \(unlockCondition(key))" }

    private func unlockCondition(_ key: Int64) -> String {
        let unlock = "pg_catalog.pg_advisory_unlock(\(key))"
        guard case .session(let proof) = lockProof else { return unlock }
        return "\(unlock) AND pg_catalog.pg_advisory_unlock(\(proof))"
    }

    package func lockHolder(_ key: Int64) throws(DatabaseError) -> LockHolder? {
        // A bigint key stands in pg_locks in two halves, classid and objid, with objsubid 1.
        let rows = try run(
            """
            SELECT a.pid, a.application_name, a.client_addr, a.state,
                \(Self.text(ofInterval: "pg_catalog.clock_timestamp() - a.state_change")),
                pg_catalog.left(pg_catalog.regexp_replace(a.query, '[[:space:]]+', ' ', 'g'), 200)
            FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
                AND (l.classid::bigint << 32 | l.objid::bigint) = \(key) AND l.pid <> pg_catalog.pg_backend_pid()
            LIMIT 1
            """
        ).last?.rows
        var holder = rows?.first.flatMap(LockHolder.init(row:))
        // What takes a migration lock does nothing else by it: its last statement is how it was taken, or a look at the
        // server's tables, and says nothing of what it is held for.
        if let found = holder, found.application.hasPrefix("swiftway ") || found.query.contains(text: "_advisory_") {
            holder?.query = ""
        }
        return holder
    }

    /// `00:06:12`, and `1 day 00:06:12`, whatever `IntervalStyle` says.
    static func text(ofInterval interval: String) -> String {
        """
        (SELECT CASE WHEN extract(day FROM age) = 0 THEN pg_catalog.to_char(age, 'HH24:MI:SS')
            WHEN extract(day FROM age) = 1 THEN pg_catalog.to_char(age, '"1 day "HH24:MI:SS')
            ELSE pg_catalog.to_char(age, 'FMDDD" days "FMHH24:MI:SS') END
            FROM (SELECT \(interval) AS age) AS i)
        """
    }

    /// Further columns, which keep the server from closing a session that is silent for too long, and its lock with
    /// it, without notice. Not statements of their own: the text is what others see of the holder.
    private func endlessPatience(isLocal: Bool) -> String {
        impatience.map { ", pg_catalog.set_config('\($0)', '0', \(isLocal))" }.joined()
    }

    private var impatience: [String] {
        ["idle_in_transaction_session_timeout"] + (serverVersion >= 140_000 ? ["idle_session_timeout"] : [])
    }
}
