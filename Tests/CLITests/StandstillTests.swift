import Foundation
import SwiftwayDatabase
import TestSupport
import Testing

/// Nobody waits for an answer that cannot come.
@Suite("Standstills", .fewAtOnce) struct StandstillTests {
    @Test(.timeLimit(.minutes(2)), arguments: ["copy t to stdout with csv", "copy (select 1, 'a') to stdout"])
    func copyToStandardOutput(statement: String) async throws {
        let shack = try Shack(
            .postgreSQL,
            [
                "V1__t.sql": "create table t(a int, b text); insert into t values (1, 'x');",
                "V2__copy.sql": "insert into t values (2, 'y');\n\(statement);\ninsert into t values (3, 'z');",
                "V3__after.sql": "create table after(x int);",
            ])
        #expect(try await shack.run("validate", "-offline=true").status == 0)
        let output = try await shack.run("migrate")
        #expect(output.status == 0, "\(output.text)\n\(output.errors)")
        #expect(output.text.contains(statement.contains("csv") ? "| 2,y  |" : "| 1\ta"), "\(output.text)")
        #expect(try shack.database.column("SELECT count(*) FROM t") == ["3"])
        #expect(try shack.versions() == ["1", "2", "3"])
    }

    /// The file is found to be another one after most of it was sent.
    @Test(.timeLimit(.minutes(5)), arguments: ["appended", "truncated", "not UTF-8", "gone"])
    func fileThatChangesWhileItIsSent(how: String) async throws {
        let shack = try Shack(.postgreSQL, ["V1__t.sql": "create table t(x int);"])
        let rows = String(
            repeating: "insert into t values (1); -- \(String(repeating: "x", count: 40))\n", count: 70_000)
        try shack.write("select pg_sleep(3);\n" + rows, to: "V2__long.sql")
        let file = shack.program.folder.path(of: "sql/V2__long.sql")
        async let running = shack.run("migrate")
        let database = shack.database
        let deadline = ContinuousClock.now + .seconds(60)
        while try database.column(
            "SELECT 1 FROM pg_stat_activity WHERE query ~ '^select pg_sleep' AND datname = current_database() AND pid <> pg_backend_pid()"
        ).isEmpty {
            try #require(ContinuousClock.now < deadline)
            try await Task.sleep(for: .milliseconds(20))
        }
        let handle = try #require(FileHandle(forUpdatingAtPath: file))
        let end = try handle.seekToEnd()
        switch how {
        case "appended": try handle.write(contentsOf: Data("insert into t values (2);\n".utf8))
        case "not UTF-8":
            try handle.seek(toOffset: end - 3)
            try handle.write(contentsOf: Data([0xFF, 0xFE, 0x0A]))
        default: try handle.truncate(atOffset: how == "gone" ? 0 : end - 30)
        }
        try handle.close()
        let output = try await running
        #expect(output.status == 1)
        #expect(output.errors.contains("V2__long.sql"), "\(output.errors)")
        #expect(try database.column("SELECT count(*) FROM t") == ["0"])
        #expect(try shack.versions() == ["1"])
    }

    /// Of a million rows that nobody reads none is kept, whether they are sent in a pipeline or not.
    @Test(.timeLimit(.minutes(5)), arguments: ["V1__q.sql", "R__q.sql"])
    func resultsThatNobodyReads(name: String) async throws {
        let shack = try Shack(
            .postgreSQL,
            [name: "select repeat('x', 100), n from generate_series(1, 1000000) n;\ncreate table t(x int);"])
        let output = try await shack.program.run(
            "/bin/sh",
            [
                "-c",
                "ulimit -v 450000; \"$0\" migrate -outputQueryResults=false; status=$?; exit $status",
                try Program.path(),
            ])
        #expect(output.status == 0, "\(output.errors)")
        #expect(try shack.database.tables().contains("t"))
    }
}
