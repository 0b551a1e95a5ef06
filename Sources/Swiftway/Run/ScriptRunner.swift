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
            case statements([ScriptStatement], ScriptPlan)
            /// A script too long to be held: it is read a second time, while it is run.
            case stream(ScriptPlan, ScriptStream.Origin)
            /// Its interpreter's command line, without the file.
            case program([String])
        }

        var file: ScannedFile
        var body: Body

        /// `nil` for a program.
        private var plan: ScriptPlan? {
            switch body {
            case .statements(_, let plan), .stream(let plan, _): plan
            case .program: nil
            }
        }

        /// Programs count as transactional: they have nothing to do with the connection.
        var isTransactional: Bool { plan?.isTransactional ?? true }

        /// Whether it had ended the transaction it ran in before it reached `line`; `nil` is its end.
        func hasEndedTransaction(before line: Int?) -> Bool { plan?.hasEndedTransaction(before: line) ?? false }

        var suspendsForeignKeys: Bool { plan?.mode == .transactionWithoutForeignKeys }
    }

    /// Scripts of more bytes are not held in memory.
    private static let longestInMemory = 4 * 1024 * 1024

    /// - Throws: ``MigrationError`` where the script cannot be read, decoded or cut, or mixes statements that cannot
    ///   be run together.
    func prepare(
        _ file: ScannedFile, _ language: ScriptLanguage, _ configuration: ScriptConfiguration,
        expecting checksum: Int32? = nil
    ) throws(MigrationError) -> Prepared {
        if case .program(let command) = language { return Prepared(file: file, body: .program(command)) }
        let options = ScriptOptions(dialect: ScriptDialect(connection.kind), serverVersion: connection.serverVersion)
        let table = placeholders.isOn(for: configuration) ? placeholders.table(for: file) : nil
        if resolver.isPlainUTF8(configuration), FileSystem.size(of: file.absolutePath) > Self.longestInMemory {
            let origin = ScriptStream.Origin(file: file, options: options, placeholders: table, checksum: checksum)
            return try prepare(origin, configuration)
        }
        let text = try resolver.text(of: file, configuration)
        if let checksum, Checksum(ofText: text).value != checksum { throw ScriptStream.changed(file) }
        let statements: [ScriptStatement]
        do {
            statements = try splitScript(text, options: options, placeholders: table)
        } catch {
            throw MigrationError.parse(error, file)
        }
        var analysis = ScriptPlan.Analysis(mixed: settings.scripts.mixed)
        for statement in statements { analysis.add(statement) }
        return Prepared(file: file, body: .statements(statements, try plan(analysis, file, configuration)))
    }

    /// Reads a long script once without running it: nothing of it must be run if anything is wrong with it.
    private func prepare(
        _ origin: ScriptStream.Origin, _ configuration: ScriptConfiguration
    ) throws(MigrationError) -> Prepared {
        let stream = try ScriptStream(origin)
        var analysis = ScriptPlan.Analysis(mixed: settings.scripts.mixed)
        while let event = try stream.next() {
            if case .statement(let statement) = event { analysis.add(statement) }
        }
        let plan = try plan(analysis, origin.file, configuration)
        return Prepared(file: origin.file, body: .stream(plan, origin))
    }

    private func plan(
        _ analysis: ScriptPlan.Analysis, _ file: ScannedFile, _ configuration: ScriptConfiguration
    ) throws(MigrationError) -> ScriptPlan {
        do {
            return try analysis.plan(
                kind: connection.kind,
                override: configuration.executeInTransaction ?? (settings.scripts.executeInTransaction ? nil : false),
                enforcesForeignKeys: connection.enforcesForeignKeys)
        } catch {
            throw MigrationError(
                code: .error, message: error.message,
                advice: "\(file.displayPath) was not run. Put the statement into a file of its own, or set "
                    + "mixed=true to run the whole file without a transaction.")
        }
    }

    /// Runs a program, or the statements in order. Whoever calls has opened a transaction, or not.
    /// - Parameter around: Called before and after each statement, for callbacks.
    func run(
        _ script: Prepared, inTransaction: Bool, code: MigrationError.Code, prefix: String = "",
        around: (StatementMoment) throws(MigrationError) -> Void = { (_) throws(MigrationError) in }
    ) throws(MigrationError) {
        var run = StatementRun(file: script.file, inTransaction: inTransaction, code: code, prefix: prefix)
        switch script.body {
        case .program(let command):
            try self.run(command, script.file, code: code, prefix: prefix)
        case .statements(let statements, let plan):
            for (index, statement) in statements.enumerated() where plan.includes(statement, at: index) {
                let data = statement.copyData
                try self.run(statement, &run, around) { () throws(DatabaseError) in
                    guard let data else { return try connection.execute(statement.sql) }
                    return [try connection.copy(statement.sql, data: data)]
                }
            }
        case .stream(let plan, let origin):
            let stream = try ScriptStream(origin)
            var index = 0
            while let event = try stream.next() {
                guard case .statement(let statement) = event else { continue }
                defer { index += 1 }
                guard plan.includes(statement, at: index) else { continue }
                try self.run(statement, &run, around) { () throws(DatabaseError) in
                    guard statement.readsCopyData else { return try connection.execute(statement.sql) }
                    return [try connection.copy(statement.sql) { () throws(DatabaseError) in try stream.nextData() }]
                }
            }
        }
    }

    /// What holds for all statements of one script.
    private struct StatementRun {
        var file: ScannedFile
        var inTransaction: Bool
        var code: MigrationError.Code
        var prefix: String
        var warned = false
    }

    private func run(
        _ statement: ScriptStatement, _ run: inout StatementRun,
        _ around: (StatementMoment) throws(MigrationError) -> Void,
        _ send: () throws(DatabaseError) -> [StatementResult]
    ) throws(MigrationError) {
        try around(.before)
        do {
            // A COMMIT in the script ended our transaction: what follows gets one of its own again.
            if run.inTransaction, !connection.isInTransaction {
                if !run.warned { observe(.endedTransaction(script: run.file.fileName)) }
                run.warned = true
                try connection.begin()
            }
            observe(.executing(sql: statement.sql))
            show(try send(), of: statement)
            if let text = statement.skippedText { observe(.skippedBehindCopy(script: run.file.fileName, text: text)) }
        } catch {
            let failure = failure(statement, error, run.file)
            try? around(.failed)
            throw MigrationError.script(
                failure, error, code: run.code, environment: settings.connection.environment, prefix: run.prefix)
        }
        try around(.after)
    }

    private func show(_ results: [StatementResult], of statement: ScriptStatement) {
        for result in results where settings.execution.outputQueryResults && !result.columns.isEmpty {
            // SQLite gives an ALTER TABLE the columns of its own check: without rows only a query has a result.
            guard !result.rows.isEmpty || statement.kind == .query else { continue }
            observe(.resultSet(result))
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
