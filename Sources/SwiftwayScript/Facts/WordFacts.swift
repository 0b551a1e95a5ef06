// The facts that the words of a statement tell, without its parse tree: all that is asked of SQLite, and of PostgreSQL
// what reads and writes rows, where a tree would be large and tell no more.

extension ScriptStatement {
    /// Facts by the words of the statement alone.
    package func changesByWords(dialect: ScriptDialect) -> [SchemaChange] {
        if case .transaction(let control) = action { return [.transaction(control)] }
        let changes = withTokens(dialect: dialect) { _, reader in
            var facts = WordFacts(words: StatementWords(reader), dialect: dialect)
            return facts.changes()
        }
        guard dialect == .postgreSQL else { return changes }
        return changes + changingCommonTableExpressions().flatMap(Self.changes)
    }

    /// Of a part of `WITH`.
    private static func changes(of part: (text: String, offset: Int)) -> [SchemaChange] {
        var text = part.text
        return text.withUTF8 { bytes in
            let reader = TokenReader(bytes, dialect: .postgreSQL, plainStringsEscape: false)
            var facts = WordFacts(words: StatementWords(reader), dialect: .postgreSQL)
            return facts.changes().map { change in
                guard case .write(var write) = change else { return change }
                for index in write.assigned.indices { write.assigned[index].offset += part.offset }
                return .write(write)
            }
        }
    }
}

private struct WordFacts {
    var words: StatementWords
    let dialect: ScriptDialect

    mutating func changes() -> [SchemaChange] {
        while words.take(symbol: "(") {}
        let verb = words.word
        words.advance()
        switch verb {
        case "WITH":
            words.skipCommonTableExpressions()
            let verb = words.word
            words.advance()
            switch verb {
            case "INSERT", "REPLACE": return insert()
            case "UPDATE": return update()
            case "DELETE": return delete()
            case "MERGE": return merge()
            default: return []
            }
        case "INSERT", "REPLACE": return insert()
        case "UPDATE": return update()
        case "DELETE": return delete()
        case "MERGE": return merge()
        case "SELECT": return selectInto()
        case "COPY": return copy()
        case "CREATE": return create()
        case "ALTER": return alter()
        case "DROP": return drop()
        case "PRAGMA": return pragma()
        case "VACUUM": return [.vacuum]
        default: return []
        }
    }

    // MARK: Rows

    private mutating func insert() -> [SchemaChange] {
        if words.take("OR") { words.advance() }
        guard words.take("INTO"), let table = words.takeName() else { return [] }
        let isQuery = words.skip { word in
            switch word {
            case "SELECT", "WITH", "VALUES", "DEFAULT", "TABLE": true
            default: false
            }
        }
        let isBulk =
            switch words.word {
            case "SELECT", "WITH", "TABLE": isQuery
            default: false
            }
        return [.write(DataChange(.insert, table, isBulk: isBulk))]
    }

    private mutating func merge() -> [SchemaChange] {
        _ = words.take("INTO")
        _ = words.take("ONLY")
        return words.takeName().map { [.write(DataChange(.merge, $0, isBulk: true))] } ?? []
    }

    private mutating func copy() -> [SchemaChange] {
        guard let table = words.takeName() else { return [] }
        let hasDirection = words.skip { $0 == "FROM" || $0 == "TO" }
        return hasDirection && words.word == "FROM" ? [.write(DataChange(.copy, table, isBulk: true))] : []
    }

    private mutating func update() -> [SchemaChange] {
        if words.take("OR") { words.advance() }
        _ = words.take("ONLY")
        guard let table = words.takeName(), words.skip(to: { $0 == "SET" }) else { return [] }
        words.advance()
        let assigned = assignments()
        return [.write(DataChange(.update, table, extent: extent(), assigned: assigned))]
    }

    private mutating func delete() -> [SchemaChange] {
        guard words.take("FROM") else { return [] }
        _ = words.take("ONLY")
        guard let table = words.takeName() else { return [] }
        return [.write(DataChange(.delete, table, extent: extent()))]
    }

    /// `a = …, (b, c) = …`, up to what follows them.
    private mutating func assignments() -> [DataChange.Assigned] {
        var assigned: [DataChange.Assigned] = []
        var expectsColumn = true
        var inList = false
        while let token = words.next {
            if token.depth == 0 {
                switch words.word {
                case "FROM", "WHERE", "RETURNING", "ORDER", "LIMIT": return assigned
                default: break
                }
                if words.comes(symbol: ",") {
                    expectsColumn = true
                    words.advance()
                    continue
                }
                if words.comes(symbol: "=") {
                    expectsColumn = false
                    inList = false
                }
                if words.comes(symbol: "("), expectsColumn {
                    inList = true
                    words.advance()
                    continue
                }
            }
            guard expectsColumn, token.depth == (inList ? 1 : 0), token.kind == .word || token.kind == .quotedIdentifier
            else {
                words.advance()
                continue
            }
            let offset = token.range.lowerBound
            if let name = words.takeName() { assigned.append(.init(column: name.name, offset: offset)) }
            // `a[1] = …, a[2] = …` and `a.b = …` set parts.
            if words.comes(symbol: "[") { assigned.removeLast() }
            if !inList { expectsColumn = false }
        }
        return assigned
    }

    /// Reads on to `WHERE`, and what it asks for.
    private mutating func extent() -> DataChange.Extent {
        let isBounded = words.skip { $0 == "WHERE" || $0 == "LIMIT" }
        guard isBounded else { return .everything }
        guard words.take("WHERE") else { return .some }
        var pieces: [[String]] = [[]]
        while let token = words.next {
            switch words.word {
            case "RETURNING" where token.depth == 0: return Self.extent(pieces)
            case "AND", "OR": pieces.append([])
            default:
                switch token.kind {
                case .word: pieces[pieces.count - 1].append(uppercased(words.word))
                case .quotedIdentifier: pieces[pieces.count - 1].append("name")
                case .string: return .some
                case .symbol(let byte):
                    if "().".utf8.contains(byte) { break }
                    pieces[pieces.count - 1].append(String(decoding: [byte], as: UTF8.self))
                }
            }
            words.advance()
        }
        return Self.extent(pieces)
    }

    private static func extent(_ pieces: [[String]]) -> DataChange.Extent {
        if pieces == [["TRUE"]] || pieces == [["1", "=", "1"]] || pieces == [["1"]] { return .everything }
        let areNullTests = pieces.allSatisfy {
            $0.suffix(2) == ["IS", "NULL"] || $0.suffix(3) == ["IS", "NOT", "NULL"]
        }
        let symbols = pieces.joined().contains { word in
            word.utf8.allSatisfy {
                !($0 >= 0x41 && $0 <= 0x5A) && $0 < 0x80 && $0 != 0x5F && !(0x61...0x7A).contains($0)
            }
        }
        return areNullTests && !symbols ? .backfill : .some
    }

    private func uppercased(_ word: Word) -> String { String(decoding: word.bytes, as: UTF8.self).uppercased() }

    // MARK: Definitions

    private mutating func selectInto() -> [SchemaChange] {
        let endsList = words.skip { word in
            switch word {
            case "INTO", "FROM", "WHERE", "GROUP", "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT": true
            default: false
            }
        }
        guard endsList, words.take("INTO") else { return [] }
        return createTable(isTemporary: takeTemporary(), fromQuery: true)
    }

    private mutating func takeTemporary() -> Bool {
        var isTemporary = false
        while true {
            switch words.word {
            case "TEMP", "TEMPORARY": isTemporary = true
            case "LOCAL", "GLOBAL", "UNLOGGED", "TABLE", "RECURSIVE": break
            default: return isTemporary
            }
            words.advance()
        }
    }

    private mutating func create() -> [SchemaChange] {
        let replaces = words.take("OR", "REPLACE")
        var isTemporary = false
        while true {
            switch words.word {
            case "TEMP", "TEMPORARY": isTemporary = true
            case "LOCAL", "GLOBAL", "UNLOGGED", "RECURSIVE", "CONSTRAINT", "VIRTUAL": break
            default: return created(isTemporary: isTemporary, replaces: replaces)
            }
            words.advance()
        }
    }

    private mutating func created(isTemporary: Bool, replaces: Bool) -> [SchemaChange] {
        let isUnique = words.take("UNIQUE")
        let isMaterialized = words.take("MATERIALIZED")
        let object = words.word
        words.advance()
        switch object {
        case "TABLE":
            let ifNotExists = words.take("IF", "NOT", "EXISTS")
            return createTable(isTemporary: isTemporary, ifNotExists: ifNotExists)
        case "VIEW":
            _ = words.take("IF", "NOT", "EXISTS")
            guard let name = words.takeName() else { return [] }
            return [.createView(ViewDefinition(name: name, replaces: replaces, isMaterialized: isMaterialized))]
        case "INDEX":
            let concurrently = words.take("CONCURRENTLY")
            let ifNotExists = words.take("IF", "NOT", "EXISTS")
            let name = words.word == "ON" ? nil : words.takeName()?.name
            guard words.take("ON") else { return [] }
            let isOnly = words.take("ONLY")
            guard let table = words.takeName() else { return [] }
            var index = IndexDefinition(name: name, table: table)
            index.isUnique = isUnique
            index.concurrently = concurrently
            index.ifNotExists = ifNotExists
            index.isOnly = isOnly
            return [.createIndex(index)]
        case "FUNCTION", "PROCEDURE":
            guard let name = words.takeName() else { return [] }
            let isDeclared = words.skip { $0 == "IMMUTABLE" || $0 == "STABLE" }
            return [.createFunction(FunctionDefinition(name: name, isVolatile: !isDeclared))]
        case "TRIGGER":
            _ = words.take("IF", "NOT", "EXISTS")
            guard let name = words.takeName(), words.skip(to: { $0 == "ON" }) else { return [] }
            words.advance()
            return words.takeName().map { [.createTrigger(TriggerDefinition(name: name.name, table: $0))] } ?? []
        default: return []
        }
    }

    private mutating func createTable(
        isTemporary: Bool, ifNotExists: Bool = false, fromQuery: Bool = false
    ) -> [SchemaChange] {
        guard let name = words.takeName() else { return [] }
        var table = TableDefinition(name)
        table.isTemporary = isTemporary || name.schema?.lowercased() == "temp"
        table.ifNotExists = ifNotExists
        table.isFromQuery = fromQuery || words.skip(to: { $0 == "AS" })
        return [.createTable(table)]
    }

    private mutating func alter() -> [SchemaChange] {
        guard words.take("TABLE"), let table = words.takeName() else { return [] }
        if words.take("RENAME") {
            if words.take("TO") {
                return words.takeName().map {
                    [.rename(Renaming(.table, table, owner: nil, part: nil, newName: $0.name))]
                } ?? []
            }
            _ = words.take("COLUMN")
            guard let old = words.takeName(), words.take("TO"), let new = words.takeName() else { return [] }
            return [.rename(Renaming(.column, table, owner: .table, part: old.name, newName: new.name))]
        }
        var alteration = TableAlteration(table, kind: .table)
        if words.take("DROP") {
            _ = words.take("COLUMN")
            guard let column = words.takeName() else { return [] }
            alteration.commands = [.dropColumn(column.name, ifExists: false, cascades: false)]
        } else if words.take("ADD") {
            _ = words.take("COLUMN")
            let offset = words.next?.range.lowerBound
            guard let name = words.takeName() else { return [] }
            alteration.commands = [.addColumn(column(named: name.name, at: offset), ifNotExists: false)]
        }
        return [.alterTable(alteration)]
    }

    /// The constraints of a column of SQLite that `ADD COLUMN` minds.
    private mutating func column(named name: String, at offset: Int?) -> ColumnDefinition {
        var column = ColumnDefinition(name: name, type: nil, offset: offset)
        while let token = words.next {
            guard token.depth == 0 else {
                words.advance()
                continue
            }
            if words.take("NOT", "NULL") {
                column.isNotNull = true
            } else if words.take("DEFAULT") {
                let isParenthesis = words.comes(symbol: "(")
                switch words.word {
                case "NULL":
                    column.defaultValue = ValueExpression(isNull: true, functions: [], isConstant: true)
                case "CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP":
                    column.defaultValue = ValueExpression(isNull: false, functions: [], isConstant: false)
                default:
                    column.defaultValue = ValueExpression(isNull: false, functions: [], isConstant: !isParenthesis)
                }
                words.advance()
            } else if words.take("UNIQUE") {
                column.constraints.append(TableConstraint(.unique, name: nil, offset: nil))
            } else if words.take("PRIMARY", "KEY") {
                column.constraints.append(TableConstraint(.primaryKey, name: nil, offset: nil))
            } else if words.take("REFERENCES"), let other = words.takeName() {
                column.constraints.append(TableConstraint(.foreignKey(other), name: nil, offset: nil))
            } else if words.take("STORED") {
                column.generation = .stored
            } else {
                words.advance()
            }
        }
        return column
    }

    private mutating func drop() -> [SchemaChange] {
        let kind: ObjectKind
        switch words.word {
        case "TABLE": kind = .table
        case "INDEX": kind = .index
        case "VIEW": kind = .view
        case "TRIGGER": kind = .trigger
        default: return []
        }
        words.advance()
        let ifExists = words.take("IF", "EXISTS")
        return words.takeName().map {
            [.drop(Removal(kind, [$0], ifExists: ifExists, cascades: false, concurrently: false))]
        } ?? []
    }

    private mutating func pragma() -> [SchemaChange] {
        guard let name = words.takeName() else { return [] }
        let hasValue = words.take(symbol: "=") || words.take(symbol: "(")
        return [.pragma(name: name.name.lowercased(), value: hasValue ? words.takeValue() : nil)]
    }
}
