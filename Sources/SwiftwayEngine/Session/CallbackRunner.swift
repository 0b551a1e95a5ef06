import SwiftwayCore
import SwiftwayDatabase

/// Runs callbacks at their events.
struct CallbackRunner {
    let scripts: ScriptRunner
    let callbacks: [Callback]
    /// Forgotten whenever a callback has run: it may have written into it.
    let history: HistoryStore
    let defaultSchema: String
    let observe: (Event) -> Void

    private var connection: any DatabaseConnection { scripts.connection }

    var isEmpty: Bool { callbacks.isEmpty }

    func has(_ events: CallbackEvent...) -> Bool { callbacks.contains { events.contains($0.event) } }

    /// The events that something runs at.
    var events: Set<CallbackEvent> { Set(callbacks.map(\.event)) }

    /// Whether what runs with each migration can be rolled back with it.
    var canBeRolledBack: Bool {
        !callbacks.contains { $0.language != .sql && CallbackEvent.ofEachMigration.contains($0.event) }
    }

    /// Each callback of the event in a transaction of its own. What it does to the session ends with it, as in Flyway,
    /// where each has a connection of its own or is followed by a reset; what `afterConnect` sets is the session that
    /// everything goes back to.
    func fire(_ event: CallbackEvent) throws(MigrationError) {
        for callback in callbacks where callback.event == event {
            let script = try prepare(callback)
            do {
                try resetSession(event)
                // What `afterConnect` makes of the session is for the history, too.
                if event != .afterConnect { try enterScript(event) }
                if script.isTransactional, callback.language == .sql { try begin(event) }
                if connection.isBehindPooler { try resetSession(event) }
                try run(callback, script)
                if connection.isBehindPooler, connection.isInTransaction { try leaveSession(event) }
                if connection.isInTransaction { try commit(event) }
                try leave(event)
            } catch {
                try? connection.rollback()
                try? resetSession(event)
                throw error
            }
        }
    }

    /// As part of what is under way: inside its transaction, if it has one.
    func fireInside(_ event: CallbackEvent) throws(MigrationError) {
        for callback in callbacks where callback.event == event {
            try run(callback, try prepare(callback))
        }
    }

    /// The same for an event that tells of an error: its own failure is told too, but must not hide that error.
    func fireAfterError(_ event: CallbackEvent, inside: Bool = false) {
        do throws(MigrationError) {
            if inside { try fireInside(event) } else { try fire(event) }
        } catch {
            observe(.callbackIgnoredError(event, message: error.message))
        }
    }

    private func prepare(_ callback: Callback) throws(MigrationError) -> ScriptRunner.Prepared {
        do {
            return try scripts.prepare(callback.file, callback.language, callback.configuration)
        } catch {
            var error = error
            error.message = Self.prefix(callback.event) + error.message
            throw error
        }
    }

    private func run(_ callback: Callback, _ script: ScriptRunner.Prepared) throws(MigrationError) {
        history.forget()
        observe(
            .executingCallback(
                callback.event, description: callback.description, isProgram: callback.language != .sql,
                isTransactional: script.isTransactional))
        try scripts.run(
            script, inTransaction: connection.isInTransaction, code: .databaseConnection,
            prefix: Self.prefix(callback.event))
    }

    private static func prefix(_ event: CallbackEvent) -> String {
        "Error while executing \(event.rawValue) callback: "
    }

    private func begin(_ event: CallbackEvent) throws(MigrationError) {
        do { try connection.begin() } catch { throw .database(Self.prefix(event) + "cannot begin", error) }
    }

    private func commit(_ event: CallbackEvent) throws(MigrationError) {
        do { try connection.commit() } catch { throw .database(Self.prefix(event) + "cannot commit", error) }
    }

    private func leave(_ event: CallbackEvent) throws(MigrationError) {
        // Behind a pooler what was set is gone with the transaction.
        guard event == .afterConnect, !connection.isBehindPooler else { return try resetSession(event) }
        do {
            try connection.adoptSession()
        } catch {
            throw .database(Self.prefix(event) + "cannot ask what the session is like", error)
        }
    }

    private func leaveSession(_ event: CallbackEvent) throws(MigrationError) {
        do {
            try connection.leaveSession(defaultSchema: defaultSchema)
        } catch {
            throw .database(Self.prefix(event) + "cannot leave the session as it was", error)
        }
    }

    private func enterScript(_ event: CallbackEvent) throws(MigrationError) {
        do {
            try connection.enterScript()
        } catch {
            throw .database(Self.prefix(event) + "cannot take the role of scripts", error)
        }
    }

    private func resetSession(_ event: CallbackEvent) throws(MigrationError) {
        do {
            try connection.resetSession(defaultSchema: defaultSchema)
        } catch {
            throw .database(Self.prefix(event) + "cannot reset the session", error)
        }
    }
}
