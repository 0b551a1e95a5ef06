/// What a statement does to the schema or to many rows, as far as it can hurt somebody: the facts that rules of lint
/// judge. Both PostgreSQL's parse tree and the reader of tokens make them.
///
/// Places are offsets in bytes of ``ScriptStatement/sql``.
package indirect enum SchemaChange: Sendable, Equatable {
    case createTable(TableDefinition)
    case alterTable(TableAlteration)
    case createIndex(IndexDefinition)
    case createView(ViewDefinition)
    case createFunction(FunctionDefinition)
    case createTrigger(TriggerDefinition)
    case createSchema(String)
    case createEnum(ObjectName)
    /// `ALTER TYPE … ADD VALUE`
    case addEnumValue(EnumValue)
    case createDomain(ObjectName, constraints: [TableConstraint])
    case addDomainConstraint(ObjectName, TableConstraint)
    case drop(Removal)
    case rename(Renaming)
    /// `ALTER … SET SCHEMA`
    case move(ObjectKind, ObjectName, schema: String)
    case write(DataChange)
    case truncate([ObjectName], cascades: Bool)
    case transaction(TransactionControl)
    case reindex(ReindexTarget, ObjectName?, concurrently: Bool)
    /// `CLUSTER`; without a table all that were clustered before.
    case cluster(ObjectName?)
    /// `VACUUM FULL`; without tables all of the database.
    case vacuumFull([ObjectName])
    /// SQLite's `VACUUM`, and PostgreSQL's without `FULL`.
    case vacuum
    case refresh(ObjectName, concurrently: Bool)
    case lock([ObjectName], LockLevel)
    /// `DO`, whose code nobody has read.
    case anonymousCode
    case set(name: String, value: String?, isLocal: Bool)
    /// SQLite's `PRAGMA name = value`.
    case pragma(name: String, value: String?)
    case grant(Grant)
    case revoke(Grant, ObjectName?)
    /// `DROP OWNED BY`
    case dropOwned
    /// What `REASSIGN`, `COMMENT` and their like do hurts nobody.
    case other
}

/// PostgreSQL's locks of tables, weakest first, but for those of reading and writing rows.
package enum LockLevel: Int, Sendable, Comparable {
    case accessShare = 1
    case rowShare, rowExclusive, shareUpdateExclusive, share, shareRowExclusive, exclusive, accessExclusive

    package static func < (one: LockLevel, other: LockLevel) -> Bool { one.rawValue < other.rawValue }
}

/// Kinds of objects that are dropped, renamed and moved.
package enum ObjectKind: String, Sendable, Equatable {
    case aggregate, column, constraint, database, domain, `extension`, function, index, policy, procedure, role, rule
    case schema, sequence, table, trigger, type, view
    case materializedView = "materialized view"
    case foreignTable = "foreign table"
    case attribute
    case enumValue = "enum value"
    case other = "object"
}

package struct Removal: Sendable, Equatable {
    package var kind: ObjectKind
    package var names: [ObjectName]
    package var ifExists = false
    package var cascades = false
    package var concurrently = false

    package init(_ kind: ObjectKind, _ names: [ObjectName], ifExists: Bool, cascades: Bool, concurrently: Bool) {
        self.kind = kind
        self.names = names
        self.ifExists = ifExists
        self.cascades = cascades
        self.concurrently = concurrently
    }
}

package struct Renaming: Sendable, Equatable {
    package var kind: ObjectKind
    /// The object, or the one that the part belongs to.
    package var object: ObjectName
    /// The kind of `object` where a part of it is renamed.
    package var owner: ObjectKind?
    /// The column, constraint or value.
    package var part: String?
    package var newName: String

    package init(_ kind: ObjectKind, _ object: ObjectName, owner: ObjectKind?, part: String?, newName: String) {
        self.kind = kind
        self.object = object
        self.owner = owner
        self.part = part
        self.newName = newName
    }
}

package struct EnumValue: Sendable, Equatable {
    package var type: ObjectName
    package var value: String
    /// Whether `BEFORE` or `AFTER` says where it belongs.
    package var isPlaced: Bool
    package var ifNotExists: Bool

    package init(type: ObjectName, value: String, isPlaced: Bool, ifNotExists: Bool) {
        self.type = type
        self.value = value
        self.isPlaced = isPlaced
        self.ifNotExists = ifNotExists
    }
}

package struct ViewDefinition: Sendable, Equatable {
    package var name: ObjectName
    package var replaces: Bool
    package var isMaterialized: Bool

    package init(name: ObjectName, replaces: Bool, isMaterialized: Bool) {
        self.name = name
        self.replaces = replaces
        self.isMaterialized = isMaterialized
    }
}

package struct FunctionDefinition: Sendable, Equatable {
    package var name: ObjectName
    /// Without `IMMUTABLE` or `STABLE`.
    package var isVolatile: Bool

    package init(name: ObjectName, isVolatile: Bool) {
        self.name = name
        self.isVolatile = isVolatile
    }
}

package struct TriggerDefinition: Sendable, Equatable {
    package var name: String
    package var table: ObjectName

    package init(name: String, table: ObjectName) {
        self.name = name
        self.table = table
    }
}

package struct Grant: Sendable, Equatable {
    /// `ALL PRIVILEGES`
    package var isAll: Bool
    /// To or from `PUBLIC`.
    package var toPublic: Bool
    /// `ON ALL TABLES IN SCHEMA`
    package var onAll: Bool
    /// On a table, view or sequence.
    package var onRelation: Bool

    package init(isAll: Bool, toPublic: Bool, onAll: Bool, onRelation: Bool) {
        self.isAll = isAll
        self.toPublic = toPublic
        self.onAll = onAll
        self.onRelation = onRelation
    }
}

/// `INSERT`, `UPDATE`, `DELETE`, `MERGE`, `COPY … FROM`.
package struct DataChange: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case insert = "INSERT"
        case update = "UPDATE"
        case delete = "DELETE"
        case merge = "MERGE"
        case copy = "COPY"
    }

    /// Which rows it means, as far as its words tell.
    package enum Extent: Sendable, Equatable {
        /// All: there is no `WHERE`, or one that is always true.
        case everything
        /// `WHERE` asks for nothing but `IS NULL` and the like: a backfill of perhaps all rows.
        case backfill
        case some
    }

    package var kind: Kind
    package var table: ObjectName
    package var extent: Extent
    /// `INSERT … SELECT` and `COPY`: how many rows is not told.
    package var isBulk: Bool
    /// The columns that `UPDATE` sets, in their order.
    package var assigned: [Assigned]

    package struct Assigned: Sendable, Equatable {
        package var column: String
        package var offset: Int

        package init(column: String, offset: Int) {
            self.column = column
            self.offset = offset
        }
    }

    package init(
        _ kind: Kind, _ table: ObjectName, extent: Extent = .some, isBulk: Bool = false, assigned: [Assigned] = []
    ) {
        self.kind = kind
        self.table = table
        self.extent = extent
        self.isBulk = isBulk
        self.assigned = assigned
    }
}
