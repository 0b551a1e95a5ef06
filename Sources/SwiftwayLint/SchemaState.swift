import SwiftwayCore
import SwiftwayScript

/// What the files before a statement have made of the schema, as far as rules ask for it. Names have their schemas.
final class SchemaState {
    struct Table {
        /// The number of the file that created it; `nil` where that was no migration of this set.
        var file: Int?
        /// The transaction that created it.
        var transaction: Int?
        var isTemporary = false
        var isPartitioned = false
        /// Whether many rows may be in it: something was loaded into it.
        var filledIn: Filling?
        var columns: [String: Column] = [:]
        var constraints: [String: Constraint] = [:]
        var indexes: Set<String> = []
        var triggers: Set<String> = []
        var hasAutoincrement = false

        /// Columns that a validated CHECK says are not null.
        var checkedNotNull: Set<String> {
            Set(constraints.values.filter(\.isValid).flatMap(\.notNull))
        }
    }

    struct Filling {
        var transaction: Int?
    }

    struct Column {
        var type: DataType?
        var isNotNull: Bool
    }

    struct Constraint {
        var notNull: [String]
        var isCheck: Bool
        var isValid: Bool
        /// The transaction that added it.
        var transaction: Int?
        var file: Int?
    }

    struct Index {
        var table: ObjectName
        var columns: [String?]
        var isUnique: Bool
    }

    private(set) var tables: [ObjectName: Table] = [:]
    private(set) var indexes: [ObjectName: Index] = [:]
    private(set) var constrainedDomains: Set<ObjectName> = []
    /// Views, functions, types and the like, and the file that created them.
    private(set) var objects: [ObjectName: Int] = [:]
    private(set) var stableFunctions: Set<String> = []
    private(set) var enums: [ObjectName: Int?] = [:]
    let dialect: ScriptDialect
    private let defaultSchema: String
    /// The first of the search path.
    private(set) var currentSchema: String

    init(dialect: ScriptDialect, defaultSchema: String?) {
        self.dialect = dialect
        self.defaultSchema = defaultSchema ?? (dialect == .sqlite ? "main" : "public")
        currentSchema = self.defaultSchema
    }

    /// A session's settings end with a file.
    func beginFile() { currentSchema = defaultSchema }

    func resolve(_ name: ObjectName) -> ObjectName {
        switch dialect {
        case .postgreSQL: ObjectName(schema: name.schema ?? currentSchema, name: name.name)
        // SQLite ignores the case of names.
        case .sqlite:
            ObjectName(schema: name.schema?.lowercased() ?? currentSchema, name: name.name.lowercased())
        }
    }

    func table(_ name: ObjectName) -> Table? { tables[resolve(name)] }

    func table(ofIndex name: ObjectName) -> ObjectName? { indexes[resolve(name)]?.table }

    // MARK: What a statement changes

    struct Moment {
        var file: Int?
        var transaction: Int?
    }

    func apply(_ change: SchemaChange, at moment: Moment) {
        switch change {
        case .createTable(let definition): create(definition, moment)
        case .alterTable(let alteration): alter(alteration, moment)
        case .createIndex(let index): create(index)
        case .createView(let view): objects[resolve(view.name)] = moment.file
        case .createFunction(let function):
            objects[resolve(function.name)] = moment.file
            if !function.isVolatile { stableFunctions.insert(function.name.name) }
        case .createTrigger(let trigger): tables[resolve(trigger.table)]?.triggers.insert(trigger.name.lowercased())
        case .createSchema(let schema): objects[ObjectName(schema: "", name: schema)] = moment.file
        case .createEnum(let type):
            objects[resolve(type)] = moment.file
            enums[resolve(type)] = moment.transaction
        case .createDomain(let name, let constraints):
            objects[resolve(name)] = moment.file
            if !constraints.isEmpty { constrainedDomains.insert(resolve(name)) }
        case .addDomainConstraint(let name, _): constrainedDomains.insert(resolve(name))
        case .drop(let removal): drop(removal)
        case .rename(let renaming): rename(renaming)
        case .move(_, let name, let schema): move(resolve(name), to: ObjectName(schema: schema, name: name.name))
        case .write(let change) where change.isBulk:
            tables[resolve(change.table)]?.filledIn = Filling(transaction: moment.transaction)
        case .set(let name, let value, _) where name == "search_path":
            let first = value?.split(separator: ",").first.map { String($0).trimmingBlanks() }
            currentSchema = first.flatMap { $0.isEmpty || $0 == "$user" ? nil : $0 } ?? defaultSchema
        default: break
        }
    }

    private func create(_ definition: TableDefinition, _ moment: Moment) {
        let name = resolve(definition.name)
        // It may be there already, and then it keeps what it has.
        if definition.ifNotExists, let known = tables[name] {
            if known.file != moment.file { return }
        }
        var table = Table(file: moment.file, transaction: moment.transaction)
        table.isTemporary = definition.isTemporary
        table.isPartitioned = definition.isPartitioned
        table.hasAutoincrement = definition.hasAutoincrement
        if definition.isFromQuery { table.filledIn = Filling(transaction: moment.transaction) }
        for column in definition.columns { add(column, to: &table, moment) }
        for constraint in definition.constraints { add(constraint, to: &table, moment) }
        tables[name] = table
    }

    private func add(_ column: ColumnDefinition, to table: inout Table, _ moment: Moment) {
        let isKey = column.constraints.contains { $0.kind == .primaryKey }
        table.columns[column.name] = Column(
            type: column.type,
            isNotNull: column.isNotNull || isKey || column.isIdentity || column.type?.isSerial == true)
        for constraint in column.constraints { add(constraint, to: &table, moment) }
    }

    private func add(_ constraint: TableConstraint, to table: inout Table, _ moment: Moment) {
        if constraint.kind == .primaryKey {
            for column in constraint.columns { table.columns[column]?.isNotNull = true }
        }
        let name = constraint.name ?? "\u{0}\(table.constraints.count)"
        var known = Constraint(
            notNull: [], isCheck: false, isValid: !constraint.isNotValid, transaction: moment.transaction,
            file: moment.file)
        if case .check(let columns) = constraint.kind {
            known.notNull = columns
            known.isCheck = true
        }
        table.constraints[name] = known
    }

    private func create(_ index: IndexDefinition) {
        guard let name = index.name else { return }
        let table = resolve(index.table)
        // An index lives in its table's schema.
        indexes[ObjectName(schema: table.schema, name: dialect == .sqlite ? name.lowercased() : name)] = Index(
            table: table, columns: index.columns, isUnique: index.isUnique)
        tables[table]?.indexes.insert(name.lowercased())
    }

    private func alter(_ alteration: TableAlteration, _ moment: Moment) {
        let name = resolve(alteration.table)
        // A table that was there before the files is known by what they do to it.
        var table = tables[name] ?? Table()
        for command in alteration.commands {
            switch command {
            case .addColumn(let column, _): add(column, to: &table, moment)
            case .dropColumn(let column, _, _): table.columns[column] = nil
            case .setNotNull(let column): setNotNull(true, column, in: &table)
            case .dropNotNull(let column): setNotNull(false, column, in: &table)
            case .changeType(let column, let type, _, _):
                table.columns[column] = Column(type: type, isNotNull: table.columns[column]?.isNotNull ?? false)
            case .addConstraint(let constraint): add(constraint, to: &table, moment)
            case .validateConstraint(let constraint):
                if table.constraints[constraint] != nil { table.constraints[constraint]?.isValid = true }
            case .dropConstraint(let constraint, _, _): table.constraints[constraint] = nil
            default: break
            }
        }
        tables[name] = table
    }

    private func setNotNull(_ isNotNull: Bool, _ column: String, in table: inout Table) {
        if table.columns[column] == nil { table.columns[column] = Column(type: nil, isNotNull: isNotNull) }
        table.columns[column]?.isNotNull = isNotNull
    }

    private func drop(_ removal: Removal) {
        for name in removal.names {
            switch removal.kind {
            case .table, .foreignTable: tables[resolve(name)] = nil
            case .index:
                if let index = indexes.removeValue(forKey: resolve(name)) {
                    tables[index.table]?.indexes.remove(name.name.lowercased())
                }
            case .domain: constrainedDomains.remove(resolve(name))
            default: objects[resolve(name)] = nil
            }
        }
    }

    private func rename(_ renaming: Renaming) {
        let old = resolve(renaming.object)
        switch renaming.kind {
        case .table: move(old, to: ObjectName(schema: old.schema, name: renaming.newName))
        case .column:
            guard let part = renaming.part, var table = tables[old] else { return }
            table.columns[renaming.newName] = table.columns.removeValue(forKey: part)
            tables[old] = table
        case .constraint:
            guard let part = renaming.part, var table = tables[old] else { return }
            table.constraints[renaming.newName] = table.constraints.removeValue(forKey: part)
            tables[old] = table
        case .index:
            if let index = indexes.removeValue(forKey: old) {
                indexes[ObjectName(schema: old.schema, name: renaming.newName)] = index
            }
        default: break
        }
    }

    private func move(_ old: ObjectName, to new: ObjectName) {
        let new = resolve(new)
        if let table = tables.removeValue(forKey: old) {
            tables[new] = table
            for index in table.indexes {
                indexes[ObjectName(schema: old.schema, name: index)]?.table = new
            }
        }
        if let file = objects.removeValue(forKey: old) { objects[new] = file }
    }
}
