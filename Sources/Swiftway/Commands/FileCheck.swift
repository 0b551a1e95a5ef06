import SwiftwayCore
import SwiftwayDatabase
import SwiftwayGrammar
import SwiftwayScript

/// Looks at every file on its own, and at what they say together.
struct FileCheck {
    private let settings: Settings
    private let kind: DatabaseKind?
    private let source: ScriptSource
    private let placeholders: Placeholders?
    private(set) var findings: [Finding] = []
    private(set) var migrationCount = 0
    /// Migrations and callbacks.
    private(set) var checkedFiles: [ScannedFile] = []

    init(settings: Settings, kind: DatabaseKind?, workingDirectory: String, timestamp: CivilTime) {
        self.settings = settings
        self.kind = kind
        source = ScriptSource(settings: settings)
        placeholders = try? Placeholders.withoutConnection(
            settings, kind: kind, workingDirectory: workingDirectory, timestamp: timestamp)
    }

    mutating func check(_ files: [ScannedFile]) throws(MigrationError) {
        let resolver = Resolver(settings, from: source)
        var migrations: [Resolver.Names.Entry] = []
        for file in files {
            let names = resolver.names(of: [file])
            migrations += names.migrations
            checkedFiles += (names.migrations + names.callbacks).map(\.file)
            for complaint in names.complaints {
                if let finding = NameFindings.finding(for: file, complaint: complaint, naming: settings.naming) {
                    findings.append(finding)
                }
            }
            for entry in names.migrations + names.callbacks where entry.language == .sql {
                check(entry.file, resolver)
            }
        }
        migrationCount = migrations.count
        findings += DuplicateFindings.findings(in: migrations)
    }

    // MARK: One file

    private mutating func check(_ file: ScannedFile, _ resolver: Resolver) {
        do throws(MigrationError) {
            let configuration = try source.configuration(of: file)
            do throws(MigrationError) {
                let text = try resolver.text(of: file, configuration)
                checkText(text, file, configuration)
            } catch {
                add(.encoding, file, error.message.replacing(text: "\n", with: " "), remedy: error.advice)
            }
        } catch {
            add(.scriptConfiguration, file, error.message, remedy: error.advice)
        }
    }

    private mutating func checkText(_ text: [UInt8], _ file: ScannedFile, _ configuration: ScriptConfiguration) {
        if text.allSatisfy({ $0 <= 0x20 }) {
            add(
                .emptyFile, file, "The file is empty.",
                remedy: "It is recorded as applied all the same, and what is added later is not run.")
            return
        }
        let table = placeholders.flatMap { $0.isOn(for: configuration) ? $0.table(for: file) : nil }
        guard let kind else {
            checkPlaceholders(text, file, table)
            return
        }
        let dialect = ScriptDialect(kind)
        do throws(ScriptError) {
            let statements = try splitScript(
                text, options: ScriptOptions(dialect: dialect, serverVersion: .max), placeholders: table)
            checkStatements(statements, dialect, file, configuration)
        } catch {
            let isPlaceholder = if case .placeholder = error.problem { true } else { false }
            // Flyway's sentence holds the whole rest of the file; the place and the reason are enough here.
            add(
                isPlaceholder ? .placeholder : .syntax, file, at: error.location,
                String(error.message.split(separator: "\n").last ?? ""),
                remedy: isPlaceholder ? Self.placeholderRemedy : nil)
        }
    }

    private mutating func checkPlaceholders(_ text: [UInt8], _ file: ScannedFile, _ table: PlaceholderTable?) {
        guard let table else { return }
        do {
            _ = try table.replacePlaceholders(in: text)
        } catch {
            add(.placeholder, file, at: error.location, error.message, remedy: Self.placeholderRemedy)
        }
    }

    private static let placeholderRemedy =
        "Give it a value with -placeholders.name=value, or switch replacement off for this file in a .conf beside it."

    private mutating func checkStatements(
        _ statements: [ScriptStatement], _ dialect: ScriptDialect, _ file: ScannedFile,
        _ configuration: ScriptConfiguration
    ) {
        for statement in statements {
            if dialect == .postgreSQL, PostgreSQLGrammar.version != nil {
                checkGrammar(statement, file)
                continue
            }
            guard let misspelling = Misspelling(in: statement, dialect: dialect) else { continue }
            add(
                .syntax, file, at: misspelling.location, "\(misspelling.word) is no keyword here.",
                remedy: "Did you mean \(misspelling.suggestion)?")
        }
        do throws(MixedTransactionality) {
            _ = try executesInTransaction(
                statements, mixed: settings.scripts.mixed,
                override: configuration.executeInTransaction ?? (settings.scripts.executeInTransaction ? nil : false))
        } catch {
            add(
                .mixedTransaction, file, at: error.location, error.message,
                remedy: "Put the statement into a file of its own, or set mixed=true to run the whole file without "
                    + "a transaction.")
        }
    }

    private mutating func checkGrammar(_ statement: ScriptStatement, _ file: ScannedFile) {
        do {
            _ = try PostgreSQLGrammar.statements(in: statement.sql)
        } catch {
            let place = error.position.map { statement.location(ofCharacter: $0) } ?? statement.location
            add(.syntax, file, at: place, error.message, remedy: nil)
        }
    }

    private mutating func add(
        _ rule: Rule, _ file: ScannedFile, severity: Finding.Severity? = nil, at place: ScriptLocation? = nil,
        _ message: String, remedy: String?
    ) {
        findings.append(
            Finding(
                rule, severity: severity, displayPath: file.displayPath, absolutePath: file.absolutePath,
                line: place?.line, column: place?.column, message: message, remedy: remedy))
    }
}

/// Versions and descriptions that more than one file claims: all of them, each file named.
enum DuplicateFindings {
    private enum Identity: Hashable {
        case versioned(MigrationVersion)
        case baseline(MigrationVersion)
        case repeatable(String)
    }

    static func findings(in migrations: [Resolver.Names.Entry]) -> [Finding] {
        var groups: [Identity: [ScannedFile]] = [:]
        for entry in migrations {
            switch entry.name {
            case .versioned(let version, _): groups[.versioned(version), default: []].append(entry.file)
            case .baseline(let version, _): groups[.baseline(version), default: []].append(entry.file)
            case .repeatable(let description): groups[.repeatable(description), default: []].append(entry.file)
            case .callback, .invalid, .other: break
            }
        }
        return groups.values.filter { $0.count > 1 }.flatMap { files in
            files.map { file in
                let others = files.filter { $0 != file }.map(\.displayPath).joined(separator: ", ")
                return Finding(
                    .duplicateVersion, displayPath: file.displayPath, absolutePath: file.absolutePath,
                    message: "The same version or description as \(others).",
                    remedy: "Nothing can be migrated before one of them has another one.")
            }
        }
    }
}
