#if Grammar
    import CPgQuery
    import SwiftwayScript

    extension Node {
        /// Of a `String` node.
        var string: String? {
            pointee.node_case == PG_QUERY__NODE__NODE_STRING ? String(cString: pointee.string.pointee.sval) : nil
        }

        /// Of a `List` node its items, of any other the node itself.
        var items: [Node] {
            guard pointee.node_case == PG_QUERY__NODE__NODE_LIST, let list = pointee.list else { return [self] }
            return nodes(list.pointee.items, list.pointee.n_items)
        }

        /// A name that stands in the tree as a list of strings, as a type, or as a function with its arguments.
        var name: ObjectName? {
            switch pointee.node_case {
            case PG_QUERY__NODE__NODE_LIST, PG_QUERY__NODE__NODE_STRING: objectName(items)
            case PG_QUERY__NODE__NODE_TYPE_NAME:
                pointee.type_name.flatMap { objectName(nodes($0.pointee.names, $0.pointee.n_names)) }
            case PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS:
                pointee.object_with_args.flatMap { objectName(nodes($0.pointee.objname, $0.pointee.n_objname)) }
            case PG_QUERY__NODE__NODE_RANGE_VAR: pointee.range_var.flatMap(objectName)
            default: nil
            }
        }
    }

    /// Of `a.b.c` the last two parts.
    func objectName(_ parts: [Node]) -> ObjectName? {
        let texts = parts.compactMap(\.string)
        return texts.last.map { ObjectName(schema: texts.dropLast().last, name: $0) }
    }

    func objectName(_ relation: UnsafeMutablePointer<PgQuery__RangeVar>?) -> ObjectName? {
        guard let relation, let name = text(relation.pointee.relname) else { return nil }
        return ObjectName(schema: text(relation.pointee.schemaname), name: name)
    }

    func strings(_ start: UnsafeMutablePointer<Node?>?, _ count: Int) -> [String] {
        nodes(start, count).compactMap(\.string)
    }

    func byteOffset(_ location: Int32) -> Int? { location >= 0 ? Int(location) : nil }

    extension ObjectKind {
        init(_ type: PgQuery__ObjectType) {
            self =
                switch type {
                case PG_QUERY__OBJECT_TYPE__OBJECT_AGGREGATE: .aggregate
                case PG_QUERY__OBJECT_TYPE__OBJECT_ATTRIBUTE: .attribute
                case PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN: .column
                case PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT, PG_QUERY__OBJECT_TYPE__OBJECT_DOMCONSTRAINT:
                    .constraint
                case PG_QUERY__OBJECT_TYPE__OBJECT_DATABASE: .database
                case PG_QUERY__OBJECT_TYPE__OBJECT_DOMAIN: .domain
                case PG_QUERY__OBJECT_TYPE__OBJECT_EXTENSION: .extension
                case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE: .foreignTable
                case PG_QUERY__OBJECT_TYPE__OBJECT_FUNCTION, PG_QUERY__OBJECT_TYPE__OBJECT_ROUTINE: .function
                case PG_QUERY__OBJECT_TYPE__OBJECT_PROCEDURE: .procedure
                case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX: .index
                case PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW: .materializedView
                case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY: .policy
                case PG_QUERY__OBJECT_TYPE__OBJECT_ROLE: .role
                case PG_QUERY__OBJECT_TYPE__OBJECT_RULE: .rule
                case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA: .schema
                case PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE: .sequence
                case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE: .table
                case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER: .trigger
                case PG_QUERY__OBJECT_TYPE__OBJECT_TYPE: .type
                case PG_QUERY__OBJECT_TYPE__OBJECT_VIEW: .view
                default: .other
                }
        }
    }
#endif
