/// A place in a script as its author wrote it: before placeholders are replaced, after a byte order mark.
public struct ScriptLocation: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// From 1. A line ends with a line feed, whether a carriage return stands before it or not.
    public var line: Int
    /// From 1, counted in Unicode scalars, as PostgreSQL counts its error positions.
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static let start = ScriptLocation(line: 1, column: 1)

    public static func < (one: ScriptLocation, other: ScriptLocation) -> Bool {
        (one.line, one.column) < (other.line, other.column)
    }

    /// `line 3 col 7`, the words of Flyway's messages.
    public var description: String { "line \(line) col \(column)" }
}
