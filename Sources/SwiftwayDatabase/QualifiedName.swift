/// A table and the schema it lives in.
public struct QualifiedName: Sendable, Hashable, CustomStringConvertible {
    /// `public`; on SQLite `main`.
    public var schema: String
    /// Without schema and quotes: `flyway_schema_history`.
    public var name: String

    package init(schema: String, name: String) {
        self.schema = schema
        self.name = name
    }

    /// `"schema"."name"`, as it is written in SQL, shown to people and hashed for the migration lock.
    public var description: String { "\(quoted(identifier: schema)).\(quoted(identifier: name))" }
}

/// `name` between double quotes, inner quotes doubled: the only place where an identifier is quoted.
package func quoted(identifier name: String) -> String {
    quoted(name, with: "\"")
}

/// `text` between single quotes, inner quotes doubled. Backslashes are left alone: both databases read them
/// literally (PostgreSQL with `standard_conforming_strings`, its default since 9.1).
package func quoted(literal text: String) -> String {
    quoted(text, with: "'")
}

/// By scalars: a quote with a combining mark behind it is one character, and still a quote for the database.
private func quoted(_ text: String, with quote: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    result.append(quote)
    for scalar in text.unicodeScalars {
        if scalar == quote { result.append(quote) }
        result.append(scalar)
    }
    result.append(quote)
    return String(result)
}
