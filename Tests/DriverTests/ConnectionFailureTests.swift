import SwiftwayDatabase
import Testing

@testable import SwiftwayPostgreSQL

/// The texts are those of libpq, from 13 on, with verbosity `PQERRORS_VERBOSE`.
@Suite("Failures to connect") struct ConnectionFailureTests {
    struct Case: CustomTestStringConvertible {
        var text: String
        var endpoint: String? = "db:5432"
        var sqlState = "08001"
        var fullMessage: String
        var testDescription: String { text }
    }

    static let refused =
        "Connection to db:5432 refused. Check that the hostname and port are correct and that the postmaster is"
        + " accepting TCP/IP connections."

    static let failures: [Case] = [
        Case(
            text: """
                connection to server at "db" (10.0.0.7), port 5432 failed: Connection refused
                \tIs the server running on that host and accepting TCP/IP connections?
                """, fullMessage: refused),
        Case(
            text: """
                connection to server at "db" (::1), port 5432 failed: Connection refused
                \tIs the server running on that host and accepting TCP/IP connections?
                connection to server at "db" (127.0.0.1), port 5432 failed: Connection refused
                \tIs the server running on that host and accepting TCP/IP connections?
                """, fullMessage: refused),
        Case(
            text: """
                could not connect to server: Connection refused
                \tIs the server running on host "db" (127.0.0.1) and accepting
                \tTCP/IP connections on port 5432?
                """, fullMessage: refused),
        Case(
            text: """
                connection to server at "db" (10.0.0.7), port 5432 failed: FATAL:  28P01: password authentication \
                failed for user "app"
                LOCATION:  auth_failed, auth.c:338
                """, sqlState: "28P01", fullMessage: #"FATAL: password authentication failed for user "app""#),
        Case(
            text: """
                connection to server at "db" (::1), port 5432 failed: Connection refused
                \tIs the server running on that host and accepting TCP/IP connections?
                connection to server at "db" (127.0.0.1), port 5432 failed: FATAL:  3D000: database "x: y" does not exist
                LOCATION:  InitPostgres, postinit.c:875
                """, sqlState: "3D000", fullMessage: #"FATAL: database "x: y" does not exist"#),
        Case(
            text: """
                connection to server at "db" (10.0.0.7), port 5432 failed: FATAL:  28000: no pg_hba.conf entry for \
                host "10.0.0.9", user "a", database "b", SSL encryption
                connection to server at "db" (10.0.0.7), port 5432 failed: FATAL:  28000: no pg_hba.conf entry for \
                host "10.0.0.9", user "a", database "b", no encryption
                """, sqlState: "28000",
            fullMessage: #"FATAL: no pg_hba.conf entry for host "10.0.0.9", user "a", database "b", no encryption"#),
        Case(
            text: """
                FATAL:  53300: too many connections for role "app"
                DETAIL:  There are 5.
                HINT:  Ask for more.
                LOCATION:  InitializeSessionUserId, miscinit.c:660
                """, sqlState: "53300",
            fullMessage: "FATAL: too many connections for role \"app\"\n  Detail: There are 5.\n  Hint: Ask for more."),
        Case(
            text: #"could not translate host name "db" to address: Name or service not known"#,
            fullMessage: #"could not translate host name "db" to address: Name or service not known"#),
        Case(
            text: """
                connection to server on socket "/tmp/.s.PGSQL.5432" failed: No such file or directory
                \tIs the server running locally and accepting connections on that socket?
                """, endpoint: nil,
            fullMessage: """
                connection to server on socket "/tmp/.s.PGSQL.5432" failed: No such file or directory
                    \tIs the server running locally and accepting connections on that socket?
                """),
        Case(
            text: """
                connection to server at "one", port 5432 failed: Connection refused
                connection to server at "two", port 5432 failed: Connection refused
                """, endpoint: nil,
            fullMessage: """
                connection to server at "one", port 5432 failed: Connection refused
                    connection to server at "two", port 5432 failed: Connection refused
                """),
        Case(
            text: #"gssencmode value "require" invalid when GSSAPI support is not compiled in"#,
            fullMessage: """
                gssencmode value "require" invalid when GSSAPI support is not compiled in
                    This libpq was built without Kerberos (GSSAPI). Encrypt with TLS (sslmode=verify-full, no gssEncMode) and \
                log in with a password or a certificate, or take a swiftway that loads the system's libpq: \
                Documentation/install.md.
                """),
        Case(
            text: """
                connection to server at "db", port 5432 failed: root certificate file "system" does not exist
                Either provide the file or change sslmode to disable server certificate verification.
                """,
            fullMessage: """
                connection to server at "db", port 5432 failed: root certificate file "system" does not exist
                    Either provide the file or change sslmode to disable server certificate verification.
                    sslrootcert=system needs libpq 16 or newer, and this one is older: name the file of the system's \
                authorities, such as /etc/ssl/certs/ca-certificates.crt.
                """),
        Case(
            text: #"connection to server at "db" failed: could not load private key file "k.pk8": unsupported"#,
            fullMessage: """
                connection to server at "db" failed: could not load private key file "k.pk8": unsupported
                    libpq reads keys in PEM, and in DER (.pk8) where they have no password: \
                openssl pkcs8 -inform DER -in key.pk8 -out key.pem.
                """),
        Case(text: "", fullMessage: "The connection attempt failed."),
    ]

    @Test(arguments: failures) func isTakenApart(failure: Case) {
        let error = ConnectionFailure(text: failure.text)
            .error(endpoint: failure.endpoint, refusal: "Connection refused")
        #expect(error.category == .connectionFailed)
        #expect(error.sqlState == failure.sqlState)
        #expect(error.fullMessage == failure.fullMessage)
    }

    @Test func aServiceFileIsReadWithoutLDAP() {
        let text = #"syntax error in service file "/etc/pg_service.conf", line 2"#
        let failure = ConnectionFailure(text: text)
        #expect(failure.error(endpoint: nil, refusal: "", hasDirectories: true).message == text)
        let advice = failure.error(endpoint: nil, refusal: "", hasDirectories: false).message
        #expect(advice.hasPrefix(text + "\nIf that line is an ldap:// address: this libpq was built without LDAP."))
    }
}
