#if Grammar
    import CPgQuery
    import SwiftwayScript

    /// The parse tree of one text, in the C library's memory, which is given back when this value goes.
    struct ParseTree: ~Copyable {
        private let root: UnsafeMutablePointer<PgQuery__ParseResult>

        init(_ sql: String) throws(PostgreSQLGrammar.Problem) {
            let result = pg_query_parse_protobuf(sql)
            defer { pg_query_free_protobuf_parse_result(result) }
            if let error = result.error?.pointee { throw PostgreSQLGrammar.Problem(error) }
            let packed = result.parse_tree
            let unpacked = packed.data.withMemoryRebound(to: UInt8.self, capacity: packed.len) {
                pg_query__parse_result__unpack(nil, packed.len, $0)
            }
            guard let unpacked else {
                throw PostgreSQLGrammar.Problem(message: "the parse tree could not be read", position: nil)
            }
            root = unpacked
        }

        deinit { pg_query__parse_result__free_unpacked(root, nil) }

        /// What its statements do. Nodes do not leave this value: they are gone with it.
        var changes: [SchemaChange] {
            nodes(root.pointee.stmts, root.pointee.n_stmts) { $0?.pointee.stmt }.flatMap(\.changes)
        }
    }

    /// A node of the tree.
    typealias Node = UnsafeMutablePointer<PgQuery__Node>

    func nodes(_ start: UnsafeMutablePointer<Node?>?, _ count: Int) -> [Node] {
        nodes(start, count) { $0 }
    }

    func nodes<Element>(
        _ start: UnsafeMutablePointer<Element>?, _ count: Int, _ node: (Element) -> Node?
    ) -> [Node] {
        UnsafeBufferPointer(start: start, count: start == nil ? 0 : count).compactMap(node)
    }

    /// A text of the tree; `nil` for an empty one, which stands for none there.
    func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String? {
        guard let pointer, pointer.pointee != 0 else { return nil }
        return String(cString: pointer)
    }

    extension PostgreSQLGrammar.Problem {
        init(_ error: PgQueryError) {
            self.init(
                message: error.message.map { String(cString: $0) } ?? "syntax error",
                position: error.cursorpos > 0 ? Int(error.cursorpos) : nil)
        }
    }
#endif
