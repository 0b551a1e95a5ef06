import SwiftwayCore
import SwiftwayDatabase

extension ParameterTable {
    static let connection = ParameterGroup(
        title: "Connection",
        parameters: [
            .optionalText(
                "url", \.connection.url, places: .connection, empty: .passedOver,
                "The database's address.",
                details: """
                    `jdbc:postgresql://host:5432/name`, `postgresql://host:5432/name`, `jdbc:sqlite:file` or \
                    `sqlite:file`. Parameters of the driver follow behind `?`.
                    """),
            .optionalText(
                "user", \.connection.user, places: .connection, "Who connects.",
                details: "It wins over a user in the address."),
            Parameter(
                "password", .secret, places: .connection,
                effect: .setting { (assignment, settings) in
                    settings.connection.password = assignment.text.isEmpty ? nil : Secret(assignment.text)
                },
                summary: "The password of that user.",
                details: """
                    It wins over a password in the address. Without any, `passwordCommand` is asked, and else \
                    PostgreSQL's own ways apply: `PGPASSWORD` and `.pgpass`. It is never printed.
                    """),
            .optionalText(
                "passwordCommand", \.connection.passwordCommand, namespace: .swiftway,
                places: [.commandLine, .variable, .conf, .toml],
                "A command that prints the password.",
                details: """
                    The first line of its output is the password. It is run by the shell, anew for every connection, \
                    so that short-lived tokens work: `aws rds generate-db-auth-token …`.
                    """),
            .boolean(
                "awsIam", \.connection.aws.iam, namespace: .swiftway, "Log in by IAM authentication (RDS, Aurora).",
                details: """
                    A token takes the place of the password. It is signed in process, anew for every connection, with the \
                    credentials that AWS's own tools would use, and the connection is encrypted: `Documentation/aws.md`.
                    """),
            .optionalText(
                "awsSecret", \.connection.aws.secret, namespace: .swiftway,
                "The secret in AWS Secrets Manager that holds user and password.",
                details: "Its name or its ARN. It is read again when the server refuses the password."),
            .optionalText(
                "awsRegion", \.connection.aws.region, namespace: .swiftway, "The region of the database or the secret.",
                details: """
                    Without it, what the address, the host's name, the ARN, `AWS_REGION`, `AWS_DEFAULT_REGION` or the \
                    profile says.
                    """),
            .optionalText(
                "awsProfile", \.connection.aws.profile, namespace: .swiftway,
                "The profile in `~/.aws` whose credentials are used.",
                details: "It wins over keys in the environment, which in turn win over `AWS_PROFILE`."),
            .integer(
                "connectRetries", \.connection.connectRetries, places: .connection,
                "How often to try again to connect.",
                details: "The pauses grow: 1, 2, 4, 8 … seconds."),
            .integer(
                "connectRetriesInterval", \.connection.connectRetriesInterval, places: .connection,
                "The longest pause between two attempts, in seconds."),
            Parameter(
                "networkTimeout", .integer, fallback: String(Settings().connection.networkTimeout),
                namespace: .swiftway,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    guard let value = Int32(assignment.text), (0...2_000_000).contains(value) else {
                        throw .expected("should be a number of seconds, 0 or more")
                    }
                    settings.connection.networkTimeout = Int(value)
                },
                summary: "After how many seconds of silence a PostgreSQL connection is taken for lost.",
                details: """
                    It counts when the other side's machine answers nothing any more, not when a statement takes long. \
                    swiftway sets it for both ends, by keepalives and `tcp_user_timeout`, so that the server gives up \
                    the session and its lock as well; behind a pooler for its own end only, and not at all where the \
                    address sets one of them. `0` leaves it to the operating systems, which may take 15 minutes or more.
                    """),
            .optionalText(
                "initSql", \.connection.initSql, places: .connection, "SQL that is run on every new connection."),
            .optionalText(
                "role", \.connection.role, namespace: .swiftway, "The role that owns all that is made (PostgreSQL).",
                details: """
                    `SET ROLE`, as teams write it into `afterConnect` or `initSql`, for every connection and from its \
                    first statement on: who logs in must be a member of that role, and needs no rights of its own. The \
                    name is taken as it is written, capitals included. Not behind a pooler that changes sessions between \
                    transactions. SQLite has no roles and passes over it.
                    """),
            .optionalText(
                "historyRole", \.connection.historyRole, namespace: .swiftway,
                "The role that keeps the history table, where that is not `role`.",
                details: """
                    It owns, reads and writes that table, and may be the one that logs in. Scripts then cannot touch the history, \
                    unless their role may. In schemas that swiftway creates it is granted `USAGE` and `CREATE`; in \
                    others somebody has to do so.
                    """),
            Parameter(
                "jdbcProperties", .map, places: .connection,
                effect: .setting { (assignment, settings) in
                    guard let key = assignment.key else { return }
                    settings.connection.jdbcProperties[key] = assignment.text
                },
                summary: "Parameters of the driver, as behind `?` in the address.",
                details: "Names that come from a variable are in lower case: `FLYWAY_JDBC_PROPERTIES_SSL`."),
            Parameter(
                "environment", .text, fallback: Settings().connection.environment, places: [.commandLine, .toml],
                empty: .passedOver, effect: .startup,
                summary: "The environment of flyway.toml to work with.",
                details: "`-` means none of them."),
            Parameter(
                "databaseType", .choice(DatabaseKind.allCases.map(\.rawValue)), namespace: .swiftway,
                effect: .setting { (assignment, settings) throws(InvalidValue) in
                    guard let kind = DatabaseKind(rawValue: assignment.text.lowercased()) else {
                        throw .expected(oneOf: DatabaseKind.allCases.map(\.rawValue))
                    }
                    settings.connection.databaseType = kind
                },
                summary: "The database that scripts are for, where no address tells."),
            .boolean(
                "offline", \.connection.offline, namespace: .swiftway, "Do without a database.",
                details: "`validate` then checks the files alone, even where an address is configured."),
            .ignored(
                "displayName", places: .environment, "The name of an environment in Flyway's desktop tool."),
            .ignored(
                "provisioner", fallback: "none", places: [.commandLine, .environment],
                "How Flyway sets up an environment before it is used.",
                warning: { assignment in
                    assignment.text.lowercased() == "none"
                        ? nil : "The provisioner '\(assignment.text)' is not supported: the database is used as it is."
                }),
            .ignored(
                "provisionMode", fallback: "provision", places: [.commandLine, .conf, .toml],
                "When Flyway sets up an environment."),
        ])
}

extension InvalidValue {
    static func expected(oneOf names: [String]) -> InvalidValue {
        .expected("should be one of \(names.joined(separator: ", "))")
    }
}
