import Dispatch
import SwiftwayCore
import SwiftwayDatabase
import SwiftwayGrammar
import SwiftwayLint
import SwiftwayScript

/// Reads the files and hands them to the linter.
struct FileLint {
    private let settings: Settings
    private let kind: DatabaseKind
    private let source: ScriptSource
    private let placeholders: Placeholders?

    /// - Throws: ``MigrationError`` where `lintRules` names a rule that does not exist.
    init(
        settings: Settings, kind: DatabaseKind, workingDirectory: String, timestamp: CivilTime
    ) throws(MigrationError) {
        try Self.checkRules(settings)
        self.settings = settings
        self.kind = kind
        source = ScriptSource(settings: settings)
        placeholders = try? Placeholders.withoutConnection(
            settings, kind: kind, workingDirectory: workingDirectory, timestamp: timestamp)
    }

    static func checkRules(_ settings: Settings) throws(MigrationError) {
        for id in settings.check.lintRules.keys.sorted() where !LintRule.ids.contains(id) {
            throw MigrationError(
                code: .configuration, message: "lintRules names the rule \(id), which does not exist.",
                advice: didYouMean(nearest(to: id, in: LintRule.ids.sorted()))
                    ?? "All rules: \(Links.rules)")
        }
    }

    /// What a build without PostgreSQL's grammar says.
    static let withoutGrammar =
        "PostgreSQL files are not linted: this build has no grammar of PostgreSQL."
    static let grammarAdvice =
        "Build with the package trait Grammar (swift build --traits Grammar), which needs libpg-query-dev and "
        + "libprotobuf-c-dev."

    /// - Parameters:
    ///   - files: All of the locations: those that are not reported tell what is there before the others.
    ///   - reported: The absolute paths of the files whose findings are wanted; `nil` for all.
    ///   - newPaths: The absolute paths of the files that were deployed nowhere yet and will be together.
    ///   - capped: Whether findings are warnings at most.
    ///   - reportsFileRules: Whether files that cannot be read are reported too.
    func findings(
        in files: [ScannedFile], reporting reported: Set<String>?, newPaths: Set<String>, capped: Bool,
        reportsFileRules: Bool
    ) -> [Finding] {
        var options = LintOptions(kind: kind, serverVersion: settings.check.serverVersion)
        options.rules = settings.check.lintRules
        options.gravest = capped ? .warning : .error
        options.group = settings.execution.group
        options.mixed = settings.scripts.mixed
        options.waitsForLocksWithoutEnd = settings.safety.lockTimeout == .zero
        options.defaultSchema = settings.schemas.defaultSchema ?? settings.schemas.schemas.first
        options.newPaths = newPaths
        options.reportsFileRules = reportsFileRules
        let resolver = Resolver(settings, from: source)
        let entries = files.compactMap { file in entry(of: file, resolver) }
        let read = scripts(of: entries, resolver, options)
        var findings = Linter.findings(
            in: read.compactMap { try? $0.get() }, options: options,
            isReported: { reported?.contains($0.absolutePath) ?? true })
        if reportsFileRules {
            for case .failure(let failure) in read where reported?.contains(failure.finding.absolutePath) ?? true {
                findings.append(failure.finding)
            }
        }
        return findings
    }

    // MARK: Reading

    private struct Entry: Sendable {
        var file: ScannedFile
        var role: LintScript.Role
    }

    private struct Unreadable: Error, Sendable {
        var finding: Finding
    }

    private func entry(of file: ScannedFile, _ resolver: Resolver) -> Entry? {
        let names = resolver.names(of: [file], programs: false)
        if let migration = names.migrations.first {
            switch migration.name {
            case .versioned(let version, _): return Entry(file: file, role: .versioned(version))
            case .baseline: return Entry(file: file, role: .baseline)
            case .repeatable(let description): return Entry(file: file, role: .repeatable(description))
            case .callback, .invalid, .other: break
            }
        }
        if !names.callbacks.isEmpty { return Entry(file: file, role: .callback) }
        return settings.check.files.isEmpty ? nil : Entry(file: file, role: .other)
    }

    /// What one thread takes at a time.
    private static let share = 16

    private func scripts(
        of entries: [Entry], _ resolver: Resolver, _ options: LintOptions
    ) -> [Result<LintScript, Unreadable>] {
        guard entries.count > Self.share else { return entries.map { read($0, resolver, options) } }
        var scripts = [Result<LintScript, Unreadable>?](repeating: nil, count: entries.count)
        scripts.withUnsafeMutableBufferPointer { scripts in
            // Every share has places of its own, and concurrentPerform returns when all of them are written. What
            // reads a file holds nothing that changes.
            nonisolated(unsafe) let scripts = scripts
            nonisolated(unsafe) let read = { (entry: Entry) in self.read(entry, resolver, options) }
            let share = Self.share
            DispatchQueue.concurrentPerform(iterations: (entries.count + share - 1) / share) { number in
                for index in number * share..<min((number + 1) * share, entries.count) {
                    scripts[index] = read(entries[index])
                }
            }
        }
        return scripts.compactMap { $0 }
    }

    private func read(
        _ entry: Entry, _ resolver: Resolver, _ options: LintOptions
    ) -> Result<LintScript, Unreadable> {
        func unreadable(_ rule: Rule, _ error: MigrationError) -> Result<LintScript, Unreadable> {
            .failure(
                Unreadable(
                    finding: Finding(
                        rule, displayPath: entry.file.displayPath, absolutePath: entry.file.absolutePath,
                        message: error.message.replacing(text: "\n", with: " "), remedy: error.advice)))
        }
        let configuration: ScriptConfiguration
        do {
            configuration = try source.configuration(of: entry.file)
        } catch {
            return unreadable(.scriptConfiguration, error)
        }
        do throws(MigrationError) {
            let text = try resolver.text(of: entry.file, configuration)
            let table = placeholders.flatMap { $0.isOn(for: configuration) ? $0.table(for: entry.file) : nil }
            return .success(
                LintScript(
                    entry.file, entry.role, text: text, placeholders: table,
                    executeInTransaction: configuration.executeInTransaction
                        ?? (settings.scripts.executeInTransaction ? nil : false),
                    options: options))
        } catch {
            return unreadable(.encoding, error)
        }
    }
}
