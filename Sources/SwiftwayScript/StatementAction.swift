/// What a statement does that whoever runs it has to know.
public enum StatementAction: Sendable, Hashable {
    /// Nothing that needs care.
    case ordinary
    case transaction(TransactionControl)
    /// A PostgreSQL statement with `CONCURRENTLY` that cannot run in a transaction and leaves something behind
    /// when it is interrupted.
    case concurrently(ConcurrentOperation)
    /// `SET [SESSION|LOCAL] lock_timeout`, or the same through `set_config`: the script wants its own patience.
    case setsLockTimeout
    /// `ALTER TYPE … ADD VALUE`: the value cannot be used before the transaction that added it has ended.
    case addsEnumValue(type: ObjectName?)
    /// `COPY … PROGRAM`: runs a program on the server, which no rollback takes back.
    case runsProgram
    /// SQLite's `PRAGMA foreign_keys`, whatever schema stands before it; `enforced` is `nil` when it only asks.
    case foreignKeysPragma(schema: String?, enforced: Bool?)
    /// SQLite's `DROP TABLE`: with enforcement on it deletes the rows of referring tables.
    case dropsTable(ObjectName?)
    /// SQLite's `ALTER TABLE … RENAME TO`.
    case renamesTable(ObjectName?)
}

/// How long a setting lasts that a statement makes, and which does nothing else.
public enum SettingScope: Sendable, Hashable {
    /// `SET`, `RESET`, `set_config(…)`, SQLite's `PRAGMA`: for the session or the connection.
    case session
    /// `SET LOCAL`: until the transaction ends, and outside of one not at all.
    case transaction
}

/// What a statement does to the transaction around it.
public enum TransactionControl: Sendable, Hashable {
    case begin
    /// `chained`: `AND CHAIN`, a new transaction begins at once.
    case commit(chained: Bool)
    case rollback(chained: Bool)
    case savepoint
    case releaseSavepoint
    case rollbackToSavepoint
    /// `PREPARE TRANSACTION`: the session's transaction ends here.
    case prepare
    case commitPrepared
    case rollbackPrepared
    /// `SET TRANSACTION` and the like.
    case setCharacteristics

    /// Whether the transaction that was open before is over afterwards.
    public var endsTransaction: Bool {
        switch self {
        case .commit, .rollback, .prepare: true
        case .begin, .savepoint, .releaseSavepoint, .rollbackToSavepoint, .commitPrepared, .rollbackPrepared,
            .setCharacteristics:
            false
        }
    }
}

/// What is done while others go on working.
public enum ConcurrentOperation: Sendable, Hashable {
    /// `index` is `nil` where the script leaves the name to the server.
    case createIndex(index: String?, table: ObjectName?, ifNotExists: Bool)
    case dropIndex([ObjectName])
    case reindex(ReindexTarget, ObjectName?)
    case detachPartition(ObjectName?, from: ObjectName?)
}

public enum ReindexTarget: String, Sendable, Hashable {
    case index = "INDEX"
    case table = "TABLE"
    case schema = "SCHEMA"
    case database = "DATABASE"
    case system = "SYSTEM"
}

/// A name as the database knows it: without quotes, PostgreSQL's folded to lower case where it had none.
public struct ObjectName: Sendable, Hashable {
    /// `nil` where the script leaves the schema to the search path.
    public var schema: String?
    public var name: String

    public init(schema: String? = nil, name: String) {
        self.schema = schema
        self.name = name
    }
}
