/// Why a script cannot be cut into statements.
public struct ScriptError: Error, Sendable, Hashable {
    public enum Problem: Sendable, Hashable {
        /// Something was opened and never closed.
        case unterminated(Construct)
        /// A command of psql or sqlite3, by its name without the backslash or the dot.
        case metaCommand(String)
        case placeholder(PlaceholderProblem)
        /// A comment that ends with a carriage return alone, which SQLite reads as a part of it: what follows in the next
        /// line would never be run.
        case carriageReturn
    }

    /// What can be left open.
    public enum Construct: Sendable, Hashable {
        case string
        case quotedIdentifier
        case comment
        /// With its delimiter, `$body$`.
        case dollarQuote(String)
        case parenthesis
        /// `BEGIN ATOMIC`.
        case atomicBlock
        case trigger
        case copyData
    }

    public let problem: Problem
    /// Where the statement starts, its leading comments included: what Flyway names in
    /// `Unable to parse statement in <script> at line L col C`. A placeholder without value is reported at the
    /// start of the script, because placeholders are replaced before anything is cut.
    public let statementStart: ScriptLocation
    /// Where the trouble is: where the construct was opened, where the command or the placeholder stands.
    public let location: ScriptLocation
    /// Begins with Flyway's words where Flyway has some; a second line says what was opened where.
    public let message: String
}

extension ScriptError {
    /// - Parameter text: The statement from its start to the end of the script or to where it was given up.
    init(
        unterminated construct: Construct, openedAt location: ScriptLocation, statementStart: ScriptLocation,
        text: String
    ) {
        problem = .unterminated(construct)
        self.statementStart = statementStart
        self.location = location
        message = """
            Incomplete statement at \(statementStart): \(text)
            \(construct.explanation(openedAt: location))
            """
    }

    init(
        metaCommand name: String, of dialect: ScriptDialect, at location: ScriptLocation,
        statementStart: ScriptLocation
    ) {
        problem = .metaCommand(name)
        self.statementStart = statementStart
        self.location = location
        guard dialect == .postgreSQL else {
            message = """
                sqlite3 dot-command .\(name) at \(location) cannot be run: it is a command of the program sqlite3, not SQL.
                """
            return
        }
        message = """
            psql meta-command \\\(name) at \(location) cannot be run: it is a command of the program psql, not SQL. \
            Only \\restrict and \\unrestrict are ignored, between statements.
            """
    }

    init(carriageReturnBefore location: ScriptLocation, statementStart: ScriptLocation) {
        problem = .carriageReturn
        self.statementStart = statementStart
        self.location = location
        message = """
            The comment before \(location) ends with a carriage return (CR) without a line feed (LF). SQLite ends a \
            comment at LF only, and would not run what stands behind it. Save the file with LF or CRLF line ends: its \
            checksum stays the same.
            """
    }

    init(_ error: PlaceholderError) {
        problem = .placeholder(error.problem)
        statementStart = .start
        location = error.location
        message = error.message
    }
}

extension ScriptError.Construct {
    fileprivate func explanation(openedAt location: ScriptLocation) -> String {
        switch self {
        case .string: "The string that starts at \(location) is never closed."
        case .quotedIdentifier: "The quoted identifier that starts at \(location) is never closed."
        case .comment: "The comment that starts at \(location) is never closed."
        case .dollarQuote(let delimiter): "The dollar quote \(delimiter) that starts at \(location) is never closed."
        case .parenthesis: "The parenthesis opened at \(location) is never closed."
        case .atomicBlock: "The block BEGIN ATOMIC opened at \(location) has no END."
        case .trigger: "The trigger that starts at \(location) has no closing END;"
        case .copyData: "The data of the COPY at \(location) has no end: a line with \\. alone is missing."
        }
    }
}
