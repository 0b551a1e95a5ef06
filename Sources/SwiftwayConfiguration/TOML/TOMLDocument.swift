#if TOML
    import TOMLKit

    extension TOMLNode {
        /// Whether this build reads TOML: the package trait `TOML`.
        static let isReadable = true

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
                throw Malformed(
                    reason: error.description, line: error.source.begin.line, column: error.source.begin.column)
            } catch {
                throw Malformed(reason: "\(error)", line: nil, column: nil)
            }
            return node(of: document)
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
#else
    extension TOMLNode {
        static let isReadable = false

        static func document(_ text: String) throws(Malformed) -> TOMLNode {
            throw Malformed(reason: "This build reads no TOML", line: nil, column: nil)
        }
    }
#endif
