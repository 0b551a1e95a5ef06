package import SwiftwayCore
package import SwiftwayDatabase

/// A rule of lint: what it looks for, as data for documentation, settings and tests, and the function that finds it.
package struct LintRule: Sendable {
    package let rule: Rule
    package let databases: [DatabaseKind]
    package let isOnByDefault: Bool
    /// Why, and when it is silent: a paragraph for its page.
    package let explanation: String
    package let bad: LintExample
    package let good: LintExample
    let find: @Sendable (StatementView) -> [Discovery]

    init(
        _ id: String, _ severity: Finding.Severity, _ text: String, betterWay: String, explanation: String = "",
        databases: [DatabaseKind] = [.postgreSQL], isOnByDefault: Bool = true, bad: LintExample, good: LintExample,
        find: @escaping @Sendable (StatementView) -> [Discovery]
    ) {
        rule = Rule(id, severity, text, betterWay: betterWay)
        self.databases = databases
        self.isOnByDefault = isOnByDefault
        self.explanation = explanation
        self.bad = bad
        self.good = good
        self.find = find
    }

    package var id: String { rule.id }
}

/// Files that show a rule; the last one is the one that is looked at.
package struct LintExample: Sendable, ExpressibleByStringLiteral {
    package var files: [String]
    package var database: DatabaseKind
    /// `executeInTransaction` of each file.
    package var executeInTransaction: Bool?
    package var waitsForLocksWithoutEnd: Bool

    package init(
        _ files: String..., database: DatabaseKind = .postgreSQL, executeInTransaction: Bool? = nil,
        waitsForLocksWithoutEnd: Bool = false
    ) {
        self.files = files
        self.database = database
        self.executeInTransaction = executeInTransaction
        self.waitsForLocksWithoutEnd = waitsForLocksWithoutEnd
    }

    package init(stringLiteral text: String) { self.init(text) }
}

/// What a rule has found in a statement.
struct Discovery {
    enum Place {
        case statement
        /// In bytes of the statement's text.
        case byte(Int)
        /// The part of `ALTER TABLE`, counted from 0.
        case command(Int)
    }

    var message: String
    /// `nil` is the rule's.
    var remedy: String?
    /// `nil` is the rule's.
    var severity: Finding.Severity?
    var place: Place

    init(_ message: String, remedy: String? = nil, severity: Finding.Severity? = nil, at place: Place = .statement) {
        self.message = message
        self.remedy = remedy
        self.severity = severity
        self.place = place
    }

    init(
        _ message: String, remedy: String? = nil, severity: Finding.Severity? = nil, atByte offset: Int?,
        command: Int? = nil
    ) {
        self.init(
            message, remedy: remedy, severity: severity,
            at: offset.map { .byte($0) } ?? command.map { .command($0) } ?? .statement)
    }
}
