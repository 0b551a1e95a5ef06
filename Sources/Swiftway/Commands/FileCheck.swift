import SwiftwayCore
import SwiftwayDatabase
import SwiftwayGrammar
import SwiftwayScript

/// Looks at one script on its own. Many are looked at at once, on several threads.
struct FileCheck {
    private let settings: Settings
    private let kind: DatabaseKind?
    private let source: ScriptSource
    private let resolver: Resolver
    private let placeholders: Placeholders?
    /// Tells in which texts a placeholder may occur: the table for one file is not built for those without.
    private let anyPlaceholder: PlaceholderTable?

    /// - Parameter placeholders: `nil` where their settings make no sense, which is told elsewhere.
    init(settings: Settings, kind: DatabaseKind?, placeholders: Placeholders?) {
        self.settings = settings
        self.kind = kind
        self.placeholders = placeholders
        source = ScriptSource(settings: settings)
        resolver = Resolver(settings, from: source)
        anyPlaceholder = placeholders.map { _ in
            PlaceholderTable(
                prefix: settings.placeholders.placeholderPrefix, suffix: settings.placeholders.placeholderSuffix,
                separator: settings.placeholders.placeholderSeparator, values: [:])
        }
    }

    /// What was seen in a script.
    struct Result: Sendable {
        var findings: [Finding] = []
        /// For lint alone. Empty where it could not be cut, and where no database says by whose rules.
        var statements: [ScriptStatement] = []
        /// Whether it runs in a transaction; `nil` where that cannot be told.
        var executesInTransaction: Bool?
    }

    func check(_ file: ScannedFile) -> Result {
        var result = Result()
        do throws(MigrationError) {
            let configuration = try source.configuration(of: file)
            do throws(MigrationError) {
                let text = try resolver.text(of: file, configuration)
                check(text, Script(file: file, configuration: configuration), &result)
            } catch {
                result.add(.encoding, file, error.message.replacing(text: "\n", with: " "), remedy: error.advice)
            }
        } catch {
            result.add(.scriptConfiguration, file, error.message, remedy: error.advice)
        }
        return result
    }

    private struct Script {
        var file: ScannedFile
        var configuration: ScriptConfiguration
    }

    private func check(_ text: [UInt8], _ script: Script, _ result: inout Result) {
        if text.allSatisfy({ $0 <= 0x20 }) {
            result.add(.emptyFile, script.file, "The file is empty.", remedy: Rule.emptyFile.betterWay)
            return
        }
        var table: PlaceholderTable?
        if let placeholders, placeholders.isOn(for: script.configuration),
            anyPlaceholder?.mayOccur(in: text) == true
        {
            let values = placeholders.table(for: script.file)
            let problems = values.problems(in: text)
            for problem in problems {
                result.add(
                    .placeholder, script.file, at: problem.location, problem.message,
                    remedy: Rule.placeholder.betterWay)
            }
            guard problems.isEmpty else { return }
            table = values
        }
        guard let kind else { return }
        let dialect = ScriptDialect(kind)
        do throws(ScriptError) {
            result.statements = try splitScript(
                text, options: ScriptOptions(dialect: dialect, serverVersion: .max), placeholders: table)
        } catch {
            // Flyway's sentence holds the whole rest of the file; the place and the reason are enough here.
            result.add(
                .syntax, script.file, at: error.location, String(error.message.split(separator: "\n").last ?? ""),
                remedy: nil)
            return
        }
        checkTransaction(script, &result)
        if dialect == .postgreSQL, settings.check.grammar, PostgreSQLGrammar.version != nil {
            GrammarCheck(file: script.file, serverVersion: settings.check.serverVersion).check(&result)
        } else {
            checkSpelling(script.file, dialect, &result)
        }
        // Thousands of files hold a hundred thousand statements.
        if settings.check.lint == .off { result.statements = [] }
    }

    private func checkTransaction(_ script: Script, _ result: inout Result) {
        do throws(MixedTransactionality) {
            result.executesInTransaction = try executesInTransaction(
                result.statements, mixed: settings.scripts.mixed,
                override: script.configuration.executeInTransaction
                    ?? (settings.scripts.executeInTransaction ? nil : false))
        } catch {
            result.add(
                .mixedTransaction, script.file, at: error.location, error.message,
                remedy: Rule.mixedTransaction.betterWay)
        }
    }

    private func checkSpelling(_ file: ScannedFile, _ dialect: ScriptDialect, _ result: inout Result) {
        for statement in result.statements {
            guard let misspelling = Misspelling(in: statement, dialect: dialect) else { continue }
            result.add(
                .syntax, file, at: misspelling.location, "\(misspelling.word) is no keyword here.",
                remedy: "Did you mean \(misspelling.suggestion)?")
        }
    }
}

extension FileCheck.Result {
    mutating func add(
        _ rule: Rule, _ file: ScannedFile, severity: Finding.Severity? = nil, at place: ScriptLocation? = nil,
        _ message: String, remedy: String?
    ) {
        findings.append(
            Finding(
                rule, severity: severity, displayPath: file.displayPath, absolutePath: file.absolutePath,
                line: place?.line, column: place?.column, message: message, remedy: remedy))
    }
}
