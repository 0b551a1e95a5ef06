/// The moments at which callbacks run; the raw value is the prefix of their file names.
public enum CallbackEvent: String, Sendable, CaseIterable {
    case beforeMigrate, beforeEachMigrate, beforeEachMigrateStatement
    case afterEachMigrateStatement, afterEachMigrateStatementError
    case afterEachMigrate, afterEachMigrateError
    case beforeRepeatables, afterVersioned
    case afterMigrateApplied, afterMigrate, afterMigrateError
    case beforeUndo, beforeEachUndo, beforeEachUndoStatement
    case afterEachUndoStatement, afterEachUndoStatementError
    case afterEachUndo, afterEachUndoError, afterUndo, afterUndoError
    case beforeValidate, afterValidate, afterValidateError
    case beforeBaseline, afterBaseline, afterBaselineError
    case beforeRepair, afterRepair, afterRepairError
    case beforeInfo, afterInfo, afterInfoError
    case beforeClean, afterClean, afterCleanError
    case beforeConnect, afterConnect
    case createSchema, beforeCreateSchema
    case afterMigrateOperationFinish, afterInfoOperationFinish
    case beforeDeploy, afterDeploy
}
