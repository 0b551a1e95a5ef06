/// A table while its document is read, which may come back to it, but not to everything in it.
final class TOMLTable {
    private enum Slot {
        /// Complete: a value, a list in brackets or a table in braces.
        case value(TOMLNode)
        case table(TOMLTable)
        /// A list of tables that `[[name]]` adds to; never empty.
        case list([TOMLTable])
    }

    private var slots: [String: Slot] = [:]
    /// The section that has defined it, by a header or by dotted keys; `nil` for one that is only named on the way to
    /// another, and may still be defined. https://toml.io/en/v1.0.0#table
    private var section: Int?

    /// In the order of the keys' names.
    var entries: [(key: String, node: TOMLNode)] {
        slots.sorted { $0.key < $1.key }.map { key, slot in
            switch slot {
            case .value(let node): (key, node)
            case .table(let table): (key, .table(table.entries))
            case .list(let tables): (key, .list(tables.map { .table($0.entries) }))
            }
        }
    }

    private func addTable(_ name: String) -> TOMLTable {
        let table = TOMLTable()
        slots[name] = .table(table)
        return table
    }

    /// The table that the header `[path]` or `[[path]]` defines; `nil` where something is there already that it cannot
    /// be.
    func headed(_ path: [String], isList: Bool, section: Int) -> TOMLTable? {
        var parent = self
        for name in path.dropLast() {
            switch parent.slots[name] {
            case nil: parent = parent.addTable(name)
            case .table(let table): parent = table
            case .list(let tables): parent = tables[tables.count - 1]
            case .value: return nil
            }
        }
        let name = path[path.count - 1]
        let table: TOMLTable
        switch parent.slots[name] {
        case nil:
            table = TOMLTable()
            parent.slots[name] = isList ? .list([table]) : .table(table)
        case .list(let tables):
            guard isList else { return nil }
            table = TOMLTable()
            parent.slots[name] = .list(tables + [table])
        case .table(let found):
            guard !isList, found.section == nil else { return nil }
            table = found
        case .value: return nil
        }
        table.section = section
        return table
    }

    /// Sets what dotted keys lead to, and says whether that could be done: nothing is set twice, and keys do not reach
    /// into what another section has defined.
    func set(_ path: [String], to node: TOMLNode, section: Int) -> Bool {
        var parent = self
        for name in path.dropLast() {
            switch parent.slots[name] {
            case nil: parent = parent.addTable(name)
            case .table(let table):
                guard table.section == nil || table.section == section else { return false }
                parent = table
            case .list, .value: return false
            }
            parent.section = section
        }
        let name = path[path.count - 1]
        guard parent.slots[name] == nil else { return false }
        parent.slots[name] = .value(node)
        return true
    }
}
