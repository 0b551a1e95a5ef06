/// One statement of a script.
public struct ScriptStatement: Sendable, Equatable {
    /// The text to send: comments before and inside included, without the `;` that ended it and without blanks
    /// on either side. Bytes that are no UTF-8 are replaced by U+FFFD.
    public let sql: String
    /// Where the first token stands that is no comment.
    public let location: ScriptLocation
    /// The line on which the statement ends: the line of its `;`, of its last character where the script ends
    /// without one, or of the `\.` that closes its `COPY` data if ``copyData`` holds that.
    public internal(set) var endLine: Int
    /// Where ``sql`` stands in the text that was cut, that is after placeholders were replaced.
    public let byteRange: Range<Int>
    public let kind: StatementKind
    public let action: StatementAction
    /// Where all it does is to make a setting: for how long. Such a statement runs as well inside a transaction as outside,
    /// and goes with statements of either kind.
    public let setting: SettingScope?
    /// Whether it can run inside a transaction, on a server of the version given.
    public let isTransactional: Bool
    /// Whether Flyway thinks so. `true` wherever ``isTransactional`` is, and also for statements that Flyway
    /// does not recognise; ``TransactionalityAnalysis`` needs both.
    public let isTransactionalForFlyway: Bool
    /// Whether Flyway would collect it into a batch: it begins with `INSERT`, `UPDATE`, `DELETE`, `UPSERT` or `MERGE`.
    public let isBatchable: Bool
    /// Whether `COPY` data follows it.
    public let readsCopyData: Bool
    /// The data of `COPY … FROM STDIN`, its line ends as written, without the closing `\.`. `nil` for every other
    /// statement, and where the data is delivered in pieces.
    public internal(set) var copyData: ArraySlice<UInt8>?
    /// What stands behind the `;` of a `COPY … FROM STDIN` on the same line, if it is neither blank nor comment.
    /// Flyway skips it, and so do we; somebody may want to be told.
    public let skippedText: String?

    /// Where ``sql`` begins, leading comments included. Flyway's messages name this place.
    public let textLocation: ScriptLocation
    /// The placeholders that were replaced in ``sql``, counted from its beginning.
    let placeholders: [PlaceholderSpan]

    /// The place in the script of a character of ``sql``, counted from 1 in Unicode scalars as databases report
    /// it. A character that came from a placeholder stands where the placeholder stands. A position outside of
    /// the text is moved to its nearest end.
    public func location(ofCharacter position: Int) -> ScriptLocation {
        var text = sql
        return text.withUTF8 { bytes in
            let offset = offsetOfScalar(position - 1, in: bytes)
            var cursor = LocationCursor(location: textLocation, spans: placeholders)
            cursor.advance(to: offset, in: bytes, startingAt: 0)
            return cursor.location
        }
    }
}
