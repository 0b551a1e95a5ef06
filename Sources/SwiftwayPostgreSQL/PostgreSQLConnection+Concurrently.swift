package import SwiftwayDatabase

/// What statements with `CONCURRENTLY` leave behind when they are interrupted.
extension PostgreSQLConnection {
    package func indexes(named indexName: String?) throws(DatabaseError) -> [TableIndex] {
        // An index that is being built is invalid too. An index of a partitioned table (`I`) is invalid until all
        // partitions have theirs, which is as it should be.
        let condition =
            indexName.map { "i.relname = \(name($0))" }
                ?? """
                NOT x.indisvalid AND i.relkind = 'i'
                    AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index WHERE index_relid = i.oid)
                """
        return try run(
            """
            SELECT n.nspname, i.relname, m.nspname, t.relname, x.indisvalid
            FROM pg_catalog.pg_index AS x JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
                JOIN pg_catalog.pg_namespace AS n ON n.oid = i.relnamespace
                JOIN pg_catalog.pg_class AS t ON t.oid = x.indrelid
                JOIN pg_catalog.pg_namespace AS m ON m.oid = t.relnamespace
            WHERE \(condition)
            ORDER BY 1, 2
            """
        ).last?.rows.compactMap { row in
            guard row.count == 5, let schema = row[0], let index = row[1], let tableSchema = row[2], let table = row[3]
            else { return nil }
            return TableIndex(
                name: QualifiedName(schema: schema, name: index),
                table: QualifiedName(schema: tableSchema, name: table), isValid: row[4] == "t")
        } ?? []
    }

    package func dropIndexConcurrently(_ index: QualifiedName, within limit: Duration) throws(DatabaseError) {
        // Behind a pooler the settings would stay with somebody else's session.
        guard !isBehindPooler else { return try runSilently("DROP INDEX CONCURRENTLY IF EXISTS \(index)") }
        let before = try optionSettings()
        let patience = sessionStatements(TransactionOptions(lockTimeout: limit)) + ["SET statement_timeout = 0"]
        try run(patience.joined(separator: ";"))
        defer { _ = try? run(restoreStatements(before).joined(separator: ";")) }
        try runSilently("DROP INDEX CONCURRENTLY IF EXISTS \(index)")
    }

    package func partitionState(schema: String?, table: String) throws(DatabaseError) -> PartitionState {
        let text = [schema, table].compactMap { $0 }.map { quoted(identifier: $0) }.joined(separator: ".")
        let pending = serverVersion >= 140_000 ? "inhdetachpending" : "false"
        let rows = try run(
            "SELECT \(pending) FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass(\(literal(text)))"
        ).last?.rows
        guard let row = rows?.first else { return .detached }
        return row.first == "t" ? .detachPending : .attached
    }

    /// A row lock is the smallest thing that is written to the log and so waited for; a transaction that only has a
    /// number is not.
    package func flushCommits(of table: QualifiedName) throws(DatabaseError) {
        try run(
            """
            BEGIN; SELECT FROM \(table) ORDER BY "installed_rank" DESC LIMIT 1 FOR UPDATE; COMMIT
            """)
    }

    package func backUp(to path: String) throws(DatabaseError) {
        throw DatabaseError(message: "PostgreSQL is backed up by its own tools, such as pg_dump")
    }
}
