import SwiftwayCore
import SwiftwayDatabase
import SwiftwayEngine
import SwiftwayGrammar
import SwiftwayLint
import SwiftwayScript

/// Reads the files and hands them to the linter.
struct FileLint {
    private let settings: Settings
    private let kind: DatabaseKind
    private let placeholders: Placeholders?

    /// What is linted and reported.
    struct Scope {
        /// The absolute paths of the files whose findings are wanted; `nil` for all.
        var reported: Set<String>?
        /// The absolute paths of the files that were deployed nowhere yet and will be together.
        var newPaths: Set<String> = []
        /// Whether files that are not named like migrations are linted too.
        var takesOtherFiles = false
        /// Whether files that cannot be read are reported: not where somebody else does it.
        var reportsFileRules = true

        func reports(_ path: String) -> Bool { reported?.contains(path) ?? true }
    }

    /// - Throws: ``MigrationError`` where this build cannot lint for that database, and where `lintRules` names a rule
    ///   that does not exist.
    init(
        _ settings: Settings, kind: DatabaseKind, workingDirectory: String, timestamp: CivilTime
    ) throws(MigrationError) {
        if let reason = Self.reasonAgainst(kind) { throw reason }
        try Self.checkRules(settings)
        self.settings = settings
        self.kind = kind
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

    /// Why this build cannot lint files of a database; `nil` where it can.
    static func reasonAgainst(_ kind: DatabaseKind) -> MigrationError? {
        guard !LintOptions.canLint(kind) else { return nil }
        return MigrationError(
            code: .configuration,
            message: "PostgreSQL files are not linted: this build has no grammar of PostgreSQL.",
            advice: "Build with the package trait Grammar (swift build --traits Grammar), which needs libpg-query-dev "
                + "and libprotobuf-c-dev.")
    }

    /// What was linted in a scope, and what was found there.
    struct Outcome {
        var files: [ScannedFile]
        var findings: [Finding]
    }

    /// - Parameter files: All of the locations: those that are not reported tell what is there before the others.
    func outcome(of files: [ScannedFile], _ scope: Scope) -> Outcome {
        let options = options(scope)
        let resolver = Resolver(settings, from: ScriptSource(settings: settings))
        let entries = files.compactMap { entry(of: $0, resolver, scope) }
        let read = ManyFiles.map(entries) { [settings, placeholders] in
            let reading = LintReading(settings, placeholders, options)
            return { entry in reading.script(of: entry) }
        }
        var findings = Linter.findings(
            in: read.compactMap { try? $0.get() }, options: options, isReported: { scope.reports($0.absolutePath) })
        if scope.reportsFileRules {
            for case .failure(let failure) in read where scope.reports(failure.finding.absolutePath) {
                findings.append(failure.finding)
            }
        }
        return Outcome(
            files: entries.map(\.file).filter { scope.reports($0.absolutePath) }, findings: findings)
    }

    private func options(_ scope: Scope) -> LintOptions {
        var options = LintOptions(kind: kind, serverVersion: settings.check.serverVersion)
        options.rules = settings.check.lintRules
        options.gravest = settings.check.lint == .warn ? .warning : .error
        options.group = settings.execution.group
        options.mixed = settings.scripts.mixed
        options.waitsForLocksWithoutEnd = settings.safety.lockTimeout == .zero
        options.defaultSchema = settings.schemas.defaultSchema ?? settings.schemas.schemas.first
        options.newPaths = scope.newPaths
        options.reportsFileRules = scope.reportsFileRules
        return options
    }

    private func entry(of file: ScannedFile, _ resolver: Resolver, _ scope: Scope) -> LintReading.Entry? {
        let names = resolver.names(of: [file], programs: false)
        switch names.migrations.first?.name {
        case .versioned(let version, _): return .init(file: file, role: .versioned(version))
        case .baseline: return .init(file: file, role: .baseline)
        case .repeatable(let description): return .init(file: file, role: .repeatable(description))
        case .callback, .invalid, .other, nil: break
        }
        if !names.callbacks.isEmpty { return .init(file: file, role: .callback) }
        return scope.takesOtherFiles ? .init(file: file, role: .other) : nil
    }
}

/// Reads single files for the linter.
private struct LintReading {
    struct Entry: Sendable {
        var file: ScannedFile
        var role: LintScript.Role
    }

    private let reading: ScriptReading
    private let placeholders: Placeholders?
    private let scripts: ScriptSettings
    private let options: LintOptions

    init(_ settings: Settings, _ placeholders: Placeholders?, _ options: LintOptions) {
        reading = ScriptReading(settings)
        scripts = settings.scripts
        self.placeholders = placeholders
        self.options = options
    }

    func script(of entry: Entry) -> Result<LintScript, ScriptReading.Unreadable> {
        Result { () throws(ScriptReading.Unreadable) in
            let configuration = try reading.configuration(of: entry.file)
            return LintScript(
                entry.file, entry.role, text: try reading.text(of: entry.file, configuration),
                placeholders: placeholders?.table(for: entry.file, configuration),
                executeInTransaction: scripts.executesInTransaction(configuration),
                options: options)
        }
    }
}
