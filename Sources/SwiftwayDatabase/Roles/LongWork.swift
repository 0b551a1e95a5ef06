/// Work that others do not wait for, and what it leaves behind: indexes and partitions.
package protocol LongWork: AnyObject {
    /// The indexes of that name in all schemas; without a name all that are invalid and not being built just now.
    func indexes(named name: String?) throws(DatabaseError) -> [TableIndex]
    /// Drops an index while others go on working; does nothing where there is none.
    func dropIndexConcurrently(_ index: QualifiedName, within limit: Duration) throws(DatabaseError)
    /// - Parameter schema: `nil` is the search path's.
    func partitionState(schema: String?, table: String) throws(DatabaseError) -> PartitionState
}

/// Looks at what other sessions do.
package protocol Watching: AnyObject {
    /// What another session is busy with; `nil` where it runs nothing, or where nobody can tell.
    func activity(of session: Int) throws(DatabaseError) -> SessionActivity?
}

/// Makes copies of the database.
package protocol BackingUp: AnyObject {
    /// Writes a consistent copy of the database into a new file.
    /// - Throws: where the file is there already, and where the database has no such way.
    func backUp(to path: String) throws(DatabaseError)
}
