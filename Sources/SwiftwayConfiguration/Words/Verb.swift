/// What can be done. Several verbs on one line are done in their order.
public enum Verb: String, Sendable, CaseIterable {
    case migrate
    case info
    case validate
    case lint
    case baseline
    case repair
    case clean
    case parse
    case lock
    case version
    case help
    case testConnection
    case listEngines = "list-engines"

    /// What it does, in one line.
    public var summary: String {
        switch self {
        case .migrate: "Migrate the database to the newest version."
        case .info: "Show the migrations: applied, pending, failed."
        case .validate: "Compare the migrations applied with the files."
        case .lint: "Look for statements that are dangerous in production, in the files alone."
        case .baseline: "Give an existing database a version, so that migrating starts behind it."
        case .repair: "Put the history right: remove failed entries, align checksums."
        case .clean: "Drop everything in the configured schemas."
        case .parse: "Cut SQL files into statements, and show each with its place and kind."
        case .lock: "Write the list of migrations in which two branches of git collide."
        case .version: "Print the program's version."
        case .help: "Explain a command, a parameter, or all."
        case .testConnection: "Connect to the database, and nothing else."
        case .listEngines: "List the databases that can be migrated."
        }
    }

    /// More about it, one paragraph each.
    public var details: [String] {
        switch self {
        case .migrate:
            [
                """
                Validates what was applied before, then runs the pending migrations in the order of their versions, \
                and after them the repeatable ones that are new or have changed. Each runs in a transaction together \
                with its entry in the history, unless a statement in it forbids that.
                """,
                "A lock keeps others from migrating the same schema at the same time.",
            ]
        case .info:
            ["Prints a table, or with -outputType=json a document. Nothing is changed, and no lock is waited for."]
        case .validate:
            [
                """
                Fails where an applied migration has no file any more, where a file has changed since, and where \
                a migration is not applied. Without a database, or with -offline=true, the files are checked alone: \
                names, encodings, placeholders and statements, PostgreSQL's with its own grammar in builds that have it.
                """,
                """
                With -lint=warn or -lint=error it lints too: all files, or with a database those that migrate would \
                run.
                """,
            ]
        case .lint:
            [
                """
                Takes all files of the locations, or the files that are named. No database is needed: -databaseType says \
                whose rules hold, and without it those of the configured address, or PostgreSQL's. PostgreSQL is read \
                with its own grammar, which builds with the package trait Grammar have.
                """,
                """
                A comment on a statement allows what a rule forbids, and says why: -- swiftway:allow ban-drop-column \
                unused since 2.1. The rules: Documentation/rules/README.md.
                """,
            ]
        case .baseline:
            [
                """
                Creates the history with one entry: the database has -baselineVersion. Migrations up to it are \
                never run.
                """
            ]
        case .repair:
            [
                """
                Removes the entries of failed migrations, marks those without files as deleted, and takes over \
                checksums, descriptions and types of the files. Tables are not touched.
                """
            ]
        case .clean:
            ["Refused unless cleanDisabled is false. Everything in the schemas is lost."]
        case .parse:
            [
                """
                Takes paths of files; - is standard input. No database is needed: -databaseType says whose rules \
                hold, and without it those of the configured address, or PostgreSQL's. Placeholders are replaced.
                """,
                """
                With -outputType=json an array of files is printed, each with its statements: line, column, endLine, \
                kind, transactional, sql.
                """,
            ]
        case .lock:
            [
                """
                Writes -lockFile: version, checksum and file of each migration, one a line, to be committed. Two \
                branches that add the same version then have a conflict in it when they are merged, and validate \
                without a database finds what is not in it. No database is needed.
                """
            ]
        case .version: []
        case .help:
            ["Takes names of commands and parameters: help migrate, help outOfOrder."]
        case .testConnection:
            ["For scripts that wait for a database, together with -connectRetries."]
        case .listEngines: []
        }
    }

    /// The groups of parameters that matter to it, most telling first.
    public var groups: [ParameterGroup] {
        switch self {
        case .migrate:
            [
                ParameterTable.connection, ParameterTable.locations, ParameterTable.migrate, ParameterTable.safety,
                ParameterTable.schemas,
                ParameterTable.baseline, ParameterTable.validate, ParameterTable.placeholders,
                ParameterTable.scripts, ParameterTable.naming,
            ]
        case .info:
            [ParameterTable.info, ParameterTable.connection, ParameterTable.locations, ParameterTable.schemas]
        case .validate:
            [
                ParameterTable.validate, ParameterTable.check, ParameterTable.connection, ParameterTable.locations,
                ParameterTable.schemas, ParameterTable.placeholders, ParameterTable.naming,
            ]
        case .lint:
            [
                ParameterTable.check, ParameterTable.locations, ParameterTable.placeholders, ParameterTable.scripts,
                ParameterTable.naming,
            ]
        case .baseline: [ParameterTable.baseline, ParameterTable.connection, ParameterTable.schemas]
        case .repair: [ParameterTable.connection, ParameterTable.locations, ParameterTable.schemas]
        case .clean: [ParameterTable.clean, ParameterTable.connection, ParameterTable.schemas]
        case .testConnection: [ParameterTable.connection]
        case .parse: [ParameterTable.placeholders, ParameterTable.scripts]
        case .lock:
            [ParameterTable.check, ParameterTable.locations, ParameterTable.naming, ParameterTable.scripts]
        case .version, .help, .listEngines: []
        }
    }

    /// Commands that show its use.
    public var examples: [String] {
        switch self {
        case .migrate:
            [
                "swiftway migrate -url=jdbc:postgresql://localhost/app -user=app",
                "swiftway migrate -target=2.1 -placeholders.owner=alice",
            ]
        case .info: ["swiftway info -infoOfState=pending,failed", "swiftway info -outputType=json"]
        case .validate:
            [
                "swiftway validate", "swiftway validate -offline=true -databaseType=postgresql",
                "swiftway validate -offline=true -against=origin/main",
            ]
        case .lint:
            ["swiftway lint -databaseType=postgresql -serverVersion=15", "swiftway lint sql/V7__orders.sql"]
        case .baseline: ["swiftway baseline -baselineVersion=3 -baselineDescription='from the old tool'"]
        case .repair: ["swiftway repair"]
        case .clean: ["swiftway clean -cleanDisabled=false"]
        case .parse:
            ["swiftway parse sql/V1__init.sql", "swiftway parse -databaseType=sqlite -outputType=json sql/*.sql"]
        case .lock: ["swiftway lock", "swiftway lock -lockFile=db/migrations.lock -locations=db/sql"]
        case .version: ["swiftway version"]
        case .help:
            ["swiftway help migrate", "swiftway help outOfOrder", "swiftway help completions bash"]
        case .testConnection: ["swiftway testConnection -connectRetries=10"]
        case .listEngines: ["swiftway list-engines"]
        }
    }
}
