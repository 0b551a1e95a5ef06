import SwiftwayCore

extension ParameterTable {
    static let safety = ParameterGroup(
        title: "Safety and speed",
        parameters: [
            Parameter(
                "lockTimeout", .duration, namespace: .swiftway,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    settings.safety.lockTimeout = try Duration(configured: assignment)
                },
                summary: "How long a statement waits for a lock before its migration steps back.",
                details: """
                    The migration is then rolled back and tried again. PostgreSQL, in transactional migrations. \
                    Without this setting \(SafetySettings.defaultLockTimeout.text), unless the role or `afterConnect` has \
                    set a `lock_timeout`; a script that sets its own always wins. `0` waits without end and never \
                    tries again, as Flyway does.
                    """),
            .duration(
                "lockRetryBudget", \.safety.lockRetryBudget,
                "How long a run may spend on waiting for locks and trying again.",
                details: "Then it ends with status 75. `0` does not try again."),
            Parameter(
                "statementTimeout", .duration, namespace: .swiftway,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    settings.safety.statementTimeout = try Duration(configured: assignment)
                },
                summary: "How long a statement of a migration may run.",
                details: "PostgreSQL. Statements with `CONCURRENTLY` are exempt. Without it there is no limit."),
            .choice(
                "durability", \.safety.durability, "When commits are made safe on disk.",
                details: """
                    `run`: once, before the run says that anything is applied; only a crash of the server in \
                    mid-run can undo migrations, and then the next run applies them again. `each`: at every migration.
                    """),
            .choice(
                "resume", \.safety.resume, "How a migration without a transaction goes on after it has failed.",
                details: """
                    `auto`: at the unfinished statement, where the file is unchanged and nothing is in doubt. \
                    `again`: at the unfinished statement all the same. `next`: behind it, because it was finished by \
                    hand. `restart`: from the beginning, because what it had done was undone by hand.
                    """),
            .optionalText(
                "backup", type: .path, \.safety.backup, namespace: .swiftway,
                "Where a copy of the database is written before `migrate` changes it.",
                details: """
                    SQLite only. A folder gets a file with the time in its name; a file must not be there yet. \
                    Nothing is written where nothing is pending.
                    """),
        ])
}

extension Parameter {
    static func duration(
        _ name: String, _ field: Field<Duration>, _ summary: String, details: String = ""
    ) -> Parameter {
        Parameter(
            name, .duration, fallback: Settings()[keyPath: field].text, namespace: .swiftway,
            effect: .setting { (assignment, settings) throws(InvalidValue) in
                settings[keyPath: field] = try Duration(configured: assignment)
            },
            summary: summary, details: details)
    }

    /// One of the names of an enumeration of our own.
    static func choice<Value: RawRepresentable<String> & CaseIterable & SendableMetatype>(
        _ name: String, _ field: Field<Value>, _ summary: String, details: String = ""
    ) -> Parameter {
        let names = Value.allCases.map(\.rawValue)
        return Parameter(
            name, .choice(names), fallback: Settings()[keyPath: field].rawValue, namespace: .swiftway,
            effect: .setting { (assignment, settings) throws(InvalidValue) in
                guard let value = Value(rawValue: assignment.text.lowercased()) else {
                    throw .expected(oneOf: names)
                }
                settings[keyPath: field] = value
            },
            summary: summary, details: details)
    }
}

extension Duration {
    init(configured assignment: Assignment) throws(InvalidValue) {
        guard let duration = Duration(text: assignment.text) else {
            throw .expected("should be a duration such as 5s, 500ms, 2min or 0")
        }
        self = duration
    }
}
