import SwiftwayCore

/// A migration whose turn has come.
struct PreparedMigration {
    var planned: PlannedMigration
    /// In ``ExecutionPlan/migrations``.
    var place: Int
    var label: MigrationLabel
    /// `nil` where it is only recorded (`skipExecutingMigrations`).
    var script: ScriptRunner.Prepared?
    var isLast: Bool

    var migration: ResolvedMigration { planned.migration }
    /// Among the migrations of this run, from 1.
    var number: Int { place + 1 }

    /// The code of its failure.
    var failureCode: MigrationError.Code {
        switch migration.kind {
        case .versioned: .failedVersionedMigration
        case .baseline: .failedBaselineMigration
        case .repeatable: .failedRepeatableMigration
        }
    }
}
