/// What comes next in a script that is read in pieces.
public enum ScriptEvent: Sendable {
    case statement(ScriptStatement)
    /// Lines of data of the `COPY` that came last, line ends as written. The last piece may be empty.
    case copyData(ArraySlice<UInt8>, isLast: Bool)
}
