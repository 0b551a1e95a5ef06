/// Decides whether a script runs in a transaction, from its statements one after the other.
public struct TransactionalityAnalysis: Sendable {
    private let mixed: Bool
    private let override: Bool?
    /// Whether Flyway's parser found statements of either kind.
    private var flywaySaw = Kinds()
    /// The same with our longer list.
    private var weSaw = Kinds()
    private var offender: MixedTransactionality?
    private var beginsItself = false
    private var controlsTransactions = false

    private struct Kinds {
        var transactional = false
        var nonTransactional = false

        var areMixed: Bool { transactional && nonTransactional }

        mutating func add(_ isTransactional: Bool) {
            if isTransactional { transactional = true } else { nonTransactional = true }
        }
    }

    /// - Parameters:
    ///   - mixed: Flyway's setting: scripts with statements of both kinds are allowed, and run without a transaction.
    ///   - override: `executeInTransaction` of the script's own configuration, or `false` where that is the global
    ///     setting. `nil` where the statements decide.
    public init(mixed: Bool, override: Bool? = nil) {
        self.mixed = mixed
        self.override = override
    }

    public mutating func add(_ statement: ScriptStatement) {
        // `SET lock_timeout` and `SET ROLE` go with whatever they are set for.
        if statement.setting != nil { return }
        flywaySaw.add(statement.isTransactionalForFlyway)
        weSaw.add(statement.isTransactional)
        if offender == nil, flywaySaw.areMixed { offender = MixedTransactionality(offender: statement) }
        if case .transaction(let control) = statement.action {
            // SQLite alone refuses a BEGIN inside of a transaction.
            if control == .begin, !statement.isTransactional { beginsItself = true }
            controlsTransactions = true
        }
    }

    /// The decision, once all statements were added.
    ///
    /// A script of which no statement can run in a transaction is run outside of one, settings of its session with it. Any other is refused where
    /// Flyway refuses it. Where Flyway would run it in a transaction although it holds statements that cannot run
    /// there, it is run outside of one if both kinds are allowed; else as by Flyway, because a script may well have
    /// ended the transaction itself.
    public func executesInTransaction() throws(MixedTransactionality) -> Bool {
        if let override { return override }
        // Flyway cannot read such a script at all.
        if beginsItself { return false }
        // Nothing in it can run in a transaction, whether Flyway knows that of each statement or not.
        if weSaw.nonTransactional, !weSaw.transactional { return false }
        if flywaySaw.areMixed {
            if let offender, !mixed { throw offender }
            return false
        }
        if weSaw.areMixed { return !mixed || controlsTransactions }
        return !weSaw.nonTransactional
    }
}

/// Whether a script runs in a transaction; see ``TransactionalityAnalysis``.
public func executesInTransaction(
    _ statements: [ScriptStatement], mixed: Bool, override: Bool? = nil
) throws(MixedTransactionality) -> Bool {
    var analysis = TransactionalityAnalysis(mixed: mixed, override: override)
    // By index: a statement is a large value, and a copy of each costs more than the question.
    for index in statements.indices { analysis.add(statements[index]) }
    return try analysis.executesInTransaction()
}

/// A script holds statements that run in a transaction and others that cannot.
public struct MixedTransactionality: Error, Sendable, Hashable {
    /// Where the first statement stands that differs from those before it.
    public let location: ScriptLocation
    public let sql: String
    public let isTransactional: Bool

    init(offender: ScriptStatement) {
        location = offender.location
        sql = offender.sql
        isTransactional = offender.isTransactionalForFlyway
    }

    /// Flyway's own words.
    public var message: String {
        """
        Detected both transactional and non-transactional statements within the same migration \
        (even though mixed is false). Offending statement found at line \(location.line): \(sql)\
        \(isTransactional ? "" : " [non-transactional]")
        """
    }
}
