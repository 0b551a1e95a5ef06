/// The moments at which callbacks run; the raw value is what their file names begin with.
public enum CallbackEvent: String, Sendable, CaseIterable {
    /// Before anything is run, when the history table is there.
    case beforeMigrate
    /// Before each migration, in its transaction.
    case beforeEachMigrate
    /// Before each statement of a migration.
    case beforeEachMigrateStatement
    /// After each statement of a migration.
    case afterEachMigrateStatement
    /// After a statement that has failed.
    case afterEachMigrateStatementError
    /// After each migration, in its transaction.
    case afterEachMigrate
    /// After a migration that has failed.
    case afterEachMigrateError
    /// Before the first repeatable migration of a run.
    case beforeRepeatables
    /// After the versioned migrations of a run, before the repeatable ones.
    case afterVersioned
    /// After a run that has applied something.
    case afterMigrateApplied
    /// After every run that has ended well.
    case afterMigrate
    /// After a run that has failed.
    case afterMigrateError
    /// Around Flyway's `undo`, which does not exist here: never run.
    case beforeUndo
    /// Of `undo`: never run.
    case beforeEachUndo
    /// Of `undo`: never run.
    case beforeEachUndoStatement
    /// Of `undo`: never run.
    case afterEachUndoStatement
    /// Of `undo`: never run.
    case afterEachUndoStatementError
    /// Of `undo`: never run.
    case afterEachUndo
    /// Of `undo`: never run.
    case afterEachUndoError
    /// Of `undo`: never run.
    case afterUndo
    /// Of `undo`: never run.
    case afterUndoError
    /// Before files and history are compared, also by `migrate`.
    case beforeValidate
    /// After a comparison that has found nothing.
    case afterValidate
    /// After a comparison that has found something, or was not possible.
    case afterValidateError
    /// Before `baseline`.
    case beforeBaseline
    /// After `baseline`.
    case afterBaseline
    /// After a `baseline` that has failed.
    case afterBaselineError
    /// Before `repair`.
    case beforeRepair
    /// After `repair`.
    case afterRepair
    /// After a `repair` that has failed.
    case afterRepairError
    /// Before `info`, and so before a start that only verifies.
    case beforeInfo
    /// After `info`.
    case afterInfo
    /// After an `info` that has failed.
    case afterInfoError
    /// Before `clean`.
    case beforeClean
    /// After `clean`.
    case afterClean
    /// After a `clean` that has failed.
    case afterCleanError
    /// Before the work on a connection begins; for programs only.
    case beforeConnect
    /// When the connection is open, after `initSql`.
    case afterConnect
    /// The older name of ``beforeCreateSchema``.
    case createSchema
    /// Before schemas are looked for that have to be created.
    case beforeCreateSchema
    /// When `migrate` has ended well, behind all other callbacks of it.
    case afterMigrateOperationFinish
    /// When `info` has ended well, behind all other callbacks of it.
    case afterInfoOperationFinish
    /// Of Flyway's `deploy`, which does not exist here: never run.
    case beforeDeploy
    /// Of `deploy`: never run.
    case afterDeploy
}
