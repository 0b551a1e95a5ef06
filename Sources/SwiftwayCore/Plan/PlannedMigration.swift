/// A pending migration, and what is known of its work before anything of it is run.
package struct PlannedMigration: Sendable {
    package enum Work: Sendable {
        /// Only its row is written (`skipExecutingMigrations`).
        case recorded
        case script(ScriptPlan)
        case program
        case code(isTransactional: Bool)
        /// What is wrong with its file. It is told when its turn comes: those in front of it are applied, as with Flyway.
        case unreadable(MigrationError)
    }

    package var migration: ResolvedMigration
    package var work: Work

    package init(_ migration: ResolvedMigration, _ work: Work) {
        self.migration = migration
        self.work = work
    }

    /// `nil` for what has no statements to be looked at before it runs.
    package var script: ScriptPlan? {
        if case .script(let plan) = work { plan } else { nil }
    }

    /// Programs count as transactional: they have nothing to do with the connection.
    package var isTransactional: Bool {
        switch work {
        case .script(let plan): plan.isTransactional
        case .code(let isTransactional): isTransactional
        case .recorded, .program, .unreadable: true
        }
    }

    /// Whether nothing stays of it when its transaction is rolled back.
    package var canBeRolledBack: Bool {
        switch work {
        case .recorded, .unreadable: true
        case .script(let plan): plan.traits.canBeRolledBack
        case .code(let isTransactional): isTransactional
        case .program: false
        }
    }

    /// Whether there is nothing of it that could be looked at before it runs.
    package var isOpaque: Bool { migration.language != .sql }

    package var suspendsForeignKeys: Bool { script?.mode == .transactionWithoutForeignKeys }

    /// Whether it may be sent before the one in front of it is done.
    var fitsPipeline: Bool {
        switch work {
        case .recorded: !isOpaque
        case .script(let plan): plan.mode == .transaction && plan.traits.canBePipelined
        case .program, .code, .unreadable: false
        }
    }

    /// Whether it may stand in a savepoint, in one transaction with others.
    var fitsSavepoint: Bool {
        switch work {
        case .recorded: !isOpaque
        case .script(let plan): plan.mode == .transaction && plan.traits.fitsSavepoint
        case .program, .code, .unreadable: false
        }
    }
}
