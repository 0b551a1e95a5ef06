import SwiftwayCore
import SwiftwayScript

/// The scripts of a plan, read and cut. Those that would take too much memory together are read again when their turn
/// comes, and refused where they are not the same any more.
final class PreparedScripts {
    private let runner: ScriptRunner
    private var kept: [Int: ScriptRunner.Prepared] = [:]
    private var bytes = 0
    /// Of all texts that are kept.
    private static let most = 16 * 1024 * 1024

    init(_ runner: ScriptRunner) {
        self.runner = runner
    }

    /// Reads a migration's script for the plan.
    func work(of migration: ResolvedMigration, at place: Int) -> PlannedMigration.Work {
        let script: ScriptRunner.Prepared
        do {
            script = try prepare(migration)
        } catch {
            return .unreadable(error)
        }
        let size = script.bytesInMemory
        if bytes + size <= Self.most {
            bytes += size
            kept[place] = script
        }
        switch script.body {
        case .statements(_, let plan), .stream(let plan, _): return .script(plan)
        case .program: return .program
        case .swift(let code): return .code(isTransactional: code.isTransactional)
        }
    }

    /// The script whose turn has come.
    func script(of migration: ResolvedMigration, at place: Int) throws(MigrationError) -> ScriptRunner.Prepared {
        if let script = kept[place] { return script }
        return try prepare(migration)
    }

    /// A migration that is done is not run again.
    func forget(_ place: Int) {
        guard let script = kept.removeValue(forKey: place) else { return }
        bytes -= script.bytesInMemory
    }

    private func prepare(_ migration: ResolvedMigration) throws(MigrationError) -> ScriptRunner.Prepared {
        try runner.prepare(
            migration.file, migration.language, migration.configuration, expecting: migration.rawChecksum)
    }
}

extension ScriptRunner.Prepared {
    /// About as many as its statements take.
    fileprivate var bytesInMemory: Int {
        guard case .statements(let statements, _) = body else { return 0 }
        return statements.reduce(0) { $0 + $1.sql.utf8.count + ($1.copyData?.count ?? 0) }
    }
}
