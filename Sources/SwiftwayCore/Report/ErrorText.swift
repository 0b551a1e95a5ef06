package import SwiftwayDatabase
import SwiftwayText

extension MigrationError {
    /// An error of the database in a script, or in a statement of the engine's own (`script` and paths empty).
    package static func script(
        _ failure: ScriptFailure, _ error: DatabaseError, code: Code, environment: String = "default",
        prefix: String = "", advice: String? = nil
    ) -> MigrationError {
        var result = MigrationError(
            code: code,
            message: prefix + failure.block(error, environment: environment, showsStatement: false), failure: failure,
            databaseError: error, advice: error.adding(to: advice))
        result.prefix = prefix
        result.environment = environment
        return result
    }

    /// An error of the database outside a script: a title, and what the database said.
    package static func database(
        _ title: String, _ error: DatabaseError, advice: String? = nil
    ) -> MigrationError {
        MigrationError(
            code: .databaseConnection,
            message: "\(title)\n\(underline(title))\n\(databaseLines(error))", databaseError: error,
            advice: error.adding(to: advice))
    }

    /// The same as ``consoleText`` for reports, which nobody searches for Flyway's nested causes: everything once.
    package var reportText: String {
        var text = message.trimmingTrailingLineEnds()
        if let failure, let databaseError {
            text = (prefix + failure.block(databaseError, environment: environment, showsStatement: true))
                .trimmingTrailingLineEnds()
            if let line = failure.errorLine, let column = failure.errorColumn {
                text +=
                    "\n\n\(failure.displayPath.inOneLine):\(line):\(column): \(databaseError.message.indentingLines)"
            }
        } else if let databaseError, databaseError.fullMessage.contains("\n") {
            text += "\n\n" + databaseError.fullMessage
        }
        return advice.map { $0.isEmpty ? text : "\(text)\n\n\($0)" } ?? text
    }

    /// What a console shows: the message, the causes behind it, the place, and what to do next. It holds the statement
    /// that failed.
    public var consoleText: String {
        var parts = [message.trimmingTrailingLineEnds()]
        if let failure, let databaseError {
            let block = failure.block(databaseError, environment: environment, showsStatement: true)
            // Flyway prints the block once for each of its nested exceptions, and scripts read what stands there.
            parts = [prefix + block, "Caused by: " + block, "Caused by: " + databaseError.fullMessage]
        } else if let databaseError, databaseError.fullMessage.contains("\n") {
            parts.append("Caused by: " + databaseError.fullMessage)
        }
        if let failure, let line = failure.errorLine, let column = failure.errorColumn {
            parts.append(
                "\n\(failure.displayPath.inOneLine):\(line):\(column): \(databaseError?.message.indentingLines ?? "")")
        }
        if let advice, !advice.isEmpty { parts.append("\n\(advice)") }
        return parts.joined(separator: "\n")
    }
}

extension ScriptFailure {
    /// The block that shows an SQL error in a script: Flyway's labels and order. In JSON the statement stands in a
    /// field of its own, and the block says what Flyway's says.
    fileprivate func block(_ error: DatabaseError, environment: String, showsStatement: Bool) -> String {
        let place = environment == "default" ? "" : " against \(environment) environment"
        let title = "Failed to execute script \(script.inOneLine)\(place)"
        // JSON has the whole of it.
        let shown =
            showsStatement
            ? TextExcerpt(statement, around: error.position).text
            : "Run Swiftway with -X option to see the actual statement causing the problem"
        return """
            \(title)
            \(underline(title))
            \(databaseLines(error))
            Location   : \(displayPath.inOneLine) (\(absolutePath.inOneLine))
            Line       : \(line)
            Statement  : \(shown)

            """
    }
}

private func underline(_ title: String) -> String {
    String(repeating: "-", count: title.utf16.count)
}

/// SQL state, number and message, as every block shows them.
private func databaseLines(_ error: DatabaseError) -> String {
    """
    SQL State  : \(error.sqlState ?? "null")
    Error Code : \(error.code)
    Message    : \(error.fullMessage)
    """
}

extension DatabaseError {
    /// What SQLite does not say of itself.
    fileprivate func adding(to advice: String?) -> String? {
        guard codeName == "SQLITE_BUSY" else { return advice }
        return [advice, "Another process is using the file. lockRetryCount says for how many seconds to wait for it."]
            .compactMap { $0 }.joined(separator: "\n")
    }
}
