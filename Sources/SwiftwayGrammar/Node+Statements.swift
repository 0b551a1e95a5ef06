#if Grammar
    import CPgQuery
    import SwiftwayScript

    extension Node {
        /// What the statement does; see ``SchemaChange``.
        var changes: [SchemaChange] {
            switch pointee.node_case {
            case PG_QUERY__NODE__NODE_CREATE_STMT:
                return TableDefinition(pointee.create_stmt.pointee).map { [.createTable($0)] } ?? []
            case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT: return createTableAs(pointee.create_table_as_stmt.pointee)
            case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT:
                return TableAlteration(pointee.alter_table_stmt.pointee).map { [.alterTable($0)] } ?? []
            case PG_QUERY__NODE__NODE_INDEX_STMT:
                return IndexDefinition(pointee.index_stmt.pointee).map { [.createIndex($0)] } ?? []
            case PG_QUERY__NODE__NODE_DROP_STMT: return [.drop(Removal(pointee.drop_stmt.pointee))]
            case PG_QUERY__NODE__NODE_DROPDB_STMT:
                let drop = pointee.dropdb_stmt.pointee
                let name = ObjectName(name: text(drop.dbname) ?? "")
                return [
                    .drop(
                        Removal(
                            .database, [name], ifExists: drop.missing_ok != 0, cascades: false, concurrently: false))
                ]
            case PG_QUERY__NODE__NODE_RENAME_STMT: return rename(pointee.rename_stmt.pointee)
            case PG_QUERY__NODE__NODE_ALTER_OBJECT_SCHEMA_STMT: return move(pointee.alter_object_schema_stmt.pointee)
            case PG_QUERY__NODE__NODE_TRUNCATE_STMT:
                let truncate = pointee.truncate_stmt.pointee
                return [
                    .truncate(
                        nodes(truncate.relations, truncate.n_relations).compactMap(\.name),
                        cascades: truncate.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE)
                ]
            case PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT: return createSchema(pointee.create_schema_stmt.pointee)
            case PG_QUERY__NODE__NODE_CREATE_ENUM_STMT:
                let type = pointee.create_enum_stmt.pointee
                return objectName(nodes(type.type_name, type.n_type_name)).map { [.createEnum($0)] } ?? []
            case PG_QUERY__NODE__NODE_ALTER_ENUM_STMT: return alterEnum(pointee.alter_enum_stmt.pointee)
            case PG_QUERY__NODE__NODE_CREATE_DOMAIN_STMT: return createDomain(pointee.create_domain_stmt.pointee)
            case PG_QUERY__NODE__NODE_ALTER_DOMAIN_STMT: return alterDomain(pointee.alter_domain_stmt.pointee)
            case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
                let trigger = pointee.create_trig_stmt.pointee
                return objectName(trigger.relation).map {
                    [.createTrigger(TriggerDefinition(name: text(trigger.trigname) ?? "", table: $0))]
                } ?? []
            case PG_QUERY__NODE__NODE_VIEW_STMT:
                let view = pointee.view_stmt.pointee
                return objectName(view.view).map {
                    [.createView(ViewDefinition(name: $0, replaces: view.replace != 0, isMaterialized: false))]
                } ?? []
            default: return maintenance
            }
        }

        private func createTableAs(_ statement: PgQuery__CreateTableAsStmt) -> [SchemaChange] {
            guard let into = statement.into?.pointee, let name = objectName(into.rel) else { return [] }
            if ObjectKind(statement.objtype) == .materializedView {
                return [.createView(ViewDefinition(name: name, replaces: false, isMaterialized: true))]
            }
            var table = TableDefinition(name)
            table.isFromQuery = true
            table.ifNotExists = statement.if_not_exists != 0
            table.isTemporary = text(into.rel.pointee.relpersistence) == "t"
            return [.createTable(table)]
        }

        private func rename(_ statement: PgQuery__RenameStmt) -> [SchemaChange] {
            let kind = ObjectKind(statement.rename_type)
            let owner: ObjectKind? =
                switch kind {
                case .column, .constraint, .attribute: ObjectKind(statement.relation_type)
                default: nil
                }
            let subname = text(statement.subname)
            guard
                let object = objectName(statement.relation) ?? statement.object?.name
                    ?? subname.map({ .init(name: $0) })
            else { return [] }
            return [
                .rename(
                    Renaming(
                        kind, object, owner: owner, part: owner == nil ? nil : subname,
                        newName: text(statement.newname) ?? ""))
            ]
        }

        private func move(_ statement: PgQuery__AlterObjectSchemaStmt) -> [SchemaChange] {
            guard let object = objectName(statement.relation) ?? statement.object?.name else { return [] }
            return [.move(ObjectKind(statement.object_type), object, schema: text(statement.newschema) ?? "")]
        }

        private func createSchema(_ statement: PgQuery__CreateSchemaStmt) -> [SchemaChange] {
            let schema = text(statement.schemaname)
            let inner = nodes(statement.schema_elts, statement.n_schema_elts).flatMap(\.changes)
            return (schema.map { [.createSchema($0)] } ?? [])
                + inner.map { change in
                    guard case .createTable(var table) = change, table.name.schema == nil else { return change }
                    table.name.schema = schema
                    return .createTable(table)
                }
        }

        // MARK: Types

        private func alterEnum(_ statement: PgQuery__AlterEnumStmt) -> [SchemaChange] {
            guard let type = objectName(nodes(statement.type_name, statement.n_type_name)),
                let value = text(statement.new_val)
            else { return [] }
            if let old = text(statement.old_val) {
                return [.rename(Renaming(.enumValue, type, owner: .type, part: old, newName: value))]
            }
            return [
                .addEnumValue(
                    EnumValue(
                        type: type, value: value, isPlaced: text(statement.new_val_neighbor) != nil,
                        ifNotExists: statement.skip_if_new_val_exists != 0))
            ]
        }

        private func createDomain(_ statement: PgQuery__CreateDomainStmt) -> [SchemaChange] {
            guard let name = objectName(nodes(statement.domainname, statement.n_domainname)) else { return [] }
            let constraints = nodes(statement.constraints, statement.n_constraints).compactMap { node in
                node.constraint.flatMap(TableConstraint.init(ofDomain:))
            }
            return [.createDomain(name, constraints: constraints)]
        }

        private func alterDomain(_ statement: PgQuery__AlterDomainStmt) -> [SchemaChange] {
            guard let name = objectName(nodes(statement.type_name, statement.n_type_name)) else { return [.other] }
            // 'O' sets NOT NULL, 'C' adds a constraint; see AlterDomainStmt in parsenodes.h.
            if text(statement.subtype) == "O" {
                return [.addDomainConstraint(name, TableConstraint(.notNull(column: "value"), name: nil, offset: nil))]
            }
            guard text(statement.subtype) == "C",
                let constraint = statement.def?.constraint.flatMap(TableConstraint.init(ofDomain:))
            else { return [.other] }
            return [.addDomainConstraint(name, constraint)]
        }

        // MARK: Maintenance, rights and settings

        private var maintenance: [SchemaChange] {
            switch pointee.node_case {
            case PG_QUERY__NODE__NODE_REINDEX_STMT: return reindex(pointee.reindex_stmt.pointee)
            case PG_QUERY__NODE__NODE_CLUSTER_STMT: return [.cluster(objectName(pointee.cluster_stmt.pointee.relation))]
            case PG_QUERY__NODE__NODE_VACUUM_STMT: return vacuum(pointee.vacuum_stmt.pointee)
            case PG_QUERY__NODE__NODE_REFRESH_MAT_VIEW_STMT:
                let refresh = pointee.refresh_mat_view_stmt.pointee
                return objectName(refresh.relation).map { [.refresh($0, concurrently: refresh.concurrent != 0)] } ?? []
            case PG_QUERY__NODE__NODE_LOCK_STMT:
                let lock = pointee.lock_stmt.pointee
                return [
                    .lock(
                        nodes(lock.relations, lock.n_relations).compactMap(\.name),
                        LockLevel(rawValue: Int(lock.mode)) ?? .accessExclusive)
                ]
            case PG_QUERY__NODE__NODE_DO_STMT: return [.anonymousCode]
            case PG_QUERY__NODE__NODE_VARIABLE_SET_STMT: return set(pointee.variable_set_stmt.pointee)
            case PG_QUERY__NODE__NODE_GRANT_STMT: return grant(pointee.grant_stmt.pointee)
            case PG_QUERY__NODE__NODE_DROP_OWNED_STMT: return [.dropOwned]
            default: return [.other]
            }
        }

        private func reindex(_ statement: PgQuery__ReindexStmt) -> [SchemaChange] {
            let concurrently = nodes(statement.params, statement.n_params).contains { $0.isOption("concurrently") }
            let target: ReindexTarget =
                switch statement.kind {
                case PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_INDEX: .index
                case PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_TABLE: .table
                case PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_SCHEMA: .schema
                case PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_SYSTEM: .system
                default: .database
                }
            return [.reindex(target, objectName(statement.relation), concurrently: concurrently)]
        }

        private func vacuum(_ statement: PgQuery__VacuumStmt) -> [SchemaChange] {
            guard statement.is_vacuumcmd != 0 else { return [.other] }
            let isFull = nodes(statement.options, statement.n_options).contains { $0.isOption("full") }
            guard isFull else { return [.vacuum] }
            let tables = nodes(statement.rels, statement.n_rels).compactMap { node -> ObjectName? in
                guard node.pointee.node_case == PG_QUERY__NODE__NODE_VACUUM_RELATION else { return nil }
                return objectName(node.pointee.vacuum_relation.pointee.relation)
            }
            return [.vacuumFull(tables)]
        }

        /// Whether it is the option, and switched on: alone, or with a value that is not `false`, `off` or 0.
        private func isOption(_ name: String) -> Bool {
            guard pointee.node_case == PG_QUERY__NODE__NODE_DEF_ELEM, let option = pointee.def_elem,
                text(option.pointee.defname) == name
            else { return false }
            guard let value = option.pointee.arg else { return true }
            if let word = value.string { return !["false", "off", "0"].contains(word.lowercased()) }
            return !(value.pointee.node_case == PG_QUERY__NODE__NODE_INTEGER && value.pointee.integer.pointee.ival == 0)
        }

        private func set(_ statement: PgQuery__VariableSetStmt) -> [SchemaChange] {
            guard let name = text(statement.name) else { return [.other] }
            let values = nodes(statement.args, statement.n_args).compactMap { node -> String? in
                guard node.pointee.node_case == PG_QUERY__NODE__NODE_A_CONST, let constant = node.pointee.a_const else {
                    return nil
                }
                switch constant.pointee.val_case {
                case PG_QUERY__A__CONST__VAL_SVAL: return String(cString: constant.pointee.sval.pointee.sval)
                case PG_QUERY__A__CONST__VAL_IVAL: return "\(constant.pointee.ival.pointee.ival)"
                default: return nil
                }
            }
            return [
                .set(
                    name: name, value: values.isEmpty ? nil : values.joined(separator: ","),
                    isLocal: statement.is_local != 0)
            ]
        }

        private func grant(_ statement: PgQuery__GrantStmt) -> [SchemaChange] {
            let toPublic = nodes(statement.grantees, statement.n_grantees).contains { node in
                node.pointee.node_case == PG_QUERY__NODE__NODE_ROLE_SPEC
                    && node.pointee.role_spec.pointee.roletype == PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_PUBLIC
            }
            let kind = ObjectKind(statement.objtype)
            let rights = Grant(
                isAll: statement.n_privileges == 0, toPublic: toPublic,
                onAll: statement.targtype == PG_QUERY__GRANT_TARGET_TYPE__ACL_TARGET_ALL_IN_SCHEMA,
                onRelation: kind == .table || kind == .sequence || kind == .schema || kind == .database)
            guard statement.is_grant != 0 else {
                return [.revoke(rights, nodes(statement.objects, statement.n_objects).compactMap(\.name).first)]
            }
            return [.grant(rights)]
        }
    }

    extension TableConstraint {
        /// Also `NOT NULL`, which of a table's column is no constraint here.
        fileprivate init?(ofDomain constraint: UnsafeMutablePointer<PgQuery__Constraint>) {
            if constraint.pointee.contype == PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL {
                self.init(.notNull(column: "value"), name: nil, offset: byteOffset(constraint.pointee.location))
            } else {
                self.init(constraint)
            }
        }
    }

    extension Removal {
        fileprivate init(_ statement: PgQuery__DropStmt) {
            self.init(
                ObjectKind(statement.remove_type), nodes(statement.objects, statement.n_objects).compactMap(\.name),
                ifExists: statement.missing_ok != 0,
                cascades: statement.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE,
                concurrently: statement.concurrent != 0)
        }
    }

    extension TableDefinition {
        fileprivate init?(_ statement: PgQuery__CreateStmt) {
            guard let relation = statement.relation, let name = objectName(relation) else { return nil }
            self.init(name)
            ifNotExists = statement.if_not_exists != 0
            isTemporary = text(relation.pointee.relpersistence) == "t"
            isPartitioned = statement.partspec != nil
            if statement.partbound != nil {
                parent = nodes(statement.inh_relations, statement.n_inh_relations).compactMap(\.name).first
            }
            for node in nodes(statement.table_elts, statement.n_table_elts) {
                if let column = ColumnDefinition(node.columnDefinition) { columns.append(column) }
                if let constraint = node.constraint.flatMap({ TableConstraint($0) }) { constraints.append(constraint) }
            }
            for node in nodes(statement.constraints, statement.n_constraints) {
                if let constraint = node.constraint.flatMap({ TableConstraint($0) }) { constraints.append(constraint) }
            }
        }
    }

    extension IndexDefinition {
        fileprivate init?(_ statement: PgQuery__IndexStmt) {
            guard let table = objectName(statement.relation) else { return nil }
            self.init(name: text(statement.idxname), table: table)
            columns = nodes(statement.index_params, statement.n_index_params).map { node in
                node.pointee.node_case == PG_QUERY__NODE__NODE_INDEX_ELEM
                    ? text(node.pointee.index_elem.pointee.name) : nil
            }
            isUnique = statement.unique != 0
            concurrently = statement.concurrent != 0
            ifNotExists = statement.if_not_exists != 0
            isPartial = statement.where_clause != nil
            isOnly = statement.relation.pointee.inh == 0
            method = text(statement.access_method)
        }
    }
#endif
