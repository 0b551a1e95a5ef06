package import SwiftwayCore
import SwiftwayDatabase
import SwiftwayGrammar
package import SwiftwayScript

/// A file for the linter: cut into statements, with what each of them does. Making one looks at nothing else, so that
/// many can be made at once.
package struct LintScript: Sendable {
    package enum Role: Sendable, Equatable {
        case versioned(MigrationVersion)
        /// Describes a whole schema for databases that have none.
        case baseline
        case repeatable(String)
        case callback
        /// A file that is not named like a migration.
        case other
    }

    package var file: ScannedFile
    package var role: Role
    package var executeInTransaction: Bool?
    package var statements: [Statement] = []
    var allowances: [Allowance] = []
    var problems: [Finding] = []

    package struct Statement: Sendable {
        package var script: ScriptStatement
        package var changes: [SchemaChange]
        /// What the statements in the body of a `DO` change, and the byte at which each statement begins.
        var code: [(change: SchemaChange, offset: Int)] = []

        /// All that it does, with the byte of the statement inside it that does so.
        var steps: [(change: SchemaChange, offset: Int?)] {
            changes.map { ($0, nil) } + code.map { ($0.change, $0.offset) }
        }
    }

    /// - Parameters:
    ///   - text: In UTF-8.
    ///   - placeholders: `nil` where none are replaced.
    package init(
        _ file: ScannedFile, _ role: Role, text: [UInt8], placeholders: PlaceholderTable?, executeInTransaction: Bool?,
        options: LintOptions
    ) {
        self.file = file
        self.role = role
        self.executeInTransaction = executeInTransaction
        let dialect: ScriptDialect = options.kind == .sqlite ? .sqlite : .postgreSQL
        let scripts: [ScriptStatement]
        do throws(ScriptError) {
            scripts = try splitScript(
                text,
                options: ScriptOptions(
                    dialect: dialect, serverVersion: options.kind == .sqlite ? nil : options.serverVersion * 10_000),
                placeholders: placeholders)
        } catch {
            let isPlaceholder = if case .placeholder = error.problem { true } else { false }
            add(
                isPlaceholder ? .placeholder : .syntax, .error, at: error.location,
                String(error.message.split(separator: "\n").last ?? ""))
            return
        }
        for script in scripts {
            do throws(PostgreSQLGrammar.Problem) {
                let changes =
                    dialect == .postgreSQL
                    ? try PostgreSQLGrammar.changes(of: script, isChecked: !options.reportsFileRules)
                    : script.changesByWords(dialect: dialect)
                statements.append(
                    Statement(script: script, changes: changes, code: Self.code(of: script, changes, dialect)))
            } catch {
                // What only a newer server understands is read by its words.
                let isNewer = options.serverVersion > PostgreSQLGrammar.version.flatMap { Int($0) } ?? .max
                statements.append(
                    Statement(script: script, changes: isNewer ? script.changesByWords(dialect: dialect) : []))
                add(
                    .syntax, isNewer ? .warning : .error,
                    at: error.position.map { script.location(ofCharacter: $0) } ?? script.location,
                    isNewer ? "\(error.message), by the grammar of an older PostgreSQL" : error.message)
            }
        }
        allowances = Allowance.all(in: scripts, text: text, placeholders: placeholders, dialect: dialect)
    }

    private static func code(
        of script: ScriptStatement, _ changes: [SchemaChange], _ dialect: ScriptDialect
    ) -> [(change: SchemaChange, offset: Int)] {
        guard case .anonymousCode = changes.first else { return [] }
        return AnonymousCode(script).statements.flatMap { inner -> [(change: SchemaChange, offset: Int)] in
            // `RETURNING … INTO` is the procedure language's own; such a statement is told by its words.
            let parts = try? splitScript(Array(inner.text.utf8), options: ScriptOptions(dialect: dialect))
            return (parts ?? []).flatMap { part in
                (try? PostgreSQLGrammar.changes(of: part, isChecked: true)) ?? part.changesByWords(dialect: dialect)
            }.map { ($0, inner.offset) }
        }
    }

    private mutating func add(
        _ rule: Rule, _ severity: Finding.Severity, at place: ScriptLocation, _ message: String
    ) {
        problems.append(
            Finding(
                rule, severity: severity, displayPath: file.displayPath, absolutePath: file.absolutePath,
                line: place.line,
                column: place.column, message: message, remedy: rule.betterWay))
    }
}
