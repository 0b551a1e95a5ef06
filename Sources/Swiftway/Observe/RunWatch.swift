import SwiftwayCore

/// Begins to watch a run: called in the task that asks for the run, so that what the task carries can be taken along.
/// What it returns is called, on the thread that works, for everything that happens.
typealias RunWatch = @Sendable (_ command: DatabaseCommand, _ settings: Settings) -> @Sendable (Event) -> Void

extension Migrator {
    /// Whoever wants to know about a run that is about to begin, as one.
    func observer(of command: DatabaseCommand) -> @Sendable (Event) -> Void {
        guard !watches.isEmpty else { return observe }
        let observers = [observe] + watches.map { $0(command, settings) }
        return { event in
            for observe in observers { observe(event) }
        }
    }
}

extension Result where Failure == MigrationError {
    var failure: MigrationError? {
        switch self {
        case .success: nil
        case .failure(let error): error
        }
    }
}
