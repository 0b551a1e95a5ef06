import Foundation
import Swiftway
import TestSupport
import Testing

/// Tables of the history as nobody would write them, by the thousand: no command hangs on one, none crashes, and each ends
/// with a result or with an error that says something.
@Suite("Odd histories by the thousand", .fewAtOnce) struct HistoryFuzzTests {
    private static let commands = ["info", "validate", "migrate", "repair", "migrate", "info"]
    private static let files = [
        "V1__a.sql": "CREATE TABLE IF NOT EXISTS a (x INT);", "V2__b.sql": "INSERT INTO a VALUES (2);",
        "V2.1__c.sql": "CREATE TABLE IF NOT EXISTS c (x INT);", "R__r.sql": "INSERT INTO a VALUES (100);",
    ]

    /// `SWIFTWAY_SEED=n` tries that one alone, on both databases.
    private static let only = ProcessInfo.processInfo.environment["SWIFTWAY_SEED"].flatMap(UInt64.init)

    private static func seeds(_ chunk: Int, of size: Int) -> [UInt64] {
        if let only { return chunk == 0 ? [only] : [] }
        return (0..<size).map { UInt64(chunk * size + $0) }
    }

    /// 1000 of SQLite.
    @Test(.timeLimit(.minutes(10)), arguments: 0..<20) func onSQLite(chunk: Int) async throws {
        for seed in Self.seeds(chunk, of: 50) {
            var project = try Project(.sqlite, Self.files)
            try project.write("PRAGMA user_version = 3;", to: "V3__d.sql")
            try project.write("executeInTransaction=false", to: "V3__d.sql.conf")
            var history = OddHistory(seed: seed, kind: .sqlite, table: "flyway_schema_history")
            for sql in history.statements() { _ = try? project.database.rows(sql) }
            if history.flag() { project.settings.plan.validateOnMigrate = false }
            try await tryAll(project, seed)
        }
    }

    @Test(.timeLimit(.minutes(10))) func onPostgreSQL() async throws {
        let shared = try Project(.postgreSQL, Self.files)
        try shared.write("VACUUM;", to: "V3__d.sql")
        for seed in Self.seeds(0, of: 60) {
            var project = shared
            project.settings.schemas.schemas = ["s\(seed)"]
            try project.database.rows("CREATE SCHEMA s\(seed)")
            var history = OddHistory(seed: seed, kind: .postgreSQL, table: "s\(seed).flyway_schema_history")
            for sql in history.statements() { _ = try? project.database.rows(sql) }
            if history.flag() { project.settings.plan.validateOnMigrate = false }
            try await tryAll(project, seed)
        }
    }

    private func tryAll(_ project: Project, _ seed: UInt64) async throws {
        var applied: [Int] = []
        for command in Self.commands {
            let outcome = await withinTenSeconds { () async -> Outcome in
                do {
                    let migrator = project.migrator()
                    switch command {
                    case "info": _ = try await migrator.info()
                    case "validate": _ = try await migrator.validate()
                    case "repair": _ = try await migrator.repair()
                    default: return .applied(try await migrator.migrate().migrations.count)
                    }
                    return .done
                } catch let error as MigrationError {
                    return .failed(error.message, isFault: error.code == .fault)
                } catch {
                    return .failed("", isFault: true)
                }
            }
            switch outcome {
            case nil: Issue.record("seed \(seed): \(command) was not done within 10 s")
            case .failed(let message, let isFault):
                #expect(!message.isEmpty && !isFault, "seed \(seed): \(command): \(message)")
            case .applied(let count): applied.append(count)
            case .done: break
            }
            if outcome == nil { return }
        }
        // Whoever has migrated once, repaired and migrates again has nothing left to do, but for what repair has freed.
        if applied.count == 2 { #expect(applied[1] <= applied[0] + Self.files.count + 1, "seed \(seed)") }
    }

    private enum Outcome: Equatable {
        case done
        case applied(Int)
        case failed(String, isFault: Bool)
    }

    /// `nil` where it takes longer. What hangs is left behind.
    private func withinTenSeconds(_ work: @escaping @Sendable () async -> Outcome) async -> Outcome? {
        let (stream, continuation) = AsyncStream<Outcome?>.makeStream()
        let task = Task { continuation.yield(await work()) }
        let watch = Task {
            try await Task.sleep(for: .seconds(10))
            continuation.yield(nil)
        }
        defer {
            watch.cancel()
            task.cancel()
        }
        for await outcome in stream { return outcome }
        return nil
    }
}

/// A history table and its rows, odd in many ways; the same for the same seed.
private struct OddHistory {
    private var state: UInt64
    private let kind: DatabaseKind
    private let table: String

    init(seed: UInt64, kind: DatabaseKind, table: String) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        self.kind = kind
        self.table = table
    }

    private mutating func number(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(limit))
    }

    mutating func flag() -> Bool { number(below: 2) == 0 }
    private mutating func pick(_ choices: [String]) -> String { choices[number(below: choices.count)] }

    private static let names = [
        "installed_rank", "version", "description", "type", "script", "checksum", "installed_by", "installed_on",
        "execution_time", "success",
    ]

    /// What Flyway's own columns are, and what others may have made of them.
    private mutating func columns() -> [String] {
        let ours =
            kind == .sqlite
            ? ["INT", "TEXT", "TEXT", "TEXT", "TEXT", "INT", "TEXT", "TEXT", "INT", "BOOLEAN"]
            : ["INT", "TEXT", "TEXT", "TEXT", "TEXT", "INT", "TEXT", "TIMESTAMP", "INT", "BOOLEAN"]
        let others =
            kind == .sqlite
            ? ["", "TEXT", "BLOB", "REAL", "NUMERIC", "DATE"] : ["TEXT", "BIGINT", "NUMERIC", "VARCHAR(10)"]
        let isOwn = number(below: 4) == 0
        return ours.map { own in isOwn || number(below: 3) > 0 ? own : pick(others) }
    }

    mutating func statements() -> [String] {
        let types = columns()
        var definitions = zip(Self.names, types).map { "\"\($0)\" \($1)" }
        if number(below: 20) == 0 { definitions.remove(at: number(below: definitions.count)) }
        if number(below: 4) == 0 { definitions[0] += " PRIMARY KEY" }
        if number(below: 10) == 0 { definitions.append("\"more\" TEXT") }
        if number(below: 6) == 0 { definitions.reverse() }
        var statements = ["CREATE TABLE \(table) (\(definitions.joined(separator: ", ")))"]
        if number(below: 30) == 0 {
            statements.append("ALTER TABLE \(table) RENAME TO other")
            statements.append("CREATE VIEW \(table) AS SELECT * FROM other")
        }
        let names = Self.names.map { "\"\($0)\"" }.joined(separator: ", ")
        for place in 0..<number(below: 7) {
            statements.append("INSERT INTO \(table) (\(names)) VALUES (\(values(place).joined(separator: ", ")))")
        }
        if kind == .sqlite, number(below: 5) == 0 {
            statements.append("CREATE TABLE \(table)_unfinished (\"id\" INTEGER PRIMARY KEY, \"text\" TEXT)")
            let note =
                "swiftway: unfinished migration\nscript=V3__d.sql\nchecksum=\(number(below: 3))\nfinished=1\ndigest=1"
            let rank = flag() ? "\nfailedRank=\(number(below: 6))" : ""
            statements.append("INSERT INTO \(table)_unfinished VALUES (1, '\(flag() ? note + rank : "x")')")
        }
        return statements
    }

    /// One in so many is odd.
    private static let oddity = 8

    private mutating func values(_ place: Int) -> [String] {
        let file = pick(["1 a V1__a.sql", "2 b V2__b.sql", "2.1 c V2.1__c.sql", "3 d V3__d.sql", "0 z V0__z.sql"])
            .split(
                separator: " "
            ).map(String.init)
        let isRepeatable = number(below: 6) == 0
        let usual = [
            "\(place + 1 + (flag() ? 0 : place))", isRepeatable ? "NULL" : "'\(file[0])'",
            isRepeatable ? "'r'" : "'\(file[1])'", "'SQL'", isRepeatable ? "'R__r.sql'" : "'\(file[2])'", "NULL", "'x'",
            "'2024-01-0\(place + 1) 00:00:00'", "5", number(below: 6) == 0 ? falsehood : truth,
        ]
        return usual.indices.map { column in
            number(below: Self.oddity) == 0 ? pick(Self.odd(column) + Self.odd) : usual[column]
        }
    }

    private var truth: String { kind == .sqlite ? "1" : "true" }
    private var falsehood: String { kind == .sqlite ? "0" : "false" }

    /// For every column.
    private static let odd = [
        "NULL", "''", "'x'", "0", "-1", "2.5", "3.0", "x'32'", "x'ff00fe'", "9223372036854775807",
        "-9223372036854775808", "2147483647", "2147483648", "1e308", "-1e308", "'NaN'", "'Infinity'", "' 7'", "'7abc'",
        "'\u{1F4FB}'", "'a''b'", "'line' || char(10) || 'line'", "zeroblob(100000)", "char(0)", "'true'", "'t'",
        "printf('%100000s', 'x')", "repeat('x', 100000)", "true", "false", "now()",
    ]

    private static func odd(_ column: Int) -> [String] {
        switch column {
        case 0: ["'2'", "'10'", "'9'", "1", "1", "3", "-5", "'007'", "'+4'", "2147483646"]
        case 1:
            ["'1.'", "'.1'", "'1..2'", "'01'", "'1_1'", "'-1'", "'abc'", "'99999999999999999999'", "'2.0'", "1", "1.0"]
        case 3:
            [
                "'sql'", "'JDBC'", "'BASELINE'", "'SCHEMA'", "'DELETE'", "'DELETE'", "'UNDO_SQL'", "'SQL_BASELINE'",
                "'SPRING_JDBC'", "'CUSTOM'", "'SCRIPT'", "'nonsense'",
            ]
        case 5: ["1", "-2147483648", "4294967296", "'12'", "12.0"]
        case 7:
            [
                "'yesterday'", "'0000-00-00 00:00:00'", "'9999999-99-99 99:99:99'", "1700000000000",
                "'2024-02-30 25:61:61'",
                "'infinity'", "'-infinity'", "'4713-01-01 00:00:00 BC'", "'294276-12-31 23:59:59.999999'", "'24:00'",
                "'2024-01-01T00:00:00Z'", "'2024-01-01 00:00:00.1234567890123'",
            ]
        case 9: ["'t'", "'f'", "'true'", "'TRUE'", "'yes'", "'maybe'", "2", "-1", "'1'", "'0.0'"]
        default: []
        }
    }
}
