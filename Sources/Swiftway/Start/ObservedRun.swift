public import SwiftwayCore

/// A run that tells what happens while it happens, as a stream.
///
/// ```swift
/// let run = migrator.observed { try await $0.migrate() }
/// for await event in run.events {
///     if case .running(let statement) = event { show(statement) }
/// }
/// let report = try await run.report
/// ```
public struct ObservedRun<Report: Sendable>: Sendable {
    /// Everything that happens, in order; ends with the run. Events that nobody takes are kept until somebody does. For
    /// one reader.
    public let events: AsyncStream<Event>
    private let task: Task<Result<Report, MigrationError>, Never>

    fileprivate init(events: AsyncStream<Event>, task: Task<Result<Report, MigrationError>, Never>) {
        self.events = events
        self.task = task
    }

    /// How it ended; waits for that. When the task that waits is cancelled, the run is.
    /// - Throws: The ``/SwiftwayCore/MigrationError`` that the run has thrown.
    public var report: Report {
        get async throws(MigrationError) { try await task.value() }
    }

    /// Asks the run to stop: what is running is rolled back, and ``report`` throws `INTERRUPTED`.
    public func cancel() { task.cancel() }
}

extension Migrator {
    /// Begins `work` in a task of its own, and makes a stream of what ``observe`` is called for; that is called too.
    /// - Parameter work: Runs something with the migrator that it is given. An error of its own ends the run with the code
    ///   `ERROR`.
    /// - Returns: The run, which has begun.
    public func observed<Report: Sendable>(
        _ work: @escaping @Sendable (Migrator) async throws -> Report
    ) -> ObservedRun<Report> {
        let (events, continuation) = AsyncStream<Event>.makeStream()
        var migrator = self
        migrator.observe = { [observe] event in
            observe(event)
            continuation.yield(event)
        }
        let task = Task { [migrator] in
            defer { continuation.finish() }
            do {
                return Result<Report, MigrationError>.success(try await work(migrator))
            } catch let error as MigrationError {
                return .failure(error)
            } catch {
                return .failure(MigrationError(code: .error, message: String(describing: error)))
            }
        }
        return ObservedRun(events: events, task: task)
    }
}
