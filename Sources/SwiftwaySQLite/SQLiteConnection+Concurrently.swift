public import SwiftwayDatabase

/// One connection writes at a time in SQLite: nothing is built, dropped or waited for beside others.
extension SQLiteConnection {
    public func indexes(named indexName: String?) throws(DatabaseError) -> [TableIndex] { [] }

    public func dropIndexConcurrently(_ index: QualifiedName, within limit: Duration) throws(DatabaseError) {}

    public func partitionState(schema: String?, table: String) throws(DatabaseError) -> PartitionState { .detached }

    public func activity(of session: Int) throws(DatabaseError) -> SessionActivity? { nil }

    /// Every commit is as durable as the pragma `synchronous` of the connection makes it.
    public func flushCommits(of table: QualifiedName) throws(DatabaseError) {}
}
