package import SwiftwayCore
import SwiftwayDatabase
package import SwiftwayScript

/// Reads, cuts and runs scripts on one connection.
struct ScriptRunner {
    let settings: Settings
    let connection: any DatabaseConnection
    let resolver: Resolver
    let placeholders: Placeholders
    /// Migrations in Swift, by their names in the history.
    let code: [String: SwiftMigration]
    /// The schema of the history table; what migrations see first.
    let schema: String
    let interruption: Interruption
    let observe: (Event) -> Void

    /// A script, read, and cut into statements: nothing of it has been run.
    struct Prepared {
        enum Body {
            case statements([ScriptStatement], ScriptPlan)
            /// A script too long to be held: it is read a second time, while it is run.
            case stream(ScriptPlan, ScriptStream.Origin)
            /// Its interpreter's command line, without the file.
            case program([String])
            case swift(SwiftMigration)
        }

        var file: ScannedFile
        var body: Body

        /// `nil` for what has no statements to be looked at before it runs.
        var plan: ScriptPlan? {
            switch body {
            case .statements(_, let plan), .stream(let plan, _): plan
            case .program, .swift: nil
            }
        }

        /// Programs count as transactional: they have nothing to do with the connection.
        var isTransactional: Bool {
            if case .swift(let migration) = body { migration.isTransactional } else { plan?.isTransactional ?? true }
        }

        var suspendsForeignKeys: Bool { plan?.mode == .transactionWithoutForeignKeys }
    }

    /// Scripts of more bytes are not held in memory.
    static let longestInMemory = 4 * 1024 * 1024

    /// - Throws: ``MigrationError`` where the script cannot be read, decoded or cut, or mixes statements that cannot
    ///   be run together.
    func prepare(
        _ file: ScannedFile, _ language: ScriptLanguage, _ configuration: ScriptConfiguration,
        expecting checksum: Int32? = nil
    ) throws(MigrationError) -> Prepared {
        switch language {
        case .sql: break
        case .program(let command): return Prepared(file: file, body: .program(command))
        case .swift:
            guard let migration = code[file.script] else {
                throw MigrationError(code: .fault, message: "\(file.script) has no code")
            }
            return Prepared(file: file, body: .swift(migration))
        }
        let options = connection.scriptOptions
        let table = placeholders.table(for: file, configuration)
        if file.isOnDisk, resolver.isPlainUTF8(configuration),
            FileSystem.size(of: file.absolutePath) > Self.longestInMemory
        {
            let origin = ScriptStream.Origin(file: file, options: options, placeholders: table, checksum: checksum)
            return try prepare(origin, configuration)
        }
        let text = try resolver.text(of: file, configuration)
        if let checksum, Checksum(ofText: text).value != checksum { throw ScriptStream.changed(file) }
        let statements: [ScriptStatement]
        do {
            statements = try splitScript(text, options: options, placeholders: table)
        } catch {
            var failure = MigrationError.parse(error, file)
            if case .placeholder = error.problem {
                failure.tell(unfilled: table?.problems(in: text) ?? [], in: file)
            }
            throw failure
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
                override: settings.scripts.executesInTransaction(configuration),
                enforcesForeignKeys: connection.enforcesForeignKeys)
        } catch {
            throw MigrationError(
                code: .error, message: error.message,
                advice: "\(file.displayPath) was not run. Put the statement into a file of its own, or set "
                    + "mixed=true to run the whole file without a transaction.")
        }
    }

    /// How one statement is sent: given the statement, its number from 1 and what sends it plainly. `nil` where it was
    /// not to be sent.
    typealias Send = (
        ScriptStatement, Int, () throws(DatabaseError) -> [StatementResult]
    ) throws(DatabaseError) -> [StatementResult]?

    /// Runs a program, a migration in Swift, or the statements in order. Whoever calls has opened a transaction, or not.
    /// - Parameters:
    ///   - options: Of the transactions that follow one which the script has ended itself.
    ///   - watch: Is told of each statement.
    ///   - trace: Is told of each that has succeeded.
    ///   - send: Sends each statement; plainly unless somebody knows better.
    ///   - around: Called before and after each statement, for callbacks.
    func run(
        _ script: Prepared, inTransaction: Bool, code: MigrationError.Code, prefix: String = "",
        options: TransactionOptions = TransactionOptions(), watch: StatementWatch? = nil,
        trace: TransactionTrace? = nil,
        send: Send = { (_, _, plainly) throws(DatabaseError) in try plainly() },
        around: (StatementMoment) throws(MigrationError) -> Void = { (_) throws(MigrationError) in }
    ) throws(MigrationError) {
        if case .program(let command) = script.body {
            return try run(command, script.file, code: code, prefix: prefix)
        }
        if case .swift(let migration) = script.body {
            return try run(migration, script.file, code: code, watch: watch)
        }
        guard let cursor = try StatementCursor(script) else { return }
        var warned = false
        while let statement = try cursor.next() {
            try interruption.check()
            watch?.begin(statement: cursor.count)
            try around(.before)
            do {
                // A COMMIT in the script ended our transaction: what follows gets one of its own again.
                if inTransaction, !connection.isInTransaction {
                    if !warned { observe(.endedTransaction(script: script.file.fileName)) }
                    warned = true
                    try connection.begin(options)
                }
                observe(.executing(sql: statement.sql))
                let wasOpen = connection.isInTransaction
                let results = try send(statement, cursor.count) { () throws(DatabaseError) in
                    try cursor.send(statement, on: connection)
                }
                trace?.ran(
                    statement, of: script.file.displayPath, wasOpen: wasOpen, isOpen: connection.isInTransaction)
                answered(statement, by: results ?? [], of: script)
            } catch {
                let failure = failure(of: statement, in: script, error, code: code, prefix: prefix)
                try? around(.failed)
                throw failure
            }
            try around(.after)
        }
    }

    /// Tells of what came back.
    func answered(_ statement: ScriptStatement, by results: [StatementResult], of script: Prepared) {
        show(results, of: statement)
        if let text = statement.skippedText { observe(.skippedBehindCopy(script: script.file.fileName, text: text)) }
    }

    func failure(
        of statement: ScriptStatement, in script: Prepared, _ error: DatabaseError, code: MigrationError.Code,
        prefix: String = ""
    ) -> MigrationError {
        MigrationError.script(
            failure(statement, error, script.file), error, code: code, environment: settings.connection.environment,
            prefix: prefix)
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
        // A server may end sessions that are silent in a transaction: the program's work would be done, and its row lost.
        let limits = (try? connection.suspendIdleLimits()) ?? []
        defer { if !limits.isEmpty { _ = try? connection.query(limits.joined(separator: ";"), []) } }
        let result: Program.Result
        do {
            result = try Program(command: command + [file.absolutePath], variables: variables).run(interruption)
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

extension ConnectionFacts where Self: SessionState {
    /// How scripts are read that run on this connection.
    var scriptOptions: ScriptOptions {
        ScriptOptions(
            dialect: ScriptDialect(kind), serverVersion: serverVersion, plainStringsEscape: plainStringsEscape)
    }
}

extension MigrationError {
    /// A script that cannot be cut into statements.
    package static func parse(_ error: ScriptError, _ file: ScannedFile) -> MigrationError {
        MigrationError(
            code: .error,
            message: "Unable to parse statement in \(file.displayPath) at \(error.statementStart). "
                + "See \(Links.scripts) for more information. \(error.message)",
            advice: "\(file.displayPath):\(error.location.line):\(error.location.column)\n"
                + "Nothing of this file was run.")
    }
}
