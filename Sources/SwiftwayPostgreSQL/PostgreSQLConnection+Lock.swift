package import SwiftwayDatabase
import SwiftwayText

/// Flyway's advisory lock. Only simple queries here: the extended protocol would leave a portal open, whose snapshot
/// `CREATE INDEX CONCURRENTLY` on another connection would wait for.
extension PostgreSQLConnection {
    package func tryLock(_ key: Int64) throws(DatabaseError) -> Bool {
        // Behind a pooler the settings would stay with other clients.
        let settings = isBehindPooler ? "" : endlessPatience(isLocal: false)
        let proof = Int64.random(in: .min...(.max))
        let isOurs = try isTrue(
            """
            CASE WHEN pg_catalog.pg_try_advisory_lock(\(key)) THEN pg_catalog.pg_try_advisory_lock(\(proof)) END\(settings)
            """)
        if isOurs { lockProof = proof }
        return isOurs
    }

    package func tryTransactionLock(_ key: Int64) throws(DatabaseError) -> Bool {
        let proof = Int64.random(in: .min...(.max))
        let row = try run(
            """
            SELECT CASE WHEN pg_catalog.pg_try_advisory_xact_lock(\(key))
                THEN pg_catalog.pg_try_advisory_xact_lock(\(proof)) END, pg_catalog.pg_backend_pid()\
            \(endlessPatience(isLocal: true))
            """
        ).last?.rows.first
        guard let row, row.first == "t" else { return false }
        lockProof = proof
        pinnedProcessID = row[1].flatMap { Int($0) }
        return true
    }

    /// Flyway's key may be anybody's by the time it is looked at. A second lock beside it, of a number that nobody else
    /// knows, goes when the session goes, and asking for it costs next to nothing, unlike a look into pg_locks.
    package var lockCondition: String? {
        lockProof.map { "NOT pg_catalog.pg_try_advisory_xact_lock_shared(\($0))" }
    }

    package func unlock(_ key: Int64) throws(DatabaseError) -> Bool {
        let proof = lockProof
        lockProof = nil
        guard let proof else { return try isTrue("pg_catalog.pg_advisory_unlock(\(key))") }
        return try isTrue("pg_catalog.pg_advisory_unlock(\(key)) AND pg_catalog.pg_advisory_unlock(\(proof))")
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
        let names = ["idle_in_transaction_session_timeout"] + (serverVersion >= 140_000 ? ["idle_session_timeout"] : [])
        return names.map { ", pg_catalog.set_config('\($0)', '0', \(isLocal))" }.joined()
    }
}
