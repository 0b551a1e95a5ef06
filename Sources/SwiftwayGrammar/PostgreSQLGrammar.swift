#if Grammar
    import CPgQuery
#endif

/// PostgreSQL's own grammar, as far as this build has it: the server's parser as a library (libpg_query), behind the
/// package trait `Grammar`. May be used on several threads at once.
public enum PostgreSQLGrammar {
    /// What the parser does not understand.
    public struct Problem: Error, Sendable, Equatable {
        /// In the server's words: `syntax error at or near "tabel"`.
        public var message: String
        /// From 1, in characters of the text given; `nil` where the parser points at nothing.
        public var position: Int?
    }

    /// Of which major version of PostgreSQL; `nil` where this build has no grammar.
    public static var version: String? {
        #if Grammar
            PG_MAJORVERSION
        #else
            nil
        #endif
    }

    /// The first mistake in a script; `nil` where there is none, and where this build has no grammar.
    public static func problem(in script: String) -> Problem? {
        do {
            _ = try statements(in: script)
            return nil
        } catch {
            return error
        }
    }

    /// The first mistake in the bodies in PL/pgSQL of a statement whose own syntax is right: the commands of the
    /// language, the statements and the expressions in them.
    public static func procedureProblem(in statement: String) -> Problem? {
        #if Grammar
            let result = pg_query_parse_plpgsql(statement)
            defer { pg_query_free_plpgsql_parse_result(result) }
            guard let error = result.error?.pointee else { return nil }
            let message = error.message.map { String(cString: $0) } ?? "syntax error"
            let context = error.context.map { String(cString: $0) }
            let mistake = ProcedureMistake(message, context, in: statement)
            return mistake.needsNoCatalog ? Problem(message: message, position: mistake.position) : nil
        #else
            return nil
        #endif
    }

    /// The byte ranges of the statements in a script, from the first byte behind the `;` before each to its own `;`,
    /// blanks on both sides left out. An empty list where this build has no grammar.
    /// - Throws: ``Problem`` for the first mistake.
    public static func statements(in script: String) throws(Problem) -> [Range<Int>] {
        #if Grammar
            let result = pg_query_split_with_parser(script)
            defer { pg_query_free_split_result(result) }
            if let error = result.error?.pointee {
                throw Problem(error)
            }
            return (0..<Int(result.n_stmts)).compactMap { index in
                result.stmts[index].map { statement in
                    let start = Int(statement.pointee.stmt_location)
                    let length = Int(statement.pointee.stmt_len)
                    return start..<start + length
                }
            }
        #else
            return []
        #endif
    }
}
