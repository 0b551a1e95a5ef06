import SwiftwayCore
import SwiftwayEngine
import SwiftwayGrammar
import SwiftwayScript

/// Asks PostgreSQL's own grammar about a script that has been cut into statements.
struct GrammarCheck {
    /// The major version that the script is written for; `nil` where nobody said.
    let serverVersion: Int?

    func check(_ statements: [ScriptStatement], _ findings: inout FileFindings) {
        // Nearly all scripts are right as a whole; only a wrong one is asked about statement by statement.
        if PostgreSQLGrammar.problem(in: statements.map(\.sql).joined(separator: ";\n")) != nil {
            for statement in statements {
                add(PostgreSQLGrammar.problem(in: statement.sql), in: statement, &findings)
            }
        }
        for statement in statements where statement.holdsPLpgSQL {
            add(PostgreSQLGrammar.procedureProblem(in: statement.sql), in: statement, &findings)
        }
    }

    private func add(
        _ problem: PostgreSQLGrammar.Problem?, in statement: ScriptStatement, _ findings: inout FileFindings
    ) {
        guard let problem else { return }
        let place = problem.position.map { statement.location(ofCharacter: $0) } ?? statement.location
        let grammar = PostgreSQLGrammar.version.flatMap { Int($0) } ?? 0
        // What a newer server has learned, this grammar does not know.
        let isNewer = (serverVersion ?? 0) > grammar
        findings.add(
            .syntax, severity: isNewer ? .warning : nil, at: place, problem.message,
            remedy: isNewer
                ? "This is the grammar of PostgreSQL \(grammar); PostgreSQL \(serverVersion ?? 0) may know it."
                : "This is the grammar of PostgreSQL \(grammar). "
                    + "For a newer server set -serverVersion, and this becomes a warning.")
    }
}
