package import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// Goes through the files in the order in which they run, and asks every rule about every statement.
package struct Linter {
    private let options: LintOptions
    private let rules: [LintRule]
    /// The functions of the rules alone: the loop over them is the innermost of all.
    private let finders: [@Sendable (StatementView) -> [Discovery]]
    private let state: SchemaState
    private let reported: Set<Int>
    private let scripts: [LintScript]
    private var work = TransactionWork()
    /// Of ``LintOptions/newPaths``.
    private var newNumbers: Set<Int> = []
    /// The number of the transaction that is open.
    private var transaction: Int?
    private var transactions = 0
    private var findings: [Finding] = []

    /// - Parameters:
    ///   - scripts: All that is known; those that are not reported tell what is there before the others.
    ///   - isReported: Whether findings in a file are wanted.
    package static func findings(
        in scripts: [LintScript], options: LintOptions, isReported: (ScannedFile) -> Bool = { _ in true }
    ) -> [Finding] {
        let ordered = inOrder(scripts)
        let reported = Set(ordered.indices.filter { isReported(ordered[$0].file) })
        var linter = Linter(ordered, reported, options)
        if !options.newPaths.isEmpty {
            linter.newNumbers = Set(ordered.indices.filter { options.newPaths.contains(ordered[$0].file.absolutePath) })
        }
        for number in ordered.indices { linter.lint(number) }
        return linter.findings
    }

    private init(_ scripts: [LintScript], _ reported: Set<Int>, _ options: LintOptions) {
        self.scripts = scripts
        self.reported = reported
        self.options = options
        rules = LintRule.all.filter { rule in
            guard rule.databases.contains(options.kind) else { return false }
            return switch options.rules[rule.id] {
            case .off: false
            case .on, .severity: true
            case nil: rule.isOnByDefault
            }
        }
        finders = rules.map(\.find)
        state = SchemaState(
            dialect: options.kind == .sqlite ? .sqlite : .postgreSQL, defaultSchema: options.defaultSchema)
    }

    /// Versions first, then repeatables by their descriptions, then whatever else there is.
    private static func inOrder(_ scripts: [LintScript]) -> [LintScript] {
        func rank(_ role: LintScript.Role) -> Int {
            switch role {
            case .baseline: 0
            case .versioned: 1
            case .repeatable: 2
            case .callback: 3
            case .other: 4
            }
        }
        return scripts.sorted { one, other in
            switch (one.role, other.role) {
            case (.versioned(let left), .versioned(let right)) where left != right: left < right
            case (.repeatable(let left), .repeatable(let right)) where left != right:
                left.utf16.lexicographicallyPrecedes(right.utf16)
            default:
                (rank(one.role), one.file.absolutePath) < (rank(other.role), other.file.absolutePath)
            }
        }
    }

    // MARK: Files

    private mutating func lint(_ number: Int) {
        let script = scripts[number]
        let isReported = reported.contains(number)
        state.beginFile()
        var plan: ScriptPlan?
        var mixture: MixedTransactionality?
        do throws(MixedTransactionality) {
            plan = try ScriptPlan(
                script.statements.lazy.map(\.script), kind: options.kind, mixed: options.mixed,
                override: script.executeInTransaction, enforcesForeignKeys: true)
        } catch {
            mixture = error
        }
        let file = FileView(
            number, script.role, newNumbers: newNumbers, mode: plan.map(FileView.Mode.init) ?? .refused)
        file.look(at: script.statements, state)
        if let plan, let last = script.statements.last {
            file.isOneTransaction = !plan.includes(last.script, at: script.statements.count - 1)
        }
        var raised: [(rule: Rule, statement: Int, finding: Finding)] = []
        if !options.group || file.mode != .transaction || transaction == nil { beginFileTransaction(file.mode) }
        for (index, statement) in script.statements.enumerated() {
            file.statement = index
            // What the runner leaves out does nothing.
            if let plan, !plan.includes(statement.script, at: index) { continue }
            for (place, (change, codeOffset)) in statement.steps.enumerated() {
                let view = StatementView(
                    change: change, statement: statement.script, codeOffset: codeOffset, isFirst: place == 0,
                    options: options, state: state, transaction: transaction, work: work, file: file)
                if isReported, script.role != .baseline { raised += ask(view, index, script) }
                note(view)
                let isMigration = script.role != .baseline
                state.apply(
                    change, at: .init(file: isMigration ? number : nil, transaction: isMigration ? transaction : nil))
                file.pass(change)
                follow(change, file.mode)
            }
        }
        guard isReported else { return }
        report(script, raised, mixture)
    }

    private mutating func beginFileTransaction(_ mode: FileView.Mode) {
        work = TransactionWork()
        switch mode {
        case .statementByStatement: transaction = nil
        case .transaction, .transactionWithoutForeignKeys, .refused:
            transactions += 1
            transaction = transactions
        }
    }

    /// The transaction that the statements behind a BEGIN or COMMIT run in.
    private mutating func follow(_ change: SchemaChange, _ mode: FileView.Mode) {
        guard case .transaction(let control) = change else { return }
        if control == .begin, transaction == nil {
            transactions += 1
            transaction = transactions
            work = TransactionWork()
        } else if control.endsTransaction {
            beginFileTransaction(mode)
        }
    }

    /// What later statements of the same transaction have to know.
    private mutating func note(_ view: StatementView) {
        guard transaction != nil else { return }
        for (table, level) in view.locks where !view.isNew(table) {
            let name = state.resolve(table)
            work.locked[name] = max(work.locked[name] ?? level, level)
            if level == .accessExclusive, work.firstAccessExclusive == nil { work.firstAccessExclusive = name }
        }
        if case .addEnumValue(let value) = view.change { work.enumValues.append(value) }
        if case .alterTable(let alteration) = view.change, alteration.commands.contains(where: \.scans) {
            work.scanned.insert(state.resolve(alteration.table))
        }
    }

    // MARK: Rules

    private func ask(
        _ view: StatementView, _ index: Int, _ script: LintScript
    ) -> [(rule: Rule, statement: Int, finding: Finding)] {
        var raised: [(rule: Rule, statement: Int, finding: Finding)] = []
        var places = Places(view)
        for (number, find) in finders.enumerated() {
            for discovery in find(view) {
                let rule = rules[number].rule
                let place = places.location(of: discovery.place)
                raised.append((rule, index, finding(rule, script, place, discovery)))
            }
        }
        return raised
    }

    private func finding(
        _ rule: Rule, _ script: LintScript, _ place: ScriptLocation, _ discovery: Discovery
    ) -> Finding {
        Finding(
            rule, severity: severity(of: rule, discovery.severity), displayPath: script.file.displayPath,
            absolutePath: script.file.absolutePath, line: place.line, column: place.column,
            message: discovery.message, remedy: discovery.remedy ?? rule.betterWay)
    }

    private func severity(of rule: Rule, _ found: Finding.Severity?) -> Finding.Severity {
        var severity = found ?? rule.severity
        if case .severity(let configured) = options.rules[rule.id] { severity = configured }
        return options.gravest == .warning && severity == .error ? .warning : severity
    }

    // MARK: Allowances

    private mutating func report(
        _ script: LintScript, _ raised: [(rule: Rule, statement: Int, finding: Finding)],
        _ mixture: MixedTransactionality?
    ) {
        if options.reportsFileRules {
            findings += script.problems
            if let mixture, !raised.contains(where: { $0.rule.id == LintRule.concurrentlyInTransaction.id }) {
                findings.append(
                    finding(.mixedTransaction, script, mixture.location, Discovery(mixture.message)))
            }
        }
        var used: Set<Int> = []
        var ofFile: [Int] = []
        var ofStatement: [Int: [Int]] = [:]
        for (index, allowance) in script.allowances.enumerated() where !allowance.reason.isEmpty {
            switch allowance.scope {
            case .file: ofFile.append(index)
            case .statement(let statement): ofStatement[statement, default: []].append(index)
            case .nothing: break
            }
        }
        for (rule, statement, finding) in raised {
            let allowance = ((ofStatement[statement] ?? []) + ofFile).first {
                script.allowances[$0].rules.contains(rule.id)
            }
            if let allowance { used.insert(allowance) } else { findings.append(finding) }
        }
        for (index, allowance) in script.allowances.enumerated() {
            findings += complaints(about: allowance, isUsed: used.contains(index), script)
        }
    }

    private func complaints(about allowance: Allowance, isUsed: Bool, _ script: LintScript) -> [Finding] {
        func complaint(_ rule: Rule, _ message: String, remedy: String? = nil) -> [Finding] {
            if options.rules[rule.id] == .off { return [] }
            return [finding(rule, script, allowance.location, Discovery(message, remedy: remedy))]
        }
        guard !allowance.rules.isEmpty else {
            return complaint(.unknown, "swiftway:allow names no rule.")
        }
        let names = allowance.rules.joined(separator: ", ")
        var findings: [Finding] = []
        for name in allowance.rules where !LintRule.ids.contains(name) {
            let suggestion = didYouMean(nearest(to: name, in: LintRule.ids.sorted()))
            findings += complaint(.unknown, "There is no rule \(name).", remedy: suggestion)
        }
        if !findings.isEmpty { return findings }
        if allowance.reason.isEmpty {
            return complaint(.allowWithoutReason, "\(names) is allowed here without a reason.")
        }
        if isUsed { return [] }
        switch allowance.scope {
        case .nothing:
            return complaint(
                .unusedIgnore, "This stands beside no statement, so that \(names) is not allowed anywhere.",
                remedy: "Put it before its statement or on its last line; swiftway:allow-file stands at the top.")
        case .file, .statement:
            // A rule that is switched off finds nothing, and may be switched on again.
            let isOff = allowance.rules.allSatisfy { name in !rules.contains { $0.id == name } }
            return isOff ? [] : complaint(.unusedIgnore, "Nothing here breaks \(names).")
        }
    }
}

/// Where in the file the discoveries of one statement are.
private struct Places {
    private let view: StatementView
    /// Where the parts of `ALTER TABLE` begin, once somebody has asked.
    private var commands: [Int]?

    init(_ view: StatementView) { self.view = view }

    mutating func location(of place: Discovery.Place) -> ScriptLocation {
        if let code = view.codeOffset {
            guard case .byte(let offset) = place else { return view.statement.location(ofByte: code) }
            return view.statement.location(ofByte: code + offset)
        }
        switch place {
        case .statement: return view.statement.location
        case .byte(let offset): return view.statement.location(ofByte: offset)
        case .command(let number):
            let offsets = commands ?? view.statement.commandOffsets(dialect: view.dialect)
            commands = offsets
            return number < offsets.count
                ? view.statement.location(ofByte: offsets[number]) : view.statement.location
        }
    }
}

extension FileView.Mode {
    init(_ plan: ScriptPlan) {
        self =
            switch plan.mode {
            case .transaction: .transaction
            case .transactionWithoutForeignKeys: .transactionWithoutForeignKeys
            case .statementByStatement: .statementByStatement
            }
    }
}

extension FileView {
    /// Looks through the file once before its statements are judged one by one.
    func look(at statements: [LintScript.Statement], _ state: SchemaState) {
        for (index, statement) in statements.enumerated() {
            for (change, _) in statement.steps {
                switch change {
                case .createTable(let table): created[state.resolve(table.name)] = index
                case .createView(let view):
                    created[state.resolve(view.name)] = index
                    views[state.resolve(view.name)] = index
                case .createFunction(let function): created[state.resolve(function.name)] = index
                case .createEnum(let type): created[state.resolve(type)] = index
                case .createDomain(let name, _): created[state.resolve(name)] = index
                case .createSchema(let schema): created[state.resolve(ObjectName(name: schema))] = index
                case .createIndex(let definition):
                    if let name = definition.name { indexes[name.lowercased()] = index }
                    if case let column?? = definition.columns.first {
                        indexedColumns[state.resolve(definition.table), default: []].insert(column)
                    }
                case .createTrigger(let trigger): triggers[trigger.name.lowercased()] = index
                case .rename(let renaming) where renaming.kind == .table:
                    let schema = state.resolve(renaming.object).schema
                    renamedTo[state.resolve(ObjectName(schema: schema, name: renaming.newName))] = index
                case .drop(let removal) where removal.kind == .table:
                    for name in removal.names { dropped[state.resolve(name)] = index }
                case .alterTable(let alteration):
                    for case .addConstraint(let constraint) in alteration.commands {
                        if let name = constraint.name { addedConstraints.insert(name) }
                    }
                case .transaction(let control): if control.endsTransaction { lastEnd = index }
                // Names that follow have another schema.
                case .set: state.apply(change, at: .init())
                default: break
                }
            }
        }
        state.beginFile()
    }

    /// Goes on behind a change.
    func pass(_ change: SchemaChange) {
        switch change {
        case .set(let name, let value, _):
            let isLimited = value.map { Int($0) != 0 } ?? false
            if name == "lock_timeout" { limitsLocks = isLimited }
            if name == "statement_timeout" { limitsStatements = isLimited }
        case .transaction(let control):
            if control == .begin { hasBegun = true }
            if control.endsTransaction {
                hasBegun = false
                hasEnded = true
            }
        default: break
        }
    }
}

extension TableCommand {
    /// Whether it reads the whole table without a rule that says so.
    var scans: Bool {
        if case .validateConstraint = self { true } else { false }
    }
}
