package struct TableDefinition: Sendable, Equatable {
    package var name: ObjectName
    package var columns: [ColumnDefinition] = []
    package var constraints: [TableConstraint] = []
    package var ifNotExists = false
    package var isTemporary = false
    /// `PARTITION BY`
    package var isPartitioned = false
    /// `CREATE TABLE … AS`, `SELECT … INTO`
    package var isFromQuery = false
    /// `PARTITION OF`: the parent is locked.
    package var parent: ObjectName?
    /// SQLite's `AUTOINCREMENT`.
    package var hasAutoincrement = false

    package init(_ name: ObjectName) { self.name = name }
}

package struct ColumnDefinition: Sendable, Equatable {
    package enum Generation: Sendable { case stored, virtual }

    package var name: String
    package var type: DataType?
    package var isNotNull = false
    package var defaultValue: ValueExpression?
    package var isIdentity = false
    package var generation: Generation?
    /// Its own `CHECK`, `UNIQUE`, `PRIMARY KEY` and `REFERENCES`.
    package var constraints: [TableConstraint] = []
    package var offset: Int?

    package init(name: String, type: DataType?, offset: Int?) {
        self.name = name
        self.type = type
        self.offset = offset
    }
}

/// A type as the catalog names it: `int4` for `integer`.
package struct DataType: Sendable, Equatable {
    package var schema: String?
    package var name: String
    /// `[10, 2]` of `numeric(10,2)`.
    package var modifiers: [Int]
    package var isArray: Bool
    package var offset: Int?

    package init(schema: String?, name: String, modifiers: [Int], isArray: Bool, offset: Int?) {
        self.schema = schema
        self.name = name
        self.modifiers = modifiers
        self.isArray = isArray
        self.offset = offset
    }

    package var isSerial: Bool {
        schema == nil
            && ["serial", "serial2", "serial4", "serial8", "smallserial", "bigserial"].contains(name)
    }
}

/// An expression, as far as its volatility matters.
package struct ValueExpression: Sendable, Equatable {
    package var isNull: Bool
    /// The functions that it calls.
    package var functions: [ObjectName]
    /// Whether it refers to no column and calls nothing.
    package var isConstant: Bool

    package init(isNull: Bool, functions: [ObjectName], isConstant: Bool) {
        self.isNull = isNull
        self.functions = functions
        self.isConstant = isConstant
    }
}

package struct TableConstraint: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// With the columns that it says are not null, if that is all it says.
        case check(notNull: [String])
        case notNull(column: String)
        case primaryKey
        case unique
        case exclusion
        case foreignKey(ObjectName)
    }

    package var kind: Kind
    package var name: String?
    package var columns: [String] = []
    package var isNotValid = false
    /// `USING INDEX`
    package var index: String?
    package var offset: Int?

    package init(_ kind: Kind, name: String?, offset: Int?) {
        self.kind = kind
        self.name = name
        self.offset = offset
    }
}

package struct IndexDefinition: Sendable, Equatable {
    package var name: String?
    package var table: ObjectName
    /// `nil` for an expression.
    package var columns: [String?] = []
    package var isUnique = false
    package var concurrently = false
    package var ifNotExists = false
    package var isPartial = false
    /// `ON ONLY`: the partitions get none.
    package var isOnly = false
    package var method: String?

    package init(name: String?, table: ObjectName) {
        self.name = name
        self.table = table
    }
}

package struct TableAlteration: Sendable, Equatable {
    package var table: ObjectName
    package var kind: ObjectKind
    package var ifExists = false
    /// In the order in which they are written.
    package var commands: [TableCommand] = []

    package init(_ table: ObjectName, kind: ObjectKind) {
        self.table = table
        self.kind = kind
    }
}

/// A part of `ALTER TABLE`.
package enum TableCommand: Sendable, Equatable {
    case addColumn(ColumnDefinition, ifNotExists: Bool)
    case dropColumn(String, ifExists: Bool, cascades: Bool)
    case setDefault(String, ValueExpression?)
    case setNotNull(String)
    case dropNotNull(String)
    case changeType(String, DataType, hasCollation: Bool, isConverted: Bool)
    case addConstraint(TableConstraint)
    case validateConstraint(String)
    case dropConstraint(String, ifExists: Bool, cascades: Bool)
    case alterConstraint(String)
    case setLogged(Bool)
    case setTablespace
    case setAccessMethod
    case triggers(enabled: Bool, name: String?)
    case rules(enabled: Bool)
    case attachPartition(ObjectName, isDefault: Bool)
    case detachPartition(ObjectName, concurrently: Bool)
    case addIdentity(String)
    case alterIdentity(String)
    case dropIdentity(String)
    case dropExpression(String)
    case inherit(ObjectName)
    case replicaIdentity
    case rowSecurity(enabled: Bool)
    /// What takes no more than a ShareUpdateExclusive lock: statistics, storage parameters, `CLUSTER ON`.
    case harmless
    case other
}
