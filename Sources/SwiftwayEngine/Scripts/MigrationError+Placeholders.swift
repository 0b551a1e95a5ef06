import SwiftwayCore
import SwiftwayScript

extension MigrationError {
    /// Names all that a file lacks, so that it takes one attempt to see them.
    mutating func tell(unfilled problems: [PlaceholderError], in file: ScannedFile) {
        unfilled = problems.compactMap { UnfilledPlaceholder($0, in: file.displayPath) }
        guard let others = UnfilledPlaceholder.othersInWords(unfilled) else { return }
        advice = [advice, others].compactMap { $0 }.joined(separator: "\n")
    }
}

extension Session {
    /// Names what the other files of the run lack, too, where one of them has failed for that reason.
    func telling(unfilledBeside error: MigrationError, in pending: [ResolvedMigration]) -> MigrationError {
        guard let first = error.unfilled.first else { return error }
        var all = [first]
        var named = Set(error.unfilled.map { $0.text.lowercased() })
        for migration in pending where migration.language == .sql && migration.file.displayPath != first.displayPath {
            guard let table = scripts.placeholders.table(for: migration.file, migration.configuration),
                FileSystem.size(of: migration.file.absolutePath) <= ScriptRunner.longestInMemory,
                let text = try? scripts.resolver.text(of: migration.file, migration.configuration)
            else { continue }
            all += table.problems(in: text).compactMap { UnfilledPlaceholder($0, in: migration.file.displayPath) }
                .filter { named.insert($0.text.lowercased()).inserted }
        }
        guard let others = UnfilledPlaceholder.othersInWords(all) else { return error }
        var error = error
        error.advice = [error.advice, others].compactMap { $0 }.joined(separator: "\n")
        return error
    }
}
