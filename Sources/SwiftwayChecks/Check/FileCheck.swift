import SwiftwayCore
import SwiftwayDatabase
import SwiftwayEngine
import SwiftwayGrammar
import SwiftwayScript

/// Looks at one script on its own. Many are looked at at once, on several threads.
struct FileCheck {
    private let settings: Settings
    private let kind: DatabaseKind?
    private let reading: ScriptReading
    private let placeholders: Placeholders?

    /// - Parameters:
    ///   - kind: Whose rules hold; `nil` does not look into SQL.
    ///   - placeholders: `nil` where their settings make no sense, which is told elsewhere.
    init(settings: Settings, kind: DatabaseKind?, placeholders: Placeholders?) {
        self.settings = settings
        self.kind = kind
        self.placeholders = placeholders
        reading = ScriptReading(settings)
    }

    func findings(in file: ScannedFile) -> [Finding] {
        do throws(ScriptReading.Unreadable) {
            let configuration = try reading.configuration(of: file)
            let text = try reading.text(of: file, configuration)
            var findings = FileFindings(file)
            check(text, of: file, configuration, &findings)
            return findings.all
        } catch {
            return [error.finding]
        }
    }

    private func check(
        _ text: [UInt8], of file: ScannedFile, _ configuration: ScriptConfiguration, _ findings: inout FileFindings
    ) {
        if text.allSatisfy({ $0 <= 0x20 }) {
            findings.add(.emptyFile, "The file is empty.", remedy: Rule.emptyFile.betterWay)
            return
        }
        do throws(UnfilledPlaceholders) {
            let table = try table(for: text, of: file, configuration)
            guard let kind else { return }
            check(text, with: table, ScriptDialect(kind), configuration, &findings)
        } catch {
            for problem in error.problems {
                findings.add(.placeholder, at: problem.location, problem.message, remedy: Rule.placeholder.betterWay)
            }
        }
    }

    private struct UnfilledPlaceholders: Error {
        var problems: [PlaceholderError]
    }

    /// - Returns: `nil` where nothing is replaced.
    private func table(
        for text: [UInt8], of file: ScannedFile, _ configuration: ScriptConfiguration
    ) throws(UnfilledPlaceholders) -> PlaceholderTable? {
        guard let placeholders, placeholders.mayOccur(in: text),
            let table = placeholders.table(for: file, configuration)
        else { return nil }
        let problems = table.problems(in: text)
        guard problems.isEmpty else { throw UnfilledPlaceholders(problems: problems) }
        return table
    }

    private func check(
        _ text: [UInt8], with table: PlaceholderTable?, _ dialect: ScriptDialect,
        _ configuration: ScriptConfiguration, _ findings: inout FileFindings
    ) {
        let version = settings.check.serverVersion.map { $0 * 10_000 } ?? .max
        do throws(ScriptError) {
            let statements = try splitScript(
                text, options: ScriptOptions(dialect: dialect, serverVersion: version), placeholders: table)
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
                override: settings.scripts.executesInTransaction(configuration))
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
