#if Grammar
    import CPgQuery
    import SwiftwayScript

    extension DataType {
        init?(_ type: UnsafeMutablePointer<PgQuery__TypeName>?) {
            guard let type, let name = objectName(nodes(type.pointee.names, type.pointee.n_names)) else { return nil }
            self.init(
                schema: name.schema == "pg_catalog" ? nil : name.schema, name: name.name,
                modifiers: nodes(type.pointee.typmods, type.pointee.n_typmods).compactMap(\.integer),
                isArray: type.pointee.n_array_bounds > 0, offset: byteOffset(type.pointee.location))
        }
    }

    extension Node {
        /// Of a constant.
        var integer: Int? {
            guard pointee.node_case == PG_QUERY__NODE__NODE_A_CONST, let constant = pointee.a_const,
                constant.pointee.val_case == PG_QUERY__A__CONST__VAL_IVAL
            else { return nil }
            return Int(constant.pointee.ival.pointee.ival)
        }
    }

    extension ColumnDefinition {
        init?(_ column: UnsafeMutablePointer<PgQuery__ColumnDef>?) {
            guard let column, let name = text(column.pointee.colname) else { return nil }
            self.init(
                name: name, type: DataType(column.pointee.type_name), offset: byteOffset(column.pointee.location))
            isNotNull = column.pointee.is_not_null != 0
            defaultValue = column.pointee.raw_default.map(ValueExpression.init)
            for node in nodes(column.pointee.constraints, column.pointee.n_constraints)
            where node.pointee.node_case == PG_QUERY__NODE__NODE_CONSTRAINT {
                add(node.pointee.constraint)
            }
        }

        private mutating func add(_ constraint: UnsafeMutablePointer<PgQuery__Constraint>) {
            switch constraint.pointee.contype {
            case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL: isNotNull = true
            case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT:
                defaultValue = constraint.pointee.raw_expr.map(ValueExpression.init)
            case PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY: isIdentity = true
            case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED: generation = .stored
            default:
                guard var own = TableConstraint(constraint) else { return }
                if own.columns.isEmpty { own.columns = [name] }
                constraints.append(own)
            }
        }
    }

    extension TableConstraint {
        init?(_ constraint: UnsafeMutablePointer<PgQuery__Constraint>) {
            let fields = constraint.pointee
            let name = text(fields.conname)
            let place = byteOffset(fields.location)
            switch fields.contype {
            case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
                self.init(.check(notNull: fields.raw_expr?.columnsNotNull ?? []), name: name, offset: place)
            case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY: self.init(.primaryKey, name: name, offset: place)
            case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE: self.init(.unique, name: name, offset: place)
            case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION: self.init(.exclusion, name: name, offset: place)
            case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN:
                guard let table = objectName(fields.pktable) else { return nil }
                self.init(.foreignKey(table), name: name, offset: place)
                columns = strings(fields.fk_attrs, fields.n_fk_attrs)
            default: return nil
            }
            if columns.isEmpty { columns = strings(fields.keys, fields.n_keys) }
            isNotValid = fields.skip_validation != 0
            index = text(fields.indexname)
        }
    }

    extension Node {
        /// The columns that are not null wherever this condition is true, as far as it says nothing else.
        fileprivate var columnsNotNull: [String] {
            switch pointee.node_case {
            case PG_QUERY__NODE__NODE_NULL_TEST:
                guard let test = pointee.null_test, test.pointee.nulltesttype == PG_QUERY__NULL_TEST_TYPE__IS_NOT_NULL,
                    let column = test.pointee.arg?.column
                else { return [] }
                return [column]
            case PG_QUERY__NODE__NODE_BOOL_EXPR:
                guard let condition = pointee.bool_expr, condition.pointee.boolop == PG_QUERY__BOOL_EXPR_TYPE__AND_EXPR
                else { return [] }
                return nodes(condition.pointee.args, condition.pointee.n_args).flatMap(\.columnsNotNull)
            default: return []
            }
        }

        private var column: String? {
            guard pointee.node_case == PG_QUERY__NODE__NODE_COLUMN_REF, let reference = pointee.column_ref else {
                return nil
            }
            return strings(reference.pointee.fields, reference.pointee.n_fields).last
        }
    }

    extension ValueExpression {
        init(_ node: Node) {
            self.init(isNull: false, functions: [], isConstant: true)
            read(node)
            if node.pointee.node_case == PG_QUERY__NODE__NODE_A_CONST {
                isNull = node.pointee.a_const.pointee.isnull != 0
            } else if node.pointee.node_case == PG_QUERY__NODE__NODE_TYPE_CAST,
                let inner = node.pointee.type_cast.pointee.arg,
                inner.pointee.node_case == PG_QUERY__NODE__NODE_A_CONST
            {
                isNull = inner.pointee.a_const.pointee.isnull != 0
            }
        }

        private mutating func read(_ node: Node?) {
            guard let node else { return }
            func all(_ start: UnsafeMutablePointer<Node?>?, _ count: Int) {
                for node in nodes(start, count) { read(node) }
            }
            switch node.pointee.node_case {
            case PG_QUERY__NODE__NODE_A_CONST: break
            case PG_QUERY__NODE__NODE_TYPE_CAST: read(node.pointee.type_cast.pointee.arg)
            case PG_QUERY__NODE__NODE_FUNC_CALL:
                let call = node.pointee.func_call.pointee
                isConstant = false
                if let name = objectName(nodes(call.funcname, call.n_funcname)) { functions.append(name) }
                all(call.args, call.n_args)
            case PG_QUERY__NODE__NODE_A_EXPR:
                read(node.pointee.a_expr.pointee.lexpr)
                read(node.pointee.a_expr.pointee.rexpr)
            case PG_QUERY__NODE__NODE_BOOL_EXPR:
                all(node.pointee.bool_expr.pointee.args, node.pointee.bool_expr.pointee.n_args)
            case PG_QUERY__NODE__NODE_A_ARRAY_EXPR:
                all(node.pointee.a_array_expr.pointee.elements, node.pointee.a_array_expr.pointee.n_elements)
            case PG_QUERY__NODE__NODE_COALESCE_EXPR:
                all(node.pointee.coalesce_expr.pointee.args, node.pointee.coalesce_expr.pointee.n_args)
            case PG_QUERY__NODE__NODE_MIN_MAX_EXPR:
                all(node.pointee.min_max_expr.pointee.args, node.pointee.min_max_expr.pointee.n_args)
            case PG_QUERY__NODE__NODE_CASE_EXPR:
                let expression = node.pointee.case_expr.pointee
                read(expression.arg)
                all(expression.args, expression.n_args)
                read(expression.defresult)
            case PG_QUERY__NODE__NODE_CASE_WHEN:
                read(node.pointee.case_when.pointee.expr)
                read(node.pointee.case_when.pointee.result)
            case PG_QUERY__NODE__NODE_LIST: for item in node.items { read(item) }
            case PG_QUERY__NODE__NODE_COLLATE_CLAUSE: read(node.pointee.collate_clause.pointee.arg)
            default: isConstant = false
            }
        }
    }
#endif
