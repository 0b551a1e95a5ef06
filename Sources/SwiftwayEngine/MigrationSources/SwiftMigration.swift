import SwiftwayCore

/// A migration in Swift, for what SQL cannot do: in one order and one history with the scripts.
///
/// ```swift
/// let backfill = SwiftMigration(version: "3", description: "Backfill call areas") { connection in
///     for row in try connection.query("SELECT call_sign FROM station WHERE area IS NULL") {
///         guard let callSign = row[0] else { continue }
///         try connection.query(
///             "UPDATE station SET area = $1 WHERE call_sign = $2", [.text(area(of: callSign)), .text(callSign)])
///     }
/// }
/// ```
///
/// The history has it with the type `JDBC`, which Flyway gives to migrations in code, and with a script named like the
/// file that it would be in: `V3__Backfill_call_areas.swift`. A program without it, Flyway and the command line among
/// them, sees an applied migration that it has no file for.
public struct SwiftMigration: Sendable {
    /// What it does; may be called again where a lock was in the way and everything was rolled back.
    public typealias Body = @Sendable (MigrationConnection) throws -> Void

    /// `3`, `2.1`; `nil` for one that runs again whenever its checksum changes.
    public let version: String?
    /// In words: `Backfill call areas`. Blanks are `_` in the name that the history has.
    public let description: String
    /// What tells one edition of it from the next, as a script's checksum does; `nil` where nobody asks.
    public let checksum: Int32?
    /// Whether it runs in one transaction with its row of the history: both stay, or neither.
    public let isTransactional: Bool
    let migrate: Body
    /// Where it stands: `App/Backfill.swift`.
    let fileID: String
    let line: Int

    /// One that runs once.
    /// - Parameters:
    ///   - version: As in the name of a script: `3`, `2.1`, `20261126.1`.
    ///   - description: In words. With the version it names the migration; both must stay as they are once it is applied.
    ///   - checksum: Compared with the one that was recorded when it was applied; without one nothing is compared.
    ///   - isTransactional: `false` for what cannot be done in a transaction, such as `CREATE INDEX CONCURRENTLY`. Such
    ///     a migration begins anew after a failure, with what it did before still there.
    ///   - fileID: Where the migration stands, for messages and reports.
    ///   - line: Where the migration stands, for messages and reports.
    ///   - migrate: Works on the connection, on the thread of the run.
    public init(
        version: String, description: String, checksum: Int32? = nil, isTransactional: Bool = true,
        fileID: String = #fileID, line: Int = #line, migrate: @escaping Body
    ) {
        self.init(
            optionalVersion: version, description: description, checksum: checksum, isTransactional: isTransactional,
            fileID: fileID, line: line, migrate: migrate)
    }

    /// One that runs behind the versioned ones, again whenever its checksum changes.
    /// - Parameters:
    ///   - description: Its name.
    ///   - checksum: Any number, another one for every edition.
    ///   - isTransactional: `false` for what cannot be done in a transaction.
    ///   - fileID: Where the migration stands, for messages and reports.
    ///   - line: Where the migration stands, for messages and reports.
    ///   - migrate: Works on the connection, on the thread of the run.
    public init(
        repeatable description: String, checksum: Int32, isTransactional: Bool = true, fileID: String = #fileID,
        line: Int = #line, migrate: @escaping Body
    ) {
        self.init(
            optionalVersion: nil, description: description, checksum: checksum, isTransactional: isTransactional,
            fileID: fileID, line: line, migrate: migrate)
    }

    private init(
        optionalVersion version: String?, description: String, checksum: Int32?, isTransactional: Bool, fileID: String,
        line: Int, migrate: @escaping Body
    ) {
        self.version = version
        self.description = description
        self.checksum = checksum
        self.isTransactional = isTransactional
        self.fileID = fileID
        self.line = line
        self.migrate = migrate
    }

    /// What the history calls it: `V3__Backfill_call_areas.swift`.
    var script: String {
        let words = String(description.map { $0 == " " ? "_" : $0 })
        return (version.map { "V\($0)__" } ?? "R__") + words + ".swift"
    }

    /// How it stands among the scripts.
    /// - Throws: ``MigrationError`` for a version that is none, and for a missing description.
    func entry() throws(MigrationError) -> Resolver.Names.Entry {
        let name: ScriptName
        if let version {
            guard let number = MigrationVersion(version) else {
                throw complaint("its version \"\(version)\" is none: 3, 2.1 and 20261126.1 are")
            }
            name = .versioned(number, description: description)
        } else {
            name = .repeatable(description: description)
        }
        guard !description.isEmpty else { throw complaint("it needs a description") }
        return Resolver.Names.Entry(
            name: name, language: .swift,
            file: ScannedFile(
                script: script, displayPath: "\(fileID):\(line)", absolutePath: "\(fileID):\(line)",
                mayHaveConfiguration: false, content: .code(checksum: checksum)))
    }

    private func complaint(_ reason: String) -> MigrationError {
        MigrationError(
            code: .configuration, message: "The migration in Swift at \(fileID):\(line) cannot be used: \(reason).",
            advice: "Nothing was changed.")
    }
}
