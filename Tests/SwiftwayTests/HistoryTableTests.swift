import Foundation
import Swiftway
import TestSupport
import Testing

/// The table that Java Flyway takes for its own: its definition and what is written into it.
@Suite("History table", .fewAtOnce) struct HistoryTableTests {
    @Test func itsTextOnSQLite() async throws {
        let project = try Project(.sqlite, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try await project.migrate()
        let texts = try project.database.column(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'flyway_schema_history' AND sql <> '' ORDER BY type DESC")
        #expect(
            texts == [
                """
                CREATE TABLE "flyway_schema_history" (
                    "installed_rank" INT NOT NULL PRIMARY KEY,
                    "version" VARCHAR(50),
                    "description" VARCHAR(200) NOT NULL,
                    "type" VARCHAR(20) NOT NULL,
                    "script" VARCHAR(1000) NOT NULL,
                    "checksum" INT,
                    "installed_by" VARCHAR(100) NOT NULL,
                    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
                    "execution_time" INT NOT NULL,
                    "success" BOOLEAN NOT NULL
                )
                """,
                """
                CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success")
                """,
            ])
    }

    private static let columns = [
        "installed_rank integer not null", "version character varying(50)",
        "description character varying(200) not null", "type character varying(20) not null",
        "script character varying(1000) not null", "checksum integer", "installed_by character varying(100) not null",
        "installed_on timestamp without time zone not null default now()", "execution_time integer not null",
        "success boolean not null",
    ]

    @Test func itsColumnsAndIndexesOnPostgreSQL() async throws {
        let project = try Project(.postgreSQL, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try await project.migrate()
        let columns = try project.database.column(
            """
            SELECT attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' not null' ELSE '' END
                || COALESCE(' default ' || pg_get_expr(adbin, adrelid), '')
            FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE attrelid = 'flyway_schema_history'::regclass AND attnum > 0 ORDER BY attnum
            """)
        #expect(columns == Self.columns)
        let indexes = try project.database.column(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'flyway_schema_history' ORDER BY indexname")
        #expect(
            indexes == [
                "CREATE UNIQUE INDEX flyway_schema_history_pk ON public.flyway_schema_history USING btree (installed_rank)",
                "CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success)",
            ])
        let constraints = try project.database.column(
            "SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'flyway_schema_history'::regclass AND contype <> 'n'"
        )
        #expect(constraints == ["flyway_schema_history_pk PRIMARY KEY (installed_rank)"])
    }

    @Test(arguments: DatabaseKind.allCases) func theBaselineDefinesTheSameTable(kind: DatabaseKind) async throws {
        let baselined = try Project(kind)
        _ = try await baselined.migrator().baseline()
        let migrated = try Project(kind)
        try await migrated.migrate()
        let definition =
            switch kind {
            case .sqlite: "SELECT type, name, sql FROM sqlite_master ORDER BY name"
            case .postgreSQL:
                """
                SELECT relname, relkind, attname, format_type(atttypid, atttypmod), attnum, attnotnull FROM pg_class
                JOIN pg_attribute ON attrelid = pg_class.oid WHERE relname LIKE 'flyway%' ORDER BY relname, attnum
                """
            }
        #expect(try baselined.database.rows(definition) == migrated.database.rows(definition))
    }

    @Test(arguments: DatabaseKind.allCases) func itsNameIsFree(kind: DatabaseKind) async throws {
        var project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        project.settings.schemas.table = "The \"log\""
        try await project.migrate()
        #expect(try project.history("\"The \"\"log\"\"\"") == ["1: 1 SQL V1__a.sql"])
        #expect(try await project.migrate().migrations.isEmpty)
    }

    // MARK: Rows

    /// Line ends, the end of the file and a byte-order mark do not count, everything else does.
    private static let vectors: [(name: String, content: String, checksum: String)] = [
        ("empty", "", "0"), ("blank", "\r\n\r\n", "0"), ("mark", "\u{FEFF}", "0"),
        ("plain", "SELECT 1;", "78787420"), ("end", "\u{FEFF}SELECT 1;\r\n", "78787420"),
        ("trailing", "SELECT 1; ", "-1951047511"), ("other", "SELECT 2;", "798974111"),
        ("comment", "-- comment\n", "-621188442"), ("separator", "-- a\u{2028}b", "1390677983"),
        ("unicode", "-- héllo ☃ 😀", "-251903008"), ("ends", "SELECT 1\r;\rSELECT 2;", "-1665099012"),
    ]

    @Test(arguments: DatabaseKind.allCases) func checksumsAreThoseOfFlyway(kind: DatabaseKind) async throws {
        let project = try Project(kind)
        for (index, vector) in Self.vectors.enumerated() {
            try project.write(vector.content, to: "V\(index + 1)__\(vector.name).sql")
        }
        try await project.migrate()
        let stored = try project.database.column("SELECT checksum FROM flyway_schema_history ORDER BY installed_rank")
        #expect(stored == Self.vectors.map(\.checksum))
    }

    @Test(arguments: DatabaseKind.allCases) func namesAreStoredAsTheyAreRead(kind: DatabaseKind) async throws {
        let long = String(repeating: "word", count: 51)
        let project = try Project(
            kind,
            [
                "V001_02__Ünï_côde.sql": "SELECT 1;", "V2.sql": "SELECT 1;", "below/V3___x.sql": "SELECT 1;",
                "V20240131120000123456789__huge.sql": "SELECT 1;", "R__\(long).sql": "SELECT 1;",
            ])
        try await project.migrate()
        let rows = try project.database.rows(
            "SELECT version, description, script FROM flyway_schema_history ORDER BY installed_rank")
        #expect(
            rows == [
                ["001.02", "Ünï côde", "V001_02__Ünï_côde.sql"], ["2", "", "V2.sql"], ["3", " x", "below/V3___x.sql"],
                ["20240131120000123456789", "huge", "V20240131120000123456789__huge.sql"],
                [nil, long.prefix(197) + "...", "R__\(long).sql"],
            ])
        #expect(try await project.migrator().validate().succeeded)
    }

    @Test(arguments: DatabaseKind.allCases) func skippedMigrationsAreRecordedOnly(kind: DatabaseKind) async throws {
        let project = try Project(
            kind, ["V1__a.sql": "CREATE TABLE a (x INT);", "afterEachMigrate.sql": "CREATE TABLE b (x INT);"])
        try await project.migrate { $0.execution.skipExecutingMigrations = true }
        #expect(try project.database.tables() == [])
        #expect(try project.history() == ["1: 1 SQL V1__a.sql"])
        #expect(try await project.migrate().migrations.isEmpty)
    }

    /// On PostgreSQL the client's local time, as the Java driver makes it; on SQLite UTC.
    @Test(arguments: DatabaseKind.allCases) func theTimeIsTheTimeOfTheRun(kind: DatabaseKind) async throws {
        let project = try Project(kind, ["V1__a.sql": "CREATE TABLE a (x INT);"])
        try await project.migrate()
        let text = try project.database.column("SELECT installed_on FROM flyway_schema_history")[0]
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        formatter.timeZone = kind == .sqlite ? TimeZone(secondsFromGMT: 0) : .current
        let time = try #require(formatter.date(from: String(text.prefix(19))))
        #expect(abs(time.timeIntervalSinceNow) < 60)
        if kind == .sqlite { #expect(text.contains(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/)) }
    }
}
