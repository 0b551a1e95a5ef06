/// Cuts a whole script into its statements.
/// - Parameters:
///   - script: In UTF-8, with or without a byte order mark.
///   - placeholders: `nil` where placeholders are not replaced.
/// - Throws: ``ScriptError`` when something in it is left open, a placeholder has no value, or a command of psql stands
///   where a statement should begin. Nothing of the script is returned then, so that nothing of it is run.
public func splitScript(
    _ script: [UInt8], options: ScriptOptions, placeholders: PlaceholderTable? = nil
) throws(ScriptError) -> [ScriptStatement] {
    var scanner = ScriptScanner(script, options: options, placeholders: placeholders)
    var statements: [ScriptStatement] = []
    while let statement = try scanner.nextStatement() { statements.append(statement) }
    return statements
}
