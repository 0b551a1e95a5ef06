import Foundation
import SwiftwayDatabase
import SwiftwayPostgreSQL
import TestSupport
import Testing

/// What only PostgreSQL does, beyond ``DriverContract``.
@Suite("PostgreSQL connection") struct PostgreSQLConnectionTests {
    private let database: PostgreSQLDatabase

    init() throws { database = try PostgreSQLServer.shared().makeDatabase() }

    // MARK: Connecting

    @Test func introducesItselfByTheNameOfTheRequest() throws {
        let name = "SELECT current_setting('application_name')"
        #expect(try database.connect().execute(name).last?.rows == [["swiftway test"]])
        #expect(try database.connect("ApplicationName=other").execute(name).last?.rows == [["other"]])
    }

    @Test func connectsThroughTheSocketToo() throws {
        let server = database.server
        let url = "postgresql://postgres@/\(database.name)?host=\(server.folder)&port=\(server.port)"
        let connection = try PostgreSQLConnection(ConnectionRequest(url: url))
        #expect(connection.databaseName == database.name)
        #expect(connection.user == "postgres")
    }

    @Test func goesOnToTheNextHost() throws {
        let url = "jdbc:postgresql://127.0.0.1:1,127.0.0.1:\(database.server.port)/\(database.name)"
        #expect(try PostgreSQLConnection(ConnectionRequest(url: url, user: "postgres")).databaseName == database.name)
    }

    @Test func saysWhoRefused() throws {
        let error = #expect(throws: DatabaseError.self) {
            try PostgreSQLConnection(ConnectionRequest(url: "jdbc:postgresql://127.0.0.1:1/none", user: "postgres"))
        }
        #expect(error?.category == .connectionFailed)
        #expect(error?.sqlState == "08001")
        #expect(
            error?.fullMessage == "Connection to 127.0.0.1:1 refused. Check that the hostname and port are correct"
                + " and that the postmaster is accepting TCP/IP connections.")
    }

    @Test func knowsThatThereIsNoSuchDatabase() throws {
        let error = #expect(throws: DatabaseError.self) {
            let url = database.server.url(database: "nope")
            return try PostgreSQLConnection(ConnectionRequest(url: url, user: "postgres"))
        }
        #expect(error?.category == .connectionFailed)
        #expect(error?.sqlState == "3D000")
        #expect(error?.fullMessage == #"FATAL: database "nope" does not exist"#)
    }

    @Test func acceptsThePasswordFromEverywhere() throws {
        let password = PostgreSQLServer.guardedPassword
        let user = PostgreSQLServer.guardedUser
        let encoded = password.replacingOccurrences(of: " ", with: "%20")
        let address = "127.0.0.1:\(database.server.port)/\(database.name)"
        let requests = [
            ConnectionRequest(url: database.url, user: user, password: password),
            ConnectionRequest(url: "\(database.url)?user=\(user)&password=\(encoded)"),
            ConnectionRequest(url: "\(database.url)?user=postgres&password=wrong", user: user, password: password),
            ConnectionRequest(url: "postgresql://\(user):\(encoded)@\(address)"),
            ConnectionRequest(url: database.url, properties: ["user": user, "password": password]),
        ]
        for request in requests { #expect(try PostgreSQLConnection(request).user == user) }
    }

    @Test func looksIntoThePasswordFile() throws {
        let folder = try TemporaryFolder()
        let line = "127.0.0.1:*:\(database.name):\(PostgreSQLServer.guardedUser):\(PostgreSQLServer.guardedPassword)\n"
        let path = try folder.write(line, to: "pgpass")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let connection = try database.connect(as: PostgreSQLServer.guardedUser, "passfile=\(path)")
        #expect(connection.user == PostgreSQLServer.guardedUser)
    }

    static let wrongPasswords: [String] = ["hunter2secret", "pass'word\\", "päss wörd"]

    @Test(arguments: wrongPasswords) func refusesAWrongPasswordWithoutRepeatingIt(password: String) throws {
        let user = PostgreSQLServer.guardedUser
        let encoded = try #require(password.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let port = database.server.port
        let requests = [
            ConnectionRequest(url: database.url, user: user, password: password),
            ConnectionRequest(url: "\(database.url)?user=\(user)&password=\(encoded)"),
            ConnectionRequest(url: "postgresql://\(user):\(encoded)@127.0.0.1:\(port)/\(database.name)"),
            ConnectionRequest(url: "jdbc:postgresql://127.0.0.1:1/none?user=\(user)&password=\(encoded)"),
            ConnectionRequest(url: "jdbc:postgresql://127.0.0.1:port/none?password=\(encoded)"),
            ConnectionRequest(url: "jdbc:postgresql://no.such.host.invalid/none?password=\(encoded)"),
        ]
        for (index, request) in requests.enumerated() {
            let error = #expect(throws: DatabaseError.self) { try PostgreSQLConnection(request) }
            #expect(error?.category == .connectionFailed)
            #expect(error.map { "\($0) \($0.fullMessage)".contains(password) } == false)
            #expect(!"\(request) \(String(reflecting: request))".contains(password))
            if index < 3 {
                #expect(error?.sqlState == "28P01")
                #expect(error?.fullMessage == #"FATAL: password authentication failed for user "guarded""#)
            }
        }
    }

    @Test func saysThatAPasswordIsMissing() throws {
        let error = #expect(throws: DatabaseError.self) {
            try database.connect(as: PostgreSQLServer.guardedUser, "passfile=/nowhere")
        }
        #expect(error?.message.contains("no password supplied") == true)
    }

    /// A server that takes the connection and never answers.
    @Test func givesUpOnASilentServer() throws {
        let silent = try SilentServer()
        let start = ContinuousClock.now
        let error = #expect(throws: DatabaseError.self) {
            let url = "jdbc:postgresql://127.0.0.1:\(silent.port)/none?connectTimeout=1"
            return try PostgreSQLConnection(ConnectionRequest(url: url, user: "postgres"))
        }
        #expect(error?.category == .connectionFailed)
        #expect(error?.message == "The server 127.0.0.1:\(silent.port) did not answer in time (connectTimeout).")
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func goesOnBehindASilentServer() throws {
        let silent = try SilentServer()
        let hosts = "127.0.0.1:\(silent.port),127.0.0.1:\(database.server.port)"
        let url = "jdbc:postgresql://\(hosts)/\(database.name)?connectTimeout=1"
        #expect(try PostgreSQLConnection(ConnectionRequest(url: url, user: "postgres")).databaseName == database.name)
    }

    // MARK: Session

    @Test func usesTheSearchPathOfTheAddress() throws {
        _ = try database.connect().execute(#"CREATE SCHEMA app; CREATE SCHEMA "Odd""#)
        let connection = try database.connect("currentSchema=app,public")
        #expect(connection.currentSchema == "app")
        #expect(try searchPath(connection) == "app,public")
        #expect(try database.connect("currentSchema=%22Odd%22").currentSchema == "Odd")
        // A schema that does not exist yet: the one that is meant.
        #expect(try database.connect("currentSchema=later").currentSchema == "later")
        #expect(try database.connect("currentSchema=").currentSchema == nil)
    }

    @Test func isReadOnlyOnRequest() throws {
        let connection = try database.connect("readOnly=true")
        #expect(connection.isReadOnly)
        let error = #expect(throws: DatabaseError.self) { try connection.execute("CREATE TABLE t (id INT)") }
        #expect(error?.sqlState == "25006")
    }

    @Test func passesOptionsOn() throws {
        let connection = try database.connect("options=-c%20work_mem=3MB")
        #expect(try connection.execute("SHOW work_mem").last?.rows == [["3MB"]])
    }

    @Test func keepsTheTimeOfTheClient() throws {
        let row = try #require(
            try database.connect().execute("SELECT now()::timestamp, localtimestamp").last?.rows.first)
        #expect(row[0] == row[1])
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        let shown = try #require(row[0].flatMap { formatter.date(from: String($0.prefix(19))) })
        #expect(abs(shown.timeIntervalSinceNow) < 60)
    }

    @Test func takesTheZoneFromTheEnvironment() async throws {
        await #expect(processExitsWith: .success) { [url = database.url as String] in
            let request = ConnectionRequest(url: url, user: "postgres")
            for name in ["Asia/Kathmandu", "CET-1CEST,M3.5.0,M10.5.0/3"] {
                setenv("TZ", name, 1)
                let shown = try Self.show("TimeZone", request)
                #expect(shown == name)
            }
            // What the server does not know is what the C library takes for Greenwich.
            setenv("TZ", "Nowhere/Nothing", 1)
            let fallback = try Self.show("TimeZone", request)
            #expect(fallback == "<+0:00>-0:00")
            setenv("PGTZ", "America/Lima", 1)
            let explicit = try Self.show("TimeZone", request)
            #expect(explicit == "America/Lima")
        }
    }

    @Test func leavesToTheVariablesOfLibpqWhatIsNotSaid() async throws {
        let server = database.server
        await #expect(processExitsWith: .success) {
            [name = database.name as String, port = String(server.port) as String, folder = server.folder as String] in
            setenv("PGUSER", PostgreSQLServer.guardedUser, 1)
            setenv("PGPASSWORD", PostgreSQLServer.guardedPassword, 1)
            setenv("PGPORT", port, 1)
            setenv("PGDATABASE", name, 1)
            setenv("PGAPPNAME", "from outside", 1)
            let request = ConnectionRequest(url: "jdbc:postgresql:")
            let connection = try PostgreSQLConnection(request)
            #expect(connection.user == PostgreSQLServer.guardedUser)
            #expect(connection.databaseName == name)
            let application = try Self.show("application_name", request)
            #expect(application == "from outside")
            // The Java driver's localhost gives way to PGHOST.
            let address = try connection.query("SELECT inet_server_addr()", [])
            #expect(address == [["127.0.0.1"]] || address == [["::1"]])
            setenv("PGHOST", folder, 1)
            let local = try PostgreSQLConnection(request).query("SELECT inet_server_addr()", [])
            #expect(local == [[nil]])
        }
    }

    private static func show(_ setting: String, _ request: ConnectionRequest) throws -> String? {
        try PostgreSQLConnection(request).query("SHOW \(setting)", []).first?.first ?? nil
    }

    @Test func resetsRoleSearchPathAndTimeZone() throws {
        let connection = try database.connect()
        let before = try session(connection)
        _ = try connection.execute(
            """
            CREATE ROLE "role of \(database.name)";
            GRANT ALL ON SCHEMA public TO "role of \(database.name)";
            CREATE SCHEMA app
            """)
        let changes = [
            #"SET ROLE "role of \#(database.name)""#, #"SET SESSION AUTHORIZATION "role of \#(database.name)""#,
            "SET search_path TO app", "SELECT set_config('search_path', '', false)", "SET TIME ZONE 'Asia/Tokyo'",
            "DISCARD ALL", "SET standard_conforming_strings = off",
        ]
        for change in changes {
            _ = try connection.execute(change)
            try connection.resetSession(defaultSchema: nil)
            #expect(try session(connection) == before, "\(change)")
            try connection.begin()
            _ = try connection.execute(change.hasPrefix("DISCARD") ? "SELECT 1" : change)
            try connection.resetSession(defaultSchema: "app")
            #expect(try searchPath(connection) == #""app","$user", public"#)
            #expect(try session(connection).dropLast() == before.dropLast(), "\(change) in a transaction")
            try connection.commit()
        }
        try connection.resetSession(defaultSchema: nil)
        _ = try connection.execute(#"DROP OWNED BY "role of \#(database.name)"; DROP ROLE "role of \#(database.name)""#)
    }

    @Test func putsTheDefaultSchemaInFront() throws {
        let connection = try database.connect()
        _ = try connection.execute(#"CREATE SCHEMA "it's \ ""odd""""#)
        try connection.resetSession(defaultSchema: #"it's \ "odd""#)
        #expect(try searchPath(connection) == #""it's \ ""odd""","$user", public"#)
        _ = try connection.execute("CREATE TABLE t (id INT)")
        #expect(try connection.tableExists(QualifiedName(schema: #"it's \ "odd""#, name: "t")))
        // One that does not exist yet is put in front as soon as it does.
        try connection.resetSession(defaultSchema: "later")
        #expect(try searchPath(connection) == #""$user", public"#)
        _ = try connection.createSchema("later")
        try connection.resetSession(defaultSchema: "later")
        #expect(try searchPath(connection) == #""later","$user", public"#)
    }

    @Test func resetsAgainAfterARollback() throws {
        let connection = try database.connect()
        try connection.begin()
        try connection.resetSession(defaultSchema: "public")
        try connection.rollback()
        #expect(try searchPath(connection) == #""$user", public"#)
        try connection.resetSession(defaultSchema: "public")
        #expect(try searchPath(connection) == #""public","$user", public"#)
    }

    @Test func adoptsWhatInitSqlDid() throws {
        let connection = try database.connect()
        _ = try connection.execute(
            """
            CREATE ROLE "adopted in \(database.name)"; CREATE SCHEMA app;
            SET ROLE "adopted in \(database.name)"; SET search_path TO app
            """)
        try connection.adoptSession()
        #expect(connection.user == "adopted in \(database.name)")
        #expect(connection.currentSchema == nil || connection.currentSchema == "app")
        _ = try connection.execute("RESET ROLE; RESET search_path")
        try connection.resetSession(defaultSchema: nil)
        #expect(try session(connection).first == "adopted in \(database.name)")
        #expect(try searchPath(connection) == "app")
        _ = try connection.execute(#"RESET ROLE; DROP ROLE "adopted in \#(database.name)""#)
    }

    @Test func keepsSpeakingUTF8() throws {
        let connection = try database.connect()
        // The euro sign has no place in Latin 1: had the setting stayed, the server would misread its bytes.
        _ = try connection.execute("SET client_encoding TO 'LATIN1'")
        #expect(try connection.execute("SELECT '€', length('€')").last?.rows == [["€", "1"]])
        try connection.begin()
        _ = try connection.execute("SET LOCAL client_encoding TO 'LATIN1'")
        #expect(try connection.execute("SELECT '€', length('€')").last?.rows == [["€", "1"]])
        try connection.commit()
        #expect(try connection.execute("SELECT '€', length('€')").last?.rows == [["€", "1"]])
    }

    // MARK: Statements

    @Test func reportsNoticesInOrder() throws {
        let connection = try database.connect()
        var notices: [Notice] = []
        connection.onNotice = { notices.append($0) }
        _ = try connection.execute(
            """
            DO $$ BEGIN RAISE NOTICE 'first'; RAISE WARNING 'second' USING ERRCODE = 'UW001'; END $$;
            CREATE SCHEMA IF NOT EXISTS public
            """)
        #expect(
            notices == [
                Notice(severity: "NOTICE", message: "first", sqlState: "00000"),
                Notice(severity: "WARNING", message: "second", sqlState: "UW001"),
                Notice(severity: "NOTICE", message: #"schema "public" already exists, skipping"#, sqlState: "42P06"),
            ])
    }

    @Test func tellsEverythingAboutAnError() throws {
        let connection = try database.connect()
        let error = #expect(throws: DatabaseError.self) {
            try connection.execute(
                """
                DO $$ BEGIN
                    RAISE EXCEPTION 'no more tea' USING ERRCODE = 'T0418', DETAIL = 'the pot is empty', HINT = 'brew';
                END $$
                """)
        }
        #expect(
            error
                == DatabaseError(
                    severity: "ERROR", message: "no more tea", sqlState: "T0418", detail: "the pot is empty",
                    hint: "brew", context: "PL/pgSQL function inline_code_block line 2 at RAISE"))
    }

    @Test func runsWhatCannotBePrepared() throws {
        let connection = try database.connect()
        _ = try connection.execute("CREATE TABLE t (id INT)")
        _ = try connection.execute("CREATE INDEX CONCURRENTLY i ON t (id)")
        _ = try connection.execute("VACUUM t")
        let error = #expect(throws: DatabaseError.self) {
            try connection.execute("SELECT 1; CREATE INDEX CONCURRENTLY j ON t (id)")
        }
        #expect(error?.sqlState == "25001")
    }

    @Test func refusesToCommitAFailedTransaction() throws {
        let connection = try database.connect()
        try connection.begin()
        #expect(throws: DatabaseError.self) { try connection.execute("SELECT * FROM nowhere") }
        let error = #expect(throws: DatabaseError.self) { try connection.commit() }
        #expect(error?.sqlState == "25P02")
        #expect(!connection.isInTransaction)
    }

    @Test func reportsWhatADeferredConstraintFindsAtCommit() throws {
        let connection = try database.connect()
        _ = try connection.execute("CREATE TABLE t (id INT UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        try connection.begin()
        _ = try connection.execute("INSERT INTO t VALUES (1), (1)")
        let error = #expect(throws: DatabaseError.self) { try connection.commit() }
        #expect(error?.sqlState == "23505")
        #expect(!connection.isInTransaction)
    }

    @Test func sortsErrorsByWhatCanBeDone() throws {
        let connection = try database.connect()
        let other = try database.connect()
        _ = try other.execute("CREATE TABLE t (id INT)")
        try other.begin()
        _ = try other.execute("LOCK TABLE t")
        let locked = #expect(throws: DatabaseError.self) {
            try connection.execute("SET lock_timeout = '50ms'; SELECT * FROM t")
        }
        #expect(locked?.category == .locked)
        #expect(locked?.sqlState == "55P03")
        let late = #expect(throws: DatabaseError.self) {
            try connection.execute("SET lock_timeout = 0; SET statement_timeout = '50ms'; SELECT pg_sleep(5)")
        }
        #expect(late?.category == .cancelled)
        #expect(late?.sqlState == "57014")
    }

    @Test func doesNotTakeACodeForALostConnection() throws {
        let connection = try database.connect()
        for state in ["08006", "57P01"] {
            let error = #expect(throws: DatabaseError.self) {
                try connection.execute("DO $$ BEGIN RAISE EXCEPTION 'far away' USING ERRCODE = '\(state)'; END $$")
            }
            #expect(error?.sqlState == state)
            #expect(error?.category == .statement)
        }
        #expect(try connection.execute("SELECT 2").last?.rows == [["2"]])
    }

    @Test func noticesALostConnection() throws {
        let connection = try database.connect()
        let other = try database.connect()
        try connection.begin()
        let pid = try #require(try connection.execute("SELECT pg_backend_pid()").last?.rows.first?.first ?? nil)
        _ = try other.execute("SELECT pg_terminate_backend(\(pid))")
        let first = #expect(throws: DatabaseError.self) {
            for _ in 0..<100 { _ = try connection.execute("SELECT pg_sleep(0.01)") }
        }
        #expect(first?.category == .connectionLost)
        #expect(first?.severity == "FATAL")
        #expect(first?.sqlState == "57P01")
        #expect(!connection.isInTransaction)
        let second = #expect(throws: DatabaseError.self) { try connection.query("SELECT $1", [.integer(1)]) }
        #expect(second?.category == .connectionLost)
        #expect(second?.message.isEmpty == false)
        try connection.rollback()
        #expect(throws: DatabaseError.self) { try connection.resetSession(defaultSchema: "public") }
    }

    // MARK: Copy

    @Test func copies() throws {
        let connection = try database.connect()
        _ = try connection.execute("CREATE TABLE t (id INT, word TEXT)")
        let lines = (1...40_000).map { "\($0)\twörd \($0)" }.joined(separator: "\n") + "\n"
        let result = try connection.copy("COPY t FROM STDIN", data: Array(lines.utf8)[...])
        #expect(result.affectedRows == 40_000)
        #expect(try connection.execute("SELECT word FROM t WHERE id = 40000").last?.rows == [["wörd 40000"]])
        let slice = Array("no\t1\r\n2\tx\r\n".utf8)[3...]
        #expect(
            try connection.copy("COPY t (id) FROM STDIN WITH (FORMAT csv)", data: Array("7\r\n8\r\n".utf8)[...])
                .affectedRows == 2)
        #expect(throws: DatabaseError.self) { try connection.copy("COPY t FROM STDIN", data: slice) }
        #expect(try connection.copy("COPY t FROM STDIN", data: []).affectedRows == 0)
    }

    @Test func survivesErrorsWhileCopying() throws {
        let connection = try database.connect()
        _ = try connection.execute("CREATE TABLE t (id INT)")
        let error = #expect(throws: DatabaseError.self) {
            try connection.copy("COPY t FROM STDIN", data: Array("1\n2\nthree\n".utf8)[...])
        }
        #expect(error?.sqlState == "22P02")
        #expect(error?.context == #"COPY t, line 3, column id: "three""#)
        // Wrong from the first line on, with megabytes behind it.
        let long = Array(String(repeating: "x\n", count: 2_000_000).utf8)
        #expect(throws: DatabaseError.self) { try connection.copy("COPY t FROM STDIN", data: long[...]) }
        #expect(throws: DatabaseError.self) { try connection.copy("COPY nowhere FROM STDIN", data: [65, 10]) }
        #expect(try connection.execute("SELECT count(*) FROM t").last?.rows == [["0"]])
        try connection.begin()
        #expect(throws: DatabaseError.self) { try connection.copy("COPY t FROM STDIN", data: [65, 10]) }
        #expect(connection.isInTransaction)
        try connection.rollback()
    }

    @Test func takesNoDataWhereThereIsNone() throws {
        let connection = try database.connect()
        _ = try connection.execute("CREATE TABLE t (id INT); INSERT INTO t VALUES (1)")
        let error = #expect(throws: DatabaseError.self) { try connection.execute("COPY t FROM STDIN") }
        #expect(error?.message.contains("there is no data") == true)
        #expect(try connection.execute("COPY t TO STDOUT; SELECT 3").last?.rows == [["3"]])
    }

    // MARK: Support

    private func searchPath(_ connection: PostgreSQLConnection) throws -> String? {
        try connection.query("SHOW search_path", []).first?.first ?? nil
    }

    /// Role, session role, time zone and search path; asked as one of the engine's own queries, which change nothing.
    private func session(_ connection: PostgreSQLConnection) throws -> [String?] {
        try connection.query(
            """
            SELECT current_user, session_user, current_setting('TimeZone'), current_setting('search_path')
            """, []
        ).first ?? []
    }
}
