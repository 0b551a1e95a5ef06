package import SwiftwayDatabase
package import SwiftwayScript

/// How one script will be run. Made from its statements one after the other, so that a script need not be in memory.
package struct ScriptPlan: Sendable, Equatable {
    package enum Mode: Sendable, Equatable {
        /// In one transaction, together with its history row.
        case transaction
        /// The same, with the enforcement of foreign keys switched off before it begins and checked before it
        /// commits: SQLite ignores the pragma inside a transaction.
        case transactionWithoutForeignKeys
        /// One statement after the other, each for itself.
        case statementByStatement
    }

    /// Statements that are not sent, because running the script in our transaction takes their place.
    private enum Omission: Sendable, Equatable {
        case nothing
        case foreignKeysPragmas
        case ownBeginAndCommit
        case ownCommit
    }

    package let mode: Mode
    private let omission: Omission
    /// How many statements the script has.
    package let count: Int
    /// What all of its statements have in common.
    package let traits: Traits

    /// What holds for every statement of a script.
    package struct Traits: Sendable, Equatable {
        /// Nothing stays of it when its transaction is rolled back: it may be tried again.
        package var canBeRolledBack = true
        /// It can be sent without waiting for answers.
        package var canBePipelined = true
        /// It may stand in a savepoint beside other migrations.
        package var fitsSavepoint = true
        /// It says nothing that would change its session for good. What a function of it does shows only afterwards.
        package var leavesSession = true

        package init() {}

        mutating func add(_ statement: ScriptStatement) {
            canBeRolledBack = canBeRolledBack && statement.canBeRolledBack
            canBePipelined = canBePipelined && statement.canBePipelined
            fitsSavepoint = fitsSavepoint && statement.fitsSavepoint
            leavesSession = leavesSession && statement.leavesSession
        }
    }

    package var isTransactional: Bool { mode != .statementByStatement }

    /// Whether a statement is to be sent.
    /// - Parameter index: Its place among all statements of the script, from 0.
    package func includes(_ statement: ScriptStatement, at index: Int) -> Bool {
        switch omission {
        case .nothing: true
        case .foreignKeysPragmas: !statement.setsForeignKeys
        case .ownBeginAndCommit: index > 0 && index < count - 1
        case .ownCommit: index < count - 1
        }
    }

    /// The plan of a script that is in memory.
    /// - Parameters:
    ///   - override: `executeInTransaction` of the script or of the run, where one of them says so.
    ///   - enforcesForeignKeys: Whether the connection enforces foreign keys now.
    /// - Throws: ``MixedTransactionality`` where some statements need a transaction's absence and others do not.
    package init(
        _ statements: some Sequence<ScriptStatement>, kind: DatabaseKind, mixed: Bool, override: Bool?,
        enforcesForeignKeys: Bool
    ) throws(MixedTransactionality) {
        var analysis = Analysis(mixed: mixed)
        for statement in statements { analysis.add(statement) }
        self = try analysis.plan(kind: kind, override: override, enforcesForeignKeys: enforcesForeignKeys)
    }

    private init(
        _ mode: Mode, _ omission: Omission = .nothing, count: Int, _ traits: Traits = Traits()
    ) {
        self.mode = mode
        self.omission = omission
        self.count = count
        self.traits = traits
    }

    /// What must be known of all statements before the first one is run.
    package struct Analysis: Sendable {
        private let mixed: Bool
        private var transactionality: TransactionalityAnalysis
        private var count = 0
        private var traits = Traits()
        /// Without the first statement and the last.
        private var innerTraits = Traits()
        private var begins = false
        private var beginsWithBegin = false
        /// Whether everything between the first statement and the last may stand in our transaction.
        private var innerIsPlain = true
        private var last: ScriptStatement?
        private var pragmas = 0
        private var othersAreTransactional = true
        /// The tables that were dropped so far, in small letters.
        private var dropped: Set<String> = []
        /// Whether a table takes the place of one that was dropped before.
        private var rebuildsTable = false

        package init(mixed: Bool) {
            self.mixed = mixed
            transactionality = TransactionalityAnalysis(mixed: mixed)
        }

        package mutating func add(_ statement: ScriptStatement) {
            if count == 0 { beginsWithBegin = statement.transactionControl == .begin }
            if let last {
                if count > 1 {
                    innerIsPlain = innerIsPlain && last.isPlain
                    innerTraits.add(last)
                }
            }
            begins = begins || statement.transactionControl == .begin
            if statement.setsForeignKeys {
                pragmas += 1
            } else {
                othersAreTransactional = othersAreTransactional && statement.isTransactional
            }
            switch statement.action {
            case .dropsTable(let table?): dropped.insert(table.name.lowercased())
            case .renamesTable:
                if let name = statement.newTableName?.lowercased(), dropped.contains(name) { rebuildsTable = true }
            default: break
            }
            transactionality.add(statement)
            traits.add(statement)
            last = statement
            count += 1
        }

        /// Whether the first statement and the last are the script's own `BEGIN` and `COMMIT`, and nothing between them
        /// minds ours: run in our transaction, the script is recorded together with it.
        private var isOneTransaction: Bool {
            count >= 2 && beginsWithBegin && innerIsPlain && last?.transactionControl == .commit(chained: false)
        }

        package func plan(
            kind: DatabaseKind, override: Bool?, enforcesForeignKeys: Bool
        ) throws(MixedTransactionality) -> ScriptPlan {
            func plan(_ mode: Mode) -> ScriptPlan { ScriptPlan(mode, count: count, traits) }

            if let override { return plan(override ? .transaction : .statementByStatement) }
            if isOneTransaction {
                // PostgreSQL takes a BEGIN inside a transaction, with a warning that people know from Flyway; what is
                // left out there is the COMMIT that would part the script from its history row.
                let omission: Omission = kind == .sqlite ? .ownBeginAndCommit : .ownCommit
                // A BEGIN that is sent is no obstacle, but its warning belongs between the right lines.
                var innerTraits = innerTraits
                innerTraits.canBePipelined = false
                return ScriptPlan(.transaction, omission, count: count, innerTraits)
            }
            if kind == .sqlite {
                if begins { return plan(.statementByStatement) }
                if enforcesForeignKeys, !mixed, pragmas > 0, count > pragmas, othersAreTransactional {
                    return ScriptPlan(
                        .transactionWithoutForeignKeys, .foreignKeysPragmas, count: count, traits)
                }
            }
            let isTransactional = try transactionality.executesInTransaction()
            // Dropping the old table would delete the rows that refer to it, which belong to the new one.
            if isTransactional, rebuildsTable, kind == .sqlite, enforcesForeignKeys {
                return plan(.transactionWithoutForeignKeys)
            }
            return plan(isTransactional ? .transaction : .statementByStatement)
        }
    }
}

extension ScriptStatement {
    fileprivate var transactionControl: TransactionControl? {
        if case .transaction(let control) = action { control } else { nil }
    }

    /// Whether it may stand inside a transaction and leaves it open.
    fileprivate var isPlain: Bool {
        switch transactionControl {
        case nil: isTransactional
        case .savepoint, .releaseSavepoint, .rollbackToSavepoint: true
        default: false
        }
    }

    /// `PRAGMA foreign_keys = …`, whatever schema stands before it.
    fileprivate var setsForeignKeys: Bool {
        if case .foreignKeysPragma(_, .some) = action { true } else { false }
    }
}
