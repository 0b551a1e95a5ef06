import SwiftwayScript
import Testing

/// What Flyway's parser gets wrong, and known issues of it that stay right. Every example is valid for its database.
@Suite struct FlywayDefectTests {
    struct Case: Sendable {
        /// Which defect, or which issue of Flyway.
        let subject: String
        let dialect: ScriptDialect
        let script: String
        let statements: [String]

        init(_ subject: String, _ script: String, _ statements: [String]) {
            self.init(subject, .postgreSQL, script, statements)
        }

        init(_ subject: String, _ dialect: ScriptDialect, _ script: String, _ statements: [String]) {
            self.subject = subject
            self.dialect = dialect
            self.script = script
            self.statements = statements
        }
    }

    private static let cases: [Case] = [
        Case("1, lower-case e", "select e'it\\'s; x'; select 2", ["select e'it\\'s; x'", "select 2"]),
        Case(
            "2, X and B", "select X'5C\\'; select B'1\\'; select 3;", ["select X'5C\\'", "select B'1\\'", "select 3"]),
        Case(
            "3, standard_conforming_strings", "set standard_conforming_strings = off; select 'a\\'; b'; select 2",
            ["set standard_conforming_strings = off", "select 'a\\'; b'", "select 2"]),
        Case(
            "4, parameters", "PREPARE p AS SELECT $1; EXECUTE p(1); SELECT '$';",
            ["PREPARE p AS SELECT $1", "EXECUTE p(1)", "SELECT '$'"]),
        Case("5, tags", "SELECT $1, $2; SELECT $ 1, $; SELECT 3", ["SELECT $1, $2", "SELECT $ 1, $", "SELECT 3"]),
        Case(
            "6, nested CASE",
            "create function f() returns int begin atomic select CASE WHEN a THEN CASE WHEN b THEN 1 END END; end; select 1",
            [
                "create function f() returns int begin atomic select CASE WHEN a THEN CASE WHEN b THEN 1 END END; end",
                "select 1",
            ]),
        Case("7, keywords as names", .sqlite, "SELECT x AS end; select 2", ["SELECT x AS end", "select 2"]),
        Case("8, comments that do not nest", .sqlite, "/* a /* b */ SELECT 1;", ["/* a /* b */ SELECT 1"]),
        Case(
            "9, brackets", .sqlite, "select [a;b], [it's -- ] from t; select 2;",
            ["select [a;b], [it's -- ] from t", "select 2"]),
        Case(
            "10, BEGIN and CASE", .sqlite, "select begin from t; select 1 as case; select 3;",
            ["select begin from t", "select 1 as case", "select 3"]),
        Case("13, parentheses", "select 1); select 2; select 3", ["select 1)", "select 2", "select 3"]),
        Case("14, first parenthesis", "(SELECT 1) UNION (SELECT 2);", ["(SELECT 1) UNION (SELECT 2)"]),
        Case(
            "19, rules", "create rule r as on insert to t do also (select 1; select 2); select 3",
            ["create rule r as on insert to t do also (select 1; select 2)", "select 3"]),
        Case("21, a comment at the end", "select 1 -- end", ["select 1 -- end"]),
        Case(
            "issue 1238", "select E'a', $$;$$; select E'\\\\', $$;$$;", ["select E'a', $$;$$", "select E'\\\\', $$;$$"]),
        Case(
            "issue 2581", "insert into t values ('é;ü', '漢;字'); select 1;",
            ["insert into t values ('é;ü', '漢;字')", "select 1"]),
        Case(
            "issue 2795", .sqlite, "insert into t select case when a then 1 else 2 end from u; select 1;",
            ["insert into t select case when a then 1 else 2 end from u", "select 1"]),
        Case(
            "issue 3703",
            "create procedure p() language sql begin atomic insert into t values (1); insert into t values (2); end; call p();",
            [
                "create procedure p() language sql begin atomic insert into t values (1); insert into t values (2); end",
                "call p()",
            ]),
        Case(
            "sqlite-own-transaction", .sqlite, "begin transaction;\ncreate table t1 (id int);\ncommit;\n",
            ["begin transaction", "create table t1 (id int)", "commit"]),
    ]

    @Test(arguments: cases)
    func areNotCopied(_ example: Case) throws {
        #expect(try texts(example.script, example.dialect) == example.statements, "\(example.subject)")
    }

    @Test func copyDataWithoutItsEndIsAnError() throws {
        let error = try #require(failure("create table t (id int);\ncopy t from stdin;\n1\n2\n"))
        #expect(error.message.contains("COPY at line 2 col 1"))
    }

    /// Flyway looks at ten keywords made of letters alone.
    @Test func detectionReachesTheWholeStatement() throws {
        let columns = (1...20).map { "c\($0)" }.joined(separator: ", ")
        let statement = try first("copy \"odd table\" (\(columns)) /* a b c d e f g h i j k */ from stdin;\n\\.\n")
        #expect(statement.data == "")
    }

    /// Issue 2029.
    @Test func commentsDoNotHideWhatAStatementIs() throws {
        let statement = try first(
            "-- add a value\n/* here */ alter type mood add value 'happy';", serverVersion: 110_000)
        #expect(!statement.isTransactional)
        #expect(statement.action == .addsEnumValue(type: ObjectName(name: "mood")))
    }

    /// Issue 4171.
    @Test func dumpsOfTodayCanBeRead() throws {
        let script = "--\n-- dump\n--\n\n\\restrict abc\n\nSET x = 0;\n\\unrestrict abc\n\n"
        #expect(try texts(script) == ["SET x = 0"])
    }
}
