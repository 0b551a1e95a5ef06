package import SwiftwayDatabase

/// One connection writes at a time in SQLite: nothing is built, dropped or waited for beside others.
extension SQLiteConnection {
    package func indexes(named indexName: String?) throws(DatabaseError) -> [TableIndex] { [] }

    package func dropIndexConcurrently(_ index: QualifiedName, within limit: Duration) throws(DatabaseError) {}

    package func partitionState(schema: String?, table: String) throws(DatabaseError) -> PartitionState { .detached }

    package func activity(of session: Int) throws(DatabaseError) -> SessionActivity? { nil }

    /// Every commit is as durable as the pragma `synchronous` of the connection makes it.
    package func flushCommits(of table: QualifiedName) throws(DatabaseError) {}
}
