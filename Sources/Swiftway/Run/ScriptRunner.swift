import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// Reads, cuts and runs scripts on one connection.
struct ScriptRunner {
    let settings: Settings
    let connection: any DatabaseConnection
    let resolver: Resolver
    let placeholders: Placeholders
    let observe: (Event) -> Void

    /// A script, read, and cut into statements: nothing of it has been run.
    struct Prepared {
        enum Body {
            case statements(ScriptPlan)
            /// Its interpreter's command line, without the file.
            case program([String])
        }

        var file: ScannedFile
        var body: Body

        /// Programs count as transactional: they have nothing to do with the connection.
        var isTransactional: Bool {
            switch body {
            case .statements(let plan): plan.isTransactional
            case .program: true
            }
        }

        /// Whether it had ended the transaction it ran in before it reached `line`; `nil` is its end.
        func hasEndedTransaction(before line: Int?) -> Bool {
            if case .statements(let plan) = body { plan.hasEndedTransaction(before: line) } else { false }
        }

        var suspendsForeignKeys: Bool {
            if case .statements(let plan) = body { plan.mode == .transactionWithoutForeignKeys } else { false }
        }
    }

    /// - Throws: ``MigrationError`` where the script cannot be read, decoded or cut, or mixes statements that cannot
    ///   be run together.
    func prepare(
        _ file: ScannedFile, _ language: ScriptLanguage, _ configuration: ScriptConfiguration,
        expecting checksum: Int32? = nil
    ) throws(MigrationError) -> Prepared {
        if case .program(let command) = language { return Prepared(file: file, body: .program(command)) }
        let text = try resolver.text(of: file, configuration)
        if let checksum, Checksum(ofText: text).value != checksum {
            throw MigrationError(
                code: .error, message: "\(file.displayPath) was changed while swiftway was running.",
                advice: "It was not run. Run the command again.")
        }
        let statements: [ScriptStatement]
        do {
            statements = try splitScript(
                text, options: ScriptOptions(
                    dialect: ScriptDialect(connection.kind), serverVersion: connection.serverVersion),
                placeholders: placeholders.isOn(for: configuration) ? placeholders.table(for: file) : nil)
        } catch {
            throw MigrationError.parse(error, file)
        }
        let plan: ScriptPlan
        do {
            plan = try ScriptPlan(
                statements, kind: connection.kind, mixed: settings.scripts.mixed,
                override: configuration.executeInTransaction
                    ?? (settings.scripts.executeInTransaction ? nil : false),
                enforcesForeignKeys: connection.enforcesForeignKeys)
        } catch {
            throw MigrationError(
                code: .error, message: error.message,
                advice: "\(file.displayPath) was not run. Put the statement into a file of its own, or set "
                    + "mixed=true to run the whole file without a transaction.")
        }
        return Prepared(file: file, body: .statements(plan))
    }

    /// Runs a program, or the statements in order. Whoever calls has opened a transaction, or not.
    /// - Parameter around: Called before and after each statement, for callbacks.
    func run(
        _ script: Prepared, inTransaction: Bool, code: MigrationError.Code, prefix: String = "",
        around: (StatementMoment) throws(MigrationError) -> Void = { (_) throws(MigrationError) in }
    ) throws(MigrationError) {
        let plan: ScriptPlan
        switch script.body {
        case .program(let command): return try run(command, script.file, code: code, prefix: prefix)
        case .statements(let statements): plan = statements
        }
        var warned = false
        for statement in plan.statements {
            try around(.before)
            do {
                // A COMMIT in the script ended our transaction: what follows gets one of its own again.
                if inTransaction, !connection.isInTransaction {
                    if !warned { observe(.endedTransaction(script: script.file.fileName)) }
                    warned = true
                    try connection.begin()
                }
                try execute(statement)
            } catch {
                let failure = failure(statement, error, script.file)
                try? around(.failed)
                throw MigrationError.script(
                    failure, error, code: code, environment: settings.connection.environment, prefix: prefix)
            }
            try around(.after)
        }
    }

    enum StatementMoment {
        case before, after, failed
    }

    /// The program finds the connection and the placeholders in its environment.
    private func run(
        _ command: [String], _ file: ScannedFile, code: MigrationError.Code, prefix: String
    ) throws(MigrationError) {
        observe(.executingProgram(command: command, path: file.absolutePath))
        var variables = placeholders.variables(for: file)
        for (name, value) in [
            ("FLYWAY_URL", settings.connection.url), ("FLYWAY_USER", settings.connection.user),
            ("FLYWAY_PASSWORD", settings.connection.password?.value),
        ] {
            if let value, !value.isEmpty { variables.append((name, value)) }
        }
        let result: Program.Result
        do {
            result = try Program(command: command + [file.absolutePath], variables: variables).run()
        } catch {
            throw MigrationError(
                code: code, message: "\(prefix)Migration failed !",
                advice: "\(command[0]) could not be started for \(file.displayPath): \(error.reason)")
        }
        let output = String(decoding: result.output, as: UTF8.self)
        if !output.isEmpty { observe(.programOutput(output.trimmingTrailingLineEnds())) }
        guard result.status == 0 else {
            throw MigrationError(
                code: code, message: "\(prefix)Migration failed !",
                advice: "\(file.displayPath) ended with status \(result.status). What it wrote stands above.")
        }
    }

    private func execute(_ statement: ScriptStatement) throws(DatabaseError) {
        observe(.executing(sql: statement.sql))
        if let data = statement.copyData {
            _ = try connection.copy(statement.sql, data: data)
            return
        }
        for result in try connection.execute(statement.sql)
        where settings.execution.outputQueryResults && !result.columns.isEmpty {
            // SQLite gives an ALTER TABLE the columns of its own check: without rows only a query has a result.
            guard !result.rows.isEmpty || statement.kind == .query else { continue }
            observe(.resultSet(result))
        }
    }

    private func failure(
        _ statement: ScriptStatement, _ error: DatabaseError, _ file: ScannedFile
    ) -> ScriptFailure {
        let place = error.position.map { statement.location(ofCharacter: $0) }
        return ScriptFailure(
            script: file.fileName, displayPath: file.displayPath, absolutePath: file.absolutePath,
            line: statement.location.line, column: statement.location.column, errorLine: place?.line,
            errorColumn: place?.column, statement: statement.sql)
    }
}

extension MigrationError {
    /// A script that cannot be cut into statements.
    static func parse(_ error: ScriptError, _ file: ScannedFile) -> MigrationError {
        MigrationError(
            code: .error,
            message: "Unable to parse statement in \(file.displayPath) at \(error.statementStart). "
                + "See \(Links.scripts) for more information. \(error.message)",
            advice: "\(file.displayPath):\(error.location.line):\(error.location.column)\n"
                + "Nothing of this file was run.")
    }
}
