#if Grammar
    import CPgQuery
    import SwiftwayScript

    extension TableAlteration {
        init?(_ statement: PgQuery__AlterTableStmt) {
            guard let table = objectName(statement.relation) else { return nil }
            self.init(table, kind: ObjectKind(statement.objtype))
            ifExists = statement.missing_ok != 0
            commands = nodes(statement.cmds, statement.n_cmds).map { node in
                node.pointee.node_case == PG_QUERY__NODE__NODE_ALTER_TABLE_CMD
                    ? TableCommand(node.pointee.alter_table_cmd.pointee) : .other
            }
        }
    }

    extension TableCommand {
        init(_ command: PgQuery__AlterTableCmd) {
            let name = text(command.name) ?? ""
            let ifExists = command.missing_ok != 0
            let cascades = command.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE
            switch command.subtype {
            case PG_QUERY__ALTER_TABLE_TYPE__AT_AddColumn:
                let column = ColumnDefinition(command.def?.columnDefinition)
                self = column.map { .addColumn($0, ifNotExists: ifExists) } ?? .other
            case PG_QUERY__ALTER_TABLE_TYPE__AT_DropColumn:
                self = .dropColumn(name, ifExists: ifExists, cascades: cascades)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_ColumnDefault:
                self = .setDefault(name, command.def.map(ValueExpression.init))
            case PG_QUERY__ALTER_TABLE_TYPE__AT_SetNotNull: self = .setNotNull(name)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_DropNotNull: self = .dropNotNull(name)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterColumnType:
                let column = command.def?.columnDefinition
                guard let column, let type = DataType(column.pointee.type_name) else {
                    self = .other
                    return
                }
                self = .changeType(
                    name, type, hasCollation: column.pointee.coll_clause != nil,
                    isConverted: column.pointee.raw_default != nil)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_AddConstraint:
                let constraint = command.def?.constraint.flatMap { TableConstraint($0) }
                self = constraint.map { .addConstraint($0) } ?? .other
            case PG_QUERY__ALTER_TABLE_TYPE__AT_ValidateConstraint: self = .validateConstraint(name)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_DropConstraint:
                self = .dropConstraint(name, ifExists: ifExists, cascades: cascades)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterConstraint: self = .alterConstraint(name)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_SetLogged: self = .setLogged(true)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_SetUnLogged: self = .setLogged(false)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_SetTableSpace: self = .setTablespace
            case PG_QUERY__ALTER_TABLE_TYPE__AT_SetAccessMethod: self = .setAccessMethod
            case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrig, PG_QUERY__ALTER_TABLE_TYPE__AT_EnableAlwaysTrig,
                PG_QUERY__ALTER_TABLE_TYPE__AT_EnableReplicaTrig:
                self = .triggers(enabled: true, name: name)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrigAll, PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrigUser:
                self = .triggers(enabled: true, name: nil)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrig: self = .triggers(enabled: false, name: name)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigAll, PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigUser:
                self = .triggers(enabled: false, name: nil)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableRule: self = .rules(enabled: false)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableRule: self = .rules(enabled: true)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_AttachPartition, PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartition,
                PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartitionFinalize:
                self = TableCommand(partition: command)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_AddIdentity: self = .addIdentity(name)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_SetIdentity: self = .alterIdentity(name)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_DropIdentity: self = .dropIdentity(name)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_DropExpression: self = .dropExpression(name)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_AddInherit: self = (command.def?.name).map { .inherit($0) } ?? .other
            case PG_QUERY__ALTER_TABLE_TYPE__AT_ReplicaIdentity: self = .replicaIdentity
            case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableRowSecurity, PG_QUERY__ALTER_TABLE_TYPE__AT_ForceRowSecurity:
                self = .rowSecurity(enabled: true)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableRowSecurity, PG_QUERY__ALTER_TABLE_TYPE__AT_NoForceRowSecurity:
                self = .rowSecurity(enabled: false)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_SetStatistics, PG_QUERY__ALTER_TABLE_TYPE__AT_SetOptions,
                PG_QUERY__ALTER_TABLE_TYPE__AT_ResetOptions, PG_QUERY__ALTER_TABLE_TYPE__AT_SetRelOptions,
                PG_QUERY__ALTER_TABLE_TYPE__AT_ResetRelOptions, PG_QUERY__ALTER_TABLE_TYPE__AT_ClusterOn,
                PG_QUERY__ALTER_TABLE_TYPE__AT_DropCluster:
                self = .harmless
            default: self = .other
            }
        }

        private init(partition command: PgQuery__AlterTableCmd) {
            guard let node = command.def, node.pointee.node_case == PG_QUERY__NODE__NODE_PARTITION_CMD,
                let partition = node.pointee.partition_cmd, let name = objectName(partition.pointee.name)
            else {
                self = .other
                return
            }
            switch command.subtype {
            case PG_QUERY__ALTER_TABLE_TYPE__AT_AttachPartition:
                // Of an index it has no bound.
                guard let bound = partition.pointee.bound else {
                    self = .harmless
                    return
                }
                self = .attachPartition(name, isDefault: bound.pointee.is_default != 0)
            case PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartition:
                self = .detachPartition(name, concurrently: partition.pointee.concurrent != 0)
            default: self = .detachPartition(name, concurrently: true)
            }
        }
    }

    extension Node {
        var columnDefinition: UnsafeMutablePointer<PgQuery__ColumnDef>? {
            pointee.node_case == PG_QUERY__NODE__NODE_COLUMN_DEF ? pointee.column_def : nil
        }
        var constraint: UnsafeMutablePointer<PgQuery__Constraint>? {
            pointee.node_case == PG_QUERY__NODE__NODE_CONSTRAINT ? pointee.constraint : nil
        }
    }
#endif
