import SwiftwayCore
import SwiftwayGrammar
import SwiftwayScript

/// Asks PostgreSQL's own grammar about a script that has been cut into statements.
struct GrammarCheck {
    let file: ScannedFile
    /// The major version that the script is written for; `nil` where nobody said.
    let serverVersion: Int?

    func check(_ result: inout FileCheck.Result) {
        // Nearly all scripts are right as a whole; only a wrong one is asked about statement by statement.
        let whole = result.statements.map(\.sql).joined(separator: ";\n")
        if PostgreSQLGrammar.problem(in: whole) != nil {
            for statement in result.statements {
                guard let problem = PostgreSQLGrammar.problem(in: statement.sql) else { continue }
                let place = problem.position.map { statement.location(ofCharacter: $0) } ?? statement.location
                add(problem, at: place, &result)
            }
        }
        for statement in result.statements where statement.holdsPLpgSQL {
            guard let problem = PostgreSQLGrammar.procedureProblem(in: statement.sql) else { continue }
            let place = problem.position.map { statement.location(ofCharacter: $0) } ?? statement.location
            add(problem, at: place, &result)
        }
    }

    private func add(_ problem: PostgreSQLGrammar.Problem, at place: ScriptLocation, _ result: inout FileCheck.Result) {
        let grammar = PostgreSQLGrammar.version.flatMap { Int($0) } ?? 0
        // What a newer server has learned, this grammar does not know.
        let isNewer = (serverVersion ?? 0) > grammar
        result.add(
            .syntax, file, severity: isNewer ? .warning : nil, at: place, problem.message,
            remedy: isNewer
                ? "This is the grammar of PostgreSQL \(grammar); PostgreSQL \(serverVersion ?? 0) may know it."
                : "This is the grammar of PostgreSQL \(grammar). "
                    + "For a newer server set -serverVersion, and this becomes a warning.")
    }
}
