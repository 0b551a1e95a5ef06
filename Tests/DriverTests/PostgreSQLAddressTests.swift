import Foundation
import SwiftwayDatabase
import Testing

@testable import SwiftwayPostgreSQL

@Suite("PostgreSQL addresses") struct PostgreSQLAddressTests {
    struct Case: CustomTestStringConvertible {
        var url: String
        /// What libpq is told, but for what it is always told.
        var keywords: [String: String]
        var testDescription: String { url }
    }

    static let addresses: [Case] = [
        // The forms of the Java driver.
        Case(
            url: "jdbc:postgresql://db.example.org:5433/app",
            keywords: ["host": "db.example.org", "port": "5433", "dbname": "app"]),
        Case(url: "jdbc:postgresql://db/app", keywords: ["host": "db", "dbname": "app"]),
        Case(url: "jdbc:postgresql://db/", keywords: ["host": "db"]),
        Case(url: "jdbc:postgresql://db", keywords: ["host": "db"]),
        Case(url: "jdbc:postgresql:app", keywords: ["host": "localhost", "dbname": "app"]),
        Case(url: "jdbc:postgresql:/", keywords: ["host": "localhost"]),
        Case(url: "jdbc:postgresql://", keywords: ["host": "localhost"]),
        Case(url: "jdbc:postgresql:///app", keywords: ["host": "localhost", "dbname": "app"]),
        Case(url: "jdbc:postgresql://:5433/app", keywords: ["host": "localhost", "port": "5433", "dbname": "app"]),
        Case(url: "JDBC:PostgreSQL://db/app", keywords: ["host": "db", "dbname": "app"]),
        Case(
            url: "jdbc:postgresql://one:5433,two,three:5434/app",
            keywords: ["host": "one,two,three", "port": "5433,,5434", "dbname": "app"]),
        Case(url: "jdbc:postgresql://one,two/app", keywords: ["host": "one,two", "dbname": "app"]),
        Case(url: "jdbc:postgresql://[::1]:5433/app", keywords: ["host": "::1", "port": "5433", "dbname": "app"]),
        Case(url: "jdbc:postgresql://[2001:db8::7]/app", keywords: ["host": "2001:db8::7", "dbname": "app"]),
        Case(url: "jdbc:postgresql://db/%C3%BCber%20all%2Fes+1", keywords: ["host": "db", "dbname": "über all/es+1"]),
        // Those of AWS's drivers.
        Case(
            url: "jdbc:aws-wrapper:postgresql://db:5433/app?wrapperPlugins=iam&iamRegion=eu-west-3",
            keywords: ["host": "db", "port": "5433", "dbname": "app"]),
        Case(url: "jdbc-secretsmanager:postgresql:app", keywords: ["host": "localhost", "dbname": "app"]),
        // The forms of libpq.
        Case(url: "postgresql://db:5433/app", keywords: ["host": "db", "port": "5433", "dbname": "app"]),
        Case(url: "postgres://db/app", keywords: ["host": "db", "dbname": "app"]),
        Case(url: "postgresql:///app", keywords: ["dbname": "app"]),
        Case(url: "postgresql://", keywords: [:]),
        Case(
            url: "postgresql://ann:s3cret@db/app",
            keywords: ["host": "db", "dbname": "app", "user": "ann", "password": "s3cret"]),
        Case(url: "postgresql://ann@db/app", keywords: ["host": "db", "dbname": "app", "user": "ann"]),
        Case(
            url: "postgresql://a%40b:p%3A%2F%25w@db/app",
            keywords: ["host": "db", "dbname": "app", "user": "a@b", "password": "p:/%w"]),
        Case(
            url: "postgresql://ann:a@b@db/app",
            keywords: ["host": "db", "dbname": "app", "user": "ann", "password": "a@b"]),
        Case(url: "postgresql://%2Fvar%2Frun%2Fpg/app", keywords: ["host": "/var/run/pg", "dbname": "app"]),
        Case(
            url: "postgresql:///app?host=/tmp&port=5433", keywords: ["host": "/tmp", "port": "5433", "dbname": "app"]),
        // Parameters.
        Case(
            url: "jdbc:postgresql://db/app?user=ann&password=a%26b%3Dc",
            keywords: ["host": "db", "dbname": "app", "user": "ann", "password": "a&b=c"]),
        Case(url: "jdbc:postgresql:app?host=/tmp", keywords: ["host": "/tmp", "dbname": "app"]),
        Case(url: "jdbc:postgresql://db/app?", keywords: ["host": "db", "dbname": "app"]),
        Case(url: "jdbc:postgresql://db/app?&&=&x", keywords: ["host": "db", "dbname": "app"]),
        Case(
            url:
                "jdbc:postgresql://db/app?prepareThreshold=0&preferQueryMode=simple&assumeMinServerVersion=9.0&replication=x",
            keywords: ["host": "db", "dbname": "app"]),
    ]

    @Test(arguments: addresses) func becomesKeywords(address: Case) throws {
        var expected = address.keywords
        expected.merge(Self.constant) { given, _ in given }
        let keywords = try PostgreSQLAddress(address.url).keywords(for: ConnectionRequest(url: address.url))
        #expect(keywords == expected)
        #expect(PostgreSQLAddress.recognises(address.url))
    }

    private static let constant = [
        "keepalives": "1", "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "4",
        "tcp_user_timeout": "30000",
        "client_encoding": "UTF8", "fallback_application_name": "swiftway", "gssencmode": "disable",
    ]

    @Test(
        arguments: [
            ("jdbc:postgresql://db/app", "disable"), ("jdbc:postgresql://db/app?gssEncMode=prefer", "prefer"),
            ("postgresql://db/app?gssencmode=require", "require"), ("jdbc:postgresql:?service=here", nil),
        ] as [(String, String?)]) func looksForNoTicketUnlessAsked(url: String, mode: String?) throws
    {
        let keywords = try PostgreSQLAddress(url).keywords(for: ConnectionRequest(url: url))
        #expect(keywords["gssencmode"] == mode)
    }

    @Test(arguments: ["PGGSSENCMODE", "PGSERVICE"]) func leavesTicketsToTheVariables(variable: String) async {
        await #expect(processExitsWith: .success) { [variable = variable as String] in
            setenv(variable, "prefer", 1)
            let url = "jdbc:postgresql://db/app"
            let keywords = try PostgreSQLAddress(url).keywords(for: ConnectionRequest(url: url))
            #expect(keywords["gssencmode"] == nil)
        }
    }

    @Test func requestWinsOverAddressWinsOverProperties() throws {
        let url = "postgresql://ann:old@db/app?connectTimeout=5"
        let properties = ["user": "zoe", "password": "oldest", "connectTimeout": "2", "sslmode": "require"]
        var request = ConnectionRequest(url: url, properties: properties)
        let address = try PostgreSQLAddress(url, properties: properties)
        #expect(address.keywords(for: request)["user"] == "ann")
        #expect(address.keywords(for: request)["password"] == "old")
        #expect(address.keywords(for: request)["sslmode"] == "require")
        #expect(address.keywords(for: request)["connect_timeout"] == "5")
        request.user = "bob"
        request.password = "new"
        #expect(address.keywords(for: request)["user"] == "bob")
        #expect(address.keywords(for: request)["password"] == "new")
    }

    @Test(
        arguments: [
            ("", "require"), ("?sslmode=disable", "require"), ("?sslmode=allow", "require"), ("?ssl=false", "require"),
            ("?sslmode=require", "require"), ("?sslmode=VERIFY-CA", "verify-ca"), ("?ssl=true", "verify-full"),
            ("?sslmode=verify-full", "verify-full"), ("?sslrootcert=system", "verify-full"),
            ("?sslrootcert=system&sslmode=require", "require"), ("?sslrootcert=/x", "require"),
        ] as [(String, String)]) func canBeMadeToEncrypt(parameters: String, mode: String) throws
    {
        var request = ConnectionRequest(url: "jdbc:postgresql://db/app\(parameters)")
        request.requiresEncryption = true
        #expect(try PostgreSQLAddress(request.url).keywords(for: request)["sslmode"] == mode)
    }

    @Test func modeOfTheVariableStays() async {
        await #expect(processExitsWith: .success) {
            setenv("PGSSLMODE", "verify-full", 1)
            var request = ConnectionRequest(url: "jdbc:postgresql://db/app")
            let address = try PostgreSQLAddress(request.url)
            #expect(address.keywords(for: request)["sslmode"] == nil)
            request.requiresEncryption = true
            #expect(address.keywords(for: request)["sslmode"] == "verify-full")
        }
    }

    @Test func endpoints() throws {
        func endpoint(_ url: String, user: String? = nil) throws -> PostgreSQLEndpoint {
            try PostgreSQLEndpoint(of: ConnectionRequest(url: url, user: user))
        }
        let one = try endpoint("jdbc:postgresql://db:5433/app?user=ann&sslmode=disable")
        #expect(one.onlyHost == "db" && one.port == 5433 && one.user == "ann" && one.refusesEncryption)
        #expect(try endpoint("postgresql://ann@db/app", user: "bob").user == "bob")
        #expect(try endpoint("postgresql://one,two/app").onlyHost == nil)
        #expect(try endpoint("postgresql:///app?host=/tmp").onlyHost == nil)
        #expect(try endpoint("jdbc:postgresql:app?service=x").isOfService)
    }

    @Test func takesPropertiesInAnyCase() throws {
        // FLYWAY_JDBC_PROPERTIES_CURRENTSCHEMA arrives in lower case.
        let address = try PostgreSQLAddress("jdbc:postgresql:app", properties: ["currentschema": "app, public"])
        #expect(address.parameters.searchPath == "app, public")
    }

    static let foreign: [String] = [
        "jdbc:sqlite:x", "jdbc:nonsense://x", "nonsense", "", "postgresql", "mysql://x", "jdbc:postgresqlx:y",
    ]

    @Test(arguments: foreign) func leavesOthersAlone(url: String) {
        #expect(!PostgreSQLConnection.recognises(url))
        #expect(throws: DatabaseError.self) { try PostgreSQLAddress(url) }
    }

    static let secretive: [String] = [
        "postgresql://ann:hunter2secret:x@db:hunter2secret/app",
        "postgresql://ann:hunter2/secret@db/app",
        "jdbc:postgresql://db:99999/app?password=hunter2secret",
        "jdbc:postgresql://db:0/app?password=hunter2secret",
        "jdbc:postgresql://[::1]:x/app?password=hunter2secret",
    ]

    @Test(arguments: secretive) func complainsWithoutQuoting(url: String) throws {
        let error = #expect(throws: DatabaseError.self) { try PostgreSQLAddress(url) }
        #expect(error?.category == .connectionFailed)
        #expect(error?.sqlState == "08001")
        #expect(error?.fullMessage.contains("a port is a number from 1 to 65535") == true)
        #expect(error?.fullMessage.contains("hunter2") == false)
    }

    struct Parameter: CustomTestStringConvertible {
        var query: String
        var keywords: [String: String]
        var testDescription: String { query }
    }

    static let parameters: [Parameter] = [
        Parameter(query: "ssl=true", keywords: ["sslmode": "verify-full"]),
        Parameter(query: "ssl", keywords: ["sslmode": "verify-full"]),
        Parameter(query: "ssl=false", keywords: [:]),
        Parameter(query: "ssl=true&sslmode=require", keywords: ["sslmode": "require"]),
        Parameter(query: "sslmode=require&ssl=true", keywords: ["sslmode": "require"]),
        Parameter(
            query: "ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory", keywords: ["sslmode": "require"]),
        Parameter(
            query: "sslfactory=org.postgresql.ssl.NonValidatingFactory&ssl=true", keywords: ["sslmode": "require"]),
        Parameter(
            query: "sslmode=verify-ca&sslrootcert=/ca.pem&sslcert=/c.pem&sslkey=/k.pem&sslpassword=p",
            keywords: [
                "sslmode": "verify-ca", "sslrootcert": "/ca.pem", "sslcert": "/c.pem", "sslkey": "/k.pem",
                "sslpassword": "p",
            ]),
        Parameter(query: "connectTimeout=3", keywords: ["connect_timeout": "3"]),
        Parameter(query: "connectTimeout=0", keywords: ["connect_timeout": "0"]),
        Parameter(query: "loginTimeout=2.5", keywords: ["connect_timeout": "3"]),
        Parameter(query: "connectTimeout=8&loginTimeout=5", keywords: ["connect_timeout": "5"]),
        Parameter(query: "connectTimeout=8&loginTimeout=0", keywords: ["connect_timeout": "8"]),
        Parameter(query: "connectTimeout=soon", keywords: [:]),
        Parameter(query: "connectTimeout=nan", keywords: [:]),
        Parameter(query: "connectTimeout=1e300", keywords: ["connect_timeout": "2000000"]),
        Parameter(query: "connectTimeout=-1", keywords: ["connect_timeout": "0"]),
        Parameter(query: "socketTimeout=30", keywords: ["tcp_user_timeout": "30000"]),
        Parameter(query: "socketTimeout=0", keywords: [:]),
        Parameter(query: "tcpKeepAlive=false", keywords: ["keepalives": "0"]),
        Parameter(query: "tcpKeepAlive=true", keywords: ["keepalives": "1"]),
        Parameter(query: "ApplicationName=build%20job", keywords: ["application_name": "build job"]),
        Parameter(query: "options=-c%20work_mem=64MB", keywords: ["options": "-c work_mem=64MB"]),
        Parameter(query: "targetServerType=any", keywords: ["target_session_attrs": "any"]),
        Parameter(query: "targetServerType=primary", keywords: ["target_session_attrs": "primary"]),
        Parameter(query: "targetServerType=master", keywords: ["target_session_attrs": "primary"]),
        Parameter(query: "targetServerType=secondary", keywords: ["target_session_attrs": "standby"]),
        Parameter(query: "targetServerType=preferSecondary", keywords: ["target_session_attrs": "prefer-standby"]),
        Parameter(query: "target_session_attrs=read-write", keywords: ["target_session_attrs": "read-write"]),
        Parameter(query: "loadBalanceHosts=true", keywords: ["load_balance_hosts": "random"]),
        Parameter(query: "gssEncMode=disable", keywords: ["gssencmode": "disable"]),
        Parameter(query: "gssEncMode=allow", keywords: ["gssencmode": "prefer"]),
        Parameter(query: "channelBinding=require", keywords: ["channel_binding": "require"]),
        Parameter(query: "passfile=/secret/pass", keywords: ["passfile": "/secret/pass"]),
        Parameter(query: "client_encoding=LATIN1&fallback_application_name=x", keywords: [:]),
    ]

    @Test(arguments: parameters) func translatesParameters(parameter: Parameter) throws {
        let address = try PostgreSQLAddress("jdbc:postgresql://db/app?\(parameter.query)")
        #expect(address.parameters.keywords == parameter.keywords)
    }

    @Test func keepsWhatIsForTheSession() throws {
        let address = try PostgreSQLAddress("jdbc:postgresql://db/app?currentSchema=app,%22Odd%22&readOnly=true")
        #expect(address.parameters.searchPath == #"app,"Odd""#)
        #expect(address.parameters.isReadOnly)
        #expect(address.parameters.keywords.isEmpty)
    }
}
