package import SwiftwayDatabase
package import SwiftwayScript

/// How one script will be run.
package struct ScriptPlan: Sendable {
    package enum Mode: Sendable, Equatable {
        /// In one transaction, together with its history row.
        case transaction
        /// The same, with the enforcement of foreign keys switched off before it begins and checked before it
        /// commits: SQLite ignores the pragma inside a transaction.
        case transactionWithoutForeignKeys
        /// One statement after the other, each for itself.
        case statementByStatement
    }

    package var mode: Mode
    package var statements: [ScriptStatement]

    package var isTransactional: Bool { mode != .statementByStatement }

    /// - Parameters:
    ///   - override: `executeInTransaction` of the script or of the run, where one of them says so.
    ///   - enforcesForeignKeys: Whether the connection enforces foreign keys now.
    /// - Throws: ``MixedTransactionality`` where some statements need a transaction's absence and others do not.
    package init(
        _ statements: [ScriptStatement], kind: DatabaseKind, mixed: Bool, override: Bool?, enforcesForeignKeys: Bool
    ) throws(MixedTransactionality) {
        self.statements = statements
        if let override {
            mode = override ? .transaction : .statementByStatement
            return
        }
        if let inner = Self.withoutOwnTransaction(statements) {
            mode = .transaction
            // PostgreSQL takes a BEGIN inside a transaction, with a warning that people know from Flyway; what is
            // left out there is the COMMIT that would part the script from its history row.
            self.statements = kind == .sqlite ? inner : [statements[0]] + inner
            return
        }
        if kind == .sqlite {
            if statements.contains(where: { $0.transactionControl == .begin }) {
                mode = .statementByStatement
                return
            }
            let others = statements.filter { !$0.setsForeignKeys }
            if enforcesForeignKeys, !mixed, !others.isEmpty, others.count < statements.count,
                others.allSatisfy(\.isTransactional)
            {
                mode = .transactionWithoutForeignKeys
                self.statements = others
                return
            }
        }
        mode = try executesInTransaction(statements, mixed: mixed) ? .transaction : .statementByStatement
    }

    /// Whether a statement that ends the transaction was run before `line` was reached; `nil` is the end.
    package func hasEndedTransaction(before line: Int?) -> Bool {
        statements.contains { statement in
            statement.transactionControl?.endsTransaction == true && line.map { statement.location.line < $0 } ?? true
        }
    }

    /// What stands between a script's own `BEGIN` and `COMMIT`, if these are its first and last statements: run in
    /// our transaction, it is recorded together with it. `nil` for any other script.
    private static func withoutOwnTransaction(_ statements: [ScriptStatement]) -> [ScriptStatement]? {
        guard statements.count >= 2, statements[0].transactionControl == .begin,
            statements[statements.count - 1].transactionControl == .commit(chained: false)
        else { return nil }
        let inner = Array(statements.dropFirst().dropLast())
        let isPlain = inner.allSatisfy { statement in
            switch statement.transactionControl {
            case nil: statement.isTransactional
            case .savepoint, .releaseSavepoint, .rollbackToSavepoint: true
            default: false
            }
        }
        return isPlain ? inner : nil
    }
}

extension ScriptStatement {
    fileprivate var transactionControl: TransactionControl? {
        if case .transaction(let control) = action { control } else { nil }
    }

    /// `PRAGMA foreign_keys = …`, whatever schema stands before it.
    fileprivate var setsForeignKeys: Bool {
        if case .foreignKeysPragma(_, .some) = action { true } else { false }
    }
}
