import SwiftwayScript

/// The statements of a script, by default for PostgreSQL 15.
func split(
    _ script: String, _ dialect: ScriptDialect = .postgreSQL, serverVersion: Int? = 150_018
) throws -> [ScriptStatement] {
    try splitScript(Array(script.utf8), options: ScriptOptions(dialect: dialect, serverVersion: serverVersion))
}

/// Their texts alone.
func texts(_ script: String, _ dialect: ScriptDialect = .postgreSQL) throws -> [String] {
    try split(script, dialect).map(\.sql)
}

/// The first statement: most tests have one.
func first(
    _ script: String, _ dialect: ScriptDialect = .postgreSQL, serverVersion: Int? = 150_018
) throws -> ScriptStatement {
    try split(script, dialect, serverVersion: serverVersion)[0]
}

/// What is wrong with a script; `nil` if nothing is.
func failure(_ script: String, _ dialect: ScriptDialect = .postgreSQL) -> ScriptError? {
    do throws(ScriptError) {
        _ = try splitScript(Array(script.utf8), options: ScriptOptions(dialect: dialect))
        return nil
    } catch {
        return error
    }
}

extension ScriptStatement {
    var data: String? {
        copyData.map { String(decoding: $0, as: UTF8.self) }
    }
}
