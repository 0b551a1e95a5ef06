import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

extension LintRule {
    static let locks: [LintRule] = [
        LintRule(
            "rewriting-table-options", .error,
            "A table is copied or written anew.",
            betterWay: "Do it in a quiet hour, or fill a new table.",
            explanation:
                "`SET LOGGED`, `SET UNLOGGED`, `SET TABLESPACE` and `SET ACCESS METHOD` do so under a lock against everybody.",
            bad: "ALTER TABLE users SET UNLOGGED;", good: "ALTER TABLE users SET (fillfactor = 80);"
        ) { view in
            view.commands(of: [.materializedView, .index]) { command, index, alteration in
                guard !view.isEmptyNew(alteration.table) else { return [] }
                let what: String
                switch command {
                case .setLogged(let isLogged): what = isLogged ? "SET LOGGED" : "SET UNLOGGED"
                case .setTablespace: what = "SET TABLESPACE"
                case .setAccessMethod: what = "SET ACCESS METHOD"
                default: return []
                }
                return [
                    Discovery(
                        "\(what) copies all of \(alteration.table.text) while nobody can read it.", at: .command(index))
                ]
            }
        },
        LintRule(
            "prefer-repack", .error,
            "`VACUUM FULL` and `CLUSTER` lock a table against everybody while they copy it.",
            betterWay: "pg_repack, or from PostgreSQL 19 on REPACK (CONCURRENTLY).",
            bad: "VACUUM FULL users;", good: "VACUUM users;"
        ) { view in
            switch view.change {
            case .vacuumFull(let tables):
                if !tables.isEmpty, tables.allSatisfy(view.isNew) { return [] }
                let what = tables.isEmpty ? "every table of the database" : tables.map(\.text).joined(separator: ", ")
                return [Discovery("VACUUM FULL copies \(what) while nobody can read it.")]
            case .cluster(let table):
                if let table, view.isNew(table) { return [] }
                return [
                    Discovery("CLUSTER copies \(table?.text ?? "every clustered table") while nobody can read it.")
                ]
            default: return []
            }
        },
        LintRule(
            "refresh-without-concurrently", .error,
            "A materialized view is computed anew while nobody can read it.",
            betterWay: "REFRESH MATERIALIZED VIEW CONCURRENTLY; it needs a unique index on the view.",
            bad: "REFRESH MATERIALIZED VIEW totals;", good: "REFRESH MATERIALIZED VIEW CONCURRENTLY totals;"
        ) { view in
            guard case .refresh(let name, concurrently: false) = view.change, !view.isNewObject(name) else { return [] }
            return [Discovery("Nobody can read \(name.text) until it is computed.")]
        },
        LintRule(
            "lock-table", .error,
            "A table is locked by hand until the transaction ends.",
            betterWay: "Leave locking to the statements, and keep their transaction short.",
            bad: "LOCK TABLE users IN ACCESS EXCLUSIVE MODE;", good: "LOCK TABLE users IN ROW SHARE MODE;"
        ) { view in
            guard case .lock(let tables, let level) = view.change, level >= .share else { return [] }
            return tables.filter { !view.isNew($0) }.prefix(1).map { table in
                let who = level == .accessExclusive ? "read or write" : "write to"
                return Discovery(
                    "Nobody can \(who) \(table.text) until the transaction ends.",
                    severity: level >= .exclusive ? nil : .warning)
            }
        },
        LintRule(
            "statement-after-access-exclusive", .warning,
            "A second table is locked while the first one still is.",
            betterWay: "Put it into a file of its own: locks are held until the transaction ends.",
            explanation: """
                A lock against everybody is kept until the end of the transaction. While the next statement waits for \
                another table, nobody can use the first; and somebody who takes the tables in the other order makes a \
                deadlock.
                """,
            bad: "ALTER TABLE users ADD COLUMN a int;\nALTER TABLE orders ADD COLUMN a int;",
            good: "ALTER TABLE users ADD COLUMN a int;\nALTER TABLE users ADD COLUMN b int;"
        ) { view in
            guard view.transaction != nil, let held = view.work.firstAccessExclusive else { return [] }
            for (table, level) in view.locks where level >= .share && !view.isNew(table) {
                let name = view.state.resolve(table)
                guard name != held, view.work.locked[name] == nil else { continue }
                return [
                    Discovery(
                        "\(held.text(in: view)) stays locked against everybody while this waits for \(table.text).")
                ]
            }
            return []
        },
        LintRule(
            "multiple-alter-table", .information,
            "A table is read several times where once would do.",
            betterWay: "Write the parts into one ALTER TABLE.",
            bad: "ALTER TABLE users VALIDATE CONSTRAINT a;\nALTER TABLE users VALIDATE CONSTRAINT b;",
            good: "ALTER TABLE users VALIDATE CONSTRAINT a, VALIDATE CONSTRAINT b;"
        ) { view in
            guard view.transaction != nil, case .alterTable(let alteration) = view.change,
                alteration.commands.contains(where: \.scans),
                view.work.scanned.contains(view.state.resolve(alteration.table))
            else { return [] }
            return [Discovery("\(alteration.table.text) was read in this transaction before.")]
        },
        LintRule(
            "require-lock-timeout", .warning,
            "A statement waits without end for a lock, and everybody behind it.",
            betterWay: "Leave lockTimeout on, or SET lock_timeout in the file.",
            explanation:
                "swiftway limits this by itself (`lockTimeout`): it is reported only where that is switched off.",
            bad: LintExample("ALTER TABLE users ADD COLUMN a int;", waitsForLocksWithoutEnd: true),
            good: "ALTER TABLE users ADD COLUMN a int;"
        ) { view in
            guard view.options.waitsForLocksWithoutEnd, !view.file.limitsLocks,
                let lock = view.locks.first(where: { $0.level >= .share && !view.isNew($0.table) })
            else { return [] }
            return [Discovery("This waits without end for \(lock.table.text), and everybody waits behind it.")]
        },
        LintRule(
            "require-statement-timeout", .warning,
            "A statement may run without end while it holds a lock.",
            betterWay: "SET statement_timeout in the file, or set statementTimeout.",
            isOnByDefault: false,
            bad: "ALTER TABLE users ADD COLUMN a int;",
            good: "SET statement_timeout = '5s';\nALTER TABLE users ADD COLUMN a int;"
        ) { view in
            guard !view.file.limitsStatements,
                let lock = view.locks.first(where: { $0.level >= .share && !view.isNew($0.table) })
            else { return [] }
            return [Discovery("Nothing limits how long this holds its lock on \(lock.table.text).")]
        },
        LintRule(
            "ban-disable-trigger", .error,
            "Triggers or rules are switched off.",
            betterWay:
                "Let them run, or make them no-ops by what they do; with ALL foreign keys are not checked either.",
            bad: "ALTER TABLE users DISABLE TRIGGER ALL;", good: "ALTER TABLE users ENABLE TRIGGER ALL;"
        ) { view in
            if case .set(name: "session_replication_role", let value?, _) = view.change, value.lowercased() == "replica"
            {
                return [Discovery("No trigger runs and no foreign key is checked from here on.")]
            }
            return view.commands { command, index, alteration in
                guard !view.isNew(alteration.table) else { return [] }
                switch command {
                case .triggers(enabled: false, let name):
                    return [
                        Discovery(
                            name.map { "The trigger \($0) of \(alteration.table.text) does not run from here on." }
                                ?? "The triggers of \(alteration.table.text) do not run from here on.",
                            severity: name == nil ? nil : .warning, at: .command(index))
                    ]
                case .rules(enabled: false):
                    return [
                        Discovery(
                            "A rule of \(alteration.table.text) does not work from here on.", severity: .warning,
                            at: .command(index))
                    ]
                default: return []
                }
            }
        },
        LintRule(
            "create-trigger", .information,
            "A trigger is created on a table that is in use.",
            betterWay: "Keep its function short, and the transaction too.",
            isOnByDefault: false,
            bad: "CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();",
            good: """
                CREATE TABLE users (id int);
                CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();
                """
        ) { view in
            guard case .createTrigger(let trigger) = view.change, !view.isNew(trigger.table) else { return [] }
            return [Discovery("Nobody can write to \(trigger.table.text) until the transaction ends.")]
        },
    ]
}

extension ObjectName {
    /// Without the schema that everybody thinks of.
    func text(in view: StatementView) -> String { schema == view.state.currentSchema ? name : text }
}
