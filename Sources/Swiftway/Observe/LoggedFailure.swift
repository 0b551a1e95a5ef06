import SwiftwayCore
import SwiftwayText

/// Of an error what may stand in a log or a trace: neither statements nor values.
struct LoggedFailure: Error, CustomStringConvertible {
    var code: MigrationError.Code
    /// One line.
    var reason: String
    /// The path of the script, as it is reached from the location.
    var file: String?
    /// In the file, from 1: where the database points at, or where the statement begins.
    var line: Int?
    var column: Int?
    var sqlState: String?

    init(_ error: MigrationError) {
        code = error.code
        reason = error.databaseError?.message ?? Self.withoutScript(error.message)
        sqlState = error.databaseError?.sqlState
        guard let failure = error.failure, !failure.script.isEmpty else { return }
        file = failure.displayPath
        line = failure.errorLine ?? failure.line
        column = failure.errorLine == nil ? failure.column : failure.errorColumn
    }

    var description: String { "\(code.name): \(reason)" }

    /// Behind the link to the documentation some messages quote the script.
    private static func withoutScript(_ message: String) -> String {
        let line = message.prefix { !$0.isNewline }
        return String(line[..<(line.firstRange(ofText: " See https://")?.lowerBound ?? line.endIndex)])
    }
}
