import TOMLKit

/// A value of a TOML document, as far as configuration has to tell them apart.
indirect enum TOMLNode: Sendable, Equatable {
    /// Text, numbers, truth values and times.
    case text(String)
    case list([TOMLNode])
    /// In the order of the keys' names.
    case table([(key: String, node: TOMLNode)])

    static func == (one: TOMLNode, other: TOMLNode) -> Bool {
        switch (one, other) {
        case (.text(let one), .text(let other)): one == other
        case (.list(let one), .list(let other)): one == other
        case (.table(let one), .table(let other)): one.elementsEqual(other) { $0.key == $1.key && $0.node == $1.node }
        case (.text, _), (.list, _), (.table, _): false
        }
    }

    /// - Throws: ``Malformed`` where `text` is no TOML.
    static func document(_ text: String) throws(Malformed) -> TOMLNode {
        // The parser takes C's strings, and would stop there without a word.
        guard !text.utf8.contains(0) else {
            throw Malformed(reason: "It contains a NUL character", line: nil, column: nil)
        }
        let document: TOMLTable
        do {
            document = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw Malformed(reason: error.description, line: error.source.begin.line, column: error.source.begin.column)
        } catch {
            throw Malformed(reason: "\(error)", line: nil, column: nil)
        }
        return node(of: document)
    }

    struct Malformed: Error, Equatable {
        var reason: String
        /// From 1, where known.
        var line: Int?
        var column: Int?
    }

    private static func node(of value: any TOMLValueConvertible) -> TOMLNode {
        if let table = value.table {
            return .table(
                table.keys.compactMap { key in table[key].map { (key, node(of: $0)) } }.sorted { $0.key < $1.key })
        }
        if let array = value.array { return .list(array.indices.map { node(of: array[$0]) }) }
        if let text = value.string { return .text(text) }
        if let flag = value.bool { return .text(String(flag)) }
        if let number = value.int { return .text(String(number)) }
        if let number = value.double { return .text(String(number)) }
        return .text(value.debugDescription)
    }
}
