package import SwiftwayDatabase

/// What another session is busy with: asked for while it works, since afterwards nobody knows.
extension PostgreSQLConnection {
    /// Behind a pooler the process may be another one with every transaction.
    package var sessionID: Int? { isBehindPooler ? pinnedProcessID : session.processID }

    package func activity(of processID: Int) throws(DatabaseError) -> SessionActivity? {
        let results = try run(
            """
            SELECT mode, CASE WHEN relation IS NULL THEN locktype ELSE relation::pg_catalog.regclass::pg_catalog.text END
            FROM pg_catalog.pg_locks WHERE pid = \(processID) AND NOT granted LIMIT 1;
            \(Self.blockers(of: processID));
            \(progress(of: processID))
            """
        ).map(\.rows)
        guard results.count == 3 else { return nil }
        let wait = results[0].first.map { LockWait(mode: $0[0] ?? "a lock", object: $0[1] ?? "?") }
        let progress = results[2].first
        return SessionActivity(
            wait: wait, blockers: results[1].compactMap(LockHolder.init(row:)), phase: progress?[0] ?? nil,
            fraction: progress?[1].flatMap { Double($0) })
    }

    /// Some only stand in the queue before us: who waits for nothing is the one to blame, and comes last.
    private static func blockers(of processID: Int) -> String {
        """
        WITH RECURSIVE chain (pid, depth) AS (
            SELECT pid, 1 FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids(\(processID))) AS b (pid)
            UNION
            SELECT b.pid, depth + 1 FROM chain, pg_catalog.unnest(pg_catalog.pg_blocking_pids(chain.pid)) AS b (pid)
            WHERE depth < 5 AND chain.pid <> 0
        )
        SELECT c.pid, application_name, client_addr, coalesce(state, 'unknown'),
            \(text(ofInterval: "pg_catalog.clock_timestamp() - coalesce(xact_start, state_change)")),
            pg_catalog.left(pg_catalog.regexp_replace(coalesce(query, ''), '[[:space:]]+', ' ', 'g'), 200)
        FROM (SELECT pid, pg_catalog.min(depth) AS depth FROM chain GROUP BY pid) AS c
            LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = c.pid
        WHERE c.pid <> \(processID) ORDER BY depth, c.pid LIMIT 5
        """
    }

    /// Views of later versions than the server's are left out.
    private func progress(of processID: Int) -> String {
        func share(_ done: String, _ total: String) -> String { "\(done)::double precision / nullif(\(total), 0)" }
        var views = [
            (
                "pg_stat_progress_create_index", "phase",
                "coalesce(\(share("tuples_done", "tuples_total")), \(share("blocks_done", "blocks_total")), "
                    + "\(share("lockers_done", "lockers_total")))"
            ),
            (
                "pg_stat_progress_cluster", "phase",
                share("heap_blks_scanned", "heap_blks_total")
            ),
            ("pg_stat_progress_vacuum", "'vacuum: ' || phase", share("heap_blks_scanned", "heap_blks_total")),
        ]
        if serverVersion >= 130_000 {
            views.append(
                ("pg_stat_progress_analyze", "'analyze: ' || phase", share("sample_blks_scanned", "sample_blks_total")))
        }
        if serverVersion >= 140_000 {
            views.append(
                (
                    "pg_stat_progress_copy", "'copy: ' || tuples_processed || ' rows'",
                    share("bytes_processed", "bytes_total")
                ))
        }
        return views.map { view, phase, fraction in
            "(SELECT \(phase), \(fraction) FROM pg_catalog.\(view) WHERE pid = \(processID))"
        }.joined(separator: " UNION ALL ") + " LIMIT 1"
    }
}

extension LockHolder {
    /// Pid, application, address, state, age, query; `nil` for a row that is none.
    init?(row: Row) {
        guard row.count == 6, let processID = row[0].flatMap({ Int($0) }) else { return nil }
        self.init(
            processID: processID, application: row[1] ?? "", clientAddress: row[2], state: row[3] ?? "unknown",
            age: row[4] ?? "unknown", query: row[5] ?? "")
    }
}
