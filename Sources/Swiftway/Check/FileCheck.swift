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

    /// - Parameters:
    ///   - kind: Whose rules hold; `nil` does not look into SQL.
    ///   - placeholders: `nil` where their settings make no sense, which is told elsewhere.
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

    func findings(in file: ScannedFile) -> [Finding] {
        var findings = FileFindings(file)
        do throws(MigrationError) {
            let configuration = try source.configuration(of: file)
            do throws(MigrationError) {
                let text = try resolver.text(of: file, configuration)
                check(text, of: file, configuration, &findings)
            } catch {
                findings.add(.encoding, error.message.replacing(text: "\n", with: " "), remedy: error.advice)
            }
        } catch {
            findings.add(.scriptConfiguration, error.message, remedy: error.advice)
        }
        return findings.all
    }

    private func check(
        _ text: [UInt8], of file: ScannedFile, _ configuration: ScriptConfiguration, _ findings: inout FileFindings
    ) {
        if text.allSatisfy({ $0 <= 0x20 }) {
            findings.add(.emptyFile, "The file is empty.", remedy: Rule.emptyFile.betterWay)
            return
        }
        var table: PlaceholderTable?
        if let placeholders, placeholders.isOn(for: configuration), anyPlaceholder?.mayOccur(in: text) == true {
            let values = placeholders.table(for: file)
            let problems = values.problems(in: text)
            for problem in problems {
                findings.add(
                    .placeholder, at: problem.location, problem.message, remedy: Rule.placeholder.betterWay)
            }
            guard problems.isEmpty else { return }
            table = values
        }
        guard let kind else { return }
        let dialect = ScriptDialect(kind)
        do throws(ScriptError) {
            let statements = try splitScript(
                text,
                options: ScriptOptions(
                    dialect: dialect, serverVersion: settings.check.serverVersion.map { $0 * 10_000 } ?? .max),
                placeholders: table)
            checkTransaction(statements, configuration, &findings)
            if dialect == .postgreSQL, settings.check.grammar, PostgreSQLGrammar.version != nil {
                GrammarCheck(serverVersion: settings.check.serverVersion).check(statements, &findings)
            } else {
                checkSpelling(statements, dialect, &findings)
            }
        } catch {
            // Flyway's sentence holds the whole rest of the file; the place and the reason are enough here.
            findings.add(
                .syntax, at: error.location, String(error.message.split(separator: "\n").last ?? ""), remedy: nil)
        }
    }

    private func checkTransaction(
        _ statements: [ScriptStatement], _ configuration: ScriptConfiguration, _ findings: inout FileFindings
    ) {
        do throws(MixedTransactionality) {
            _ = try executesInTransaction(
                statements, mixed: settings.scripts.mixed,
                override: configuration.executeInTransaction ?? (settings.scripts.executeInTransaction ? nil : false))
        } catch {
            findings.add(
                .mixedTransaction, at: error.location, error.message, remedy: Rule.mixedTransaction.betterWay)
        }
    }

    private func checkSpelling(
        _ statements: [ScriptStatement], _ dialect: ScriptDialect, _ findings: inout FileFindings
    ) {
        for index in statements.indices {
            guard let misspelling = Misspelling(in: statements[index], dialect: dialect) else { continue }
            findings.add(
                .syntax, at: misspelling.location, "\(misspelling.word) is no keyword here.",
                remedy: "Did you mean \(misspelling.suggestion)?")
        }
    }
}
