package import SwiftwayScript

/// The statements of one file, as `parse` shows them.
package struct ParseReport: Sendable {
    package var file: String
    package var result: Result<[ScriptStatement], MigrationError>

    package init(file: String, result: Result<[ScriptStatement], MigrationError>) {
        self.file = file
        self.result = result
    }

    /// A line a statement: place, kind, whether it needs to be outside a transaction, and how it begins.
    package var text: String {
        guard case .success(let statements) = result else { return "" }
        let places = statements.map { "\(file):\($0.location.line):\($0.location.column)" }
        let width = places.map(\.count).max() ?? 0
        let kindWidth = StatementKind.allCases.map(\.rawValue.count).max() ?? 0
        return zip(places, statements).map { place, statement in
            let kind = statement.kind.rawValue
            let note = statement.isTransactional ? "" : "[non-transactional] "
            let data = statement.copyData.map { " (and \($0.count) bytes of data)" } ?? ""
            return place + String(repeating: " ", count: width - place.count + 2) + kind
                + String(repeating: " ", count: kindWidth - kind.count + 2) + note + Self.beginning(of: statement)
                + data
        }.joined(separator: "\n")
    }

    /// What stands behind its leading comments, in one line of at most sixty characters.
    private static func beginning(of statement: ScriptStatement) -> String {
        let sql = statement.sql
        let start = statement.leadingWords(atMost: 1, dialect: .postgreSQL).first?.position ?? 1
        let text = sql.unicodeScalars.dropFirst(start - 1)
        let words = text.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
        return words.count > 60 ? words.prefix(59) + "…" : words
    }

    package var json: JSONValue {
        switch result {
        case .success(let statements):
            .object([("file", .string(file)), ("statements", .array(statements.map(Self.json)))])
        case .failure(let error):
            .object([
                ("file", .string(file)), ("statements", .array([])),
                ("error", .object([("message", .string(error.message)), ("advice", .optional(error.advice))])),
            ])
        }
    }

    package static func json(_ statement: ScriptStatement) -> JSONValue {
        .object([
            ("line", .integer(statement.location.line)), ("column", .integer(statement.location.column)),
            ("endLine", .integer(statement.endLine)), ("kind", .string(statement.kind.rawValue)),
            ("transactional", .bool(statement.isTransactional)), ("sql", .string(statement.sql)),
        ])
    }
}
