package import SwiftwayCore
package import SwiftwayDatabase
import SwiftwayGrammar

/// What the linter has to know beside the files.
package struct LintOptions: Sendable {
    package var kind: DatabaseKind
    /// The major version of PostgreSQL that the files are written for.
    package var serverVersion: Int
    package var rules: [String: RuleSetting] = [:]
    /// The gravest that a finding may be.
    package var gravest = Finding.Severity.error
    /// Whether all transactional migrations of a run share one transaction.
    package var group = false
    package var mixed = false
    /// Whether nobody limits how long a statement waits for a lock.
    package var waitsForLocksWithoutEnd = false
    package var defaultSchema: String?
    /// The absolute paths of the files that were deployed nowhere yet and will be together: a table that one of them
    /// creates is new to the others. A table is new to the file that creates it in any case.
    package var newPaths: Set<String> = []
    /// Whether statements that cannot be read and mixed files are reported: not where somebody else does it.
    package var reportsFileRules = true

    /// The oldest version of PostgreSQL that is supported, which rules assume where no setting says more.
    package static let oldestPostgreSQL = 14

    package init(kind: DatabaseKind, serverVersion: Int? = nil) {
        self.kind = kind
        self.serverVersion = serverVersion ?? Self.oldestPostgreSQL
    }

    /// Whether this build can lint files of a database: for PostgreSQL it takes the grammar.
    package static func canLint(_ kind: DatabaseKind) -> Bool {
        kind == .sqlite || PostgreSQLGrammar.version != nil
    }
}
