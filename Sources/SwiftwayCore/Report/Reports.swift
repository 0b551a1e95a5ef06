/// What `migrate` did.
public struct MigrateReport: Sendable, Equatable {
    /// A migration that this run has applied.
    public struct Migration: Sendable, Equatable {
        /// `Versioned`, `Repeatable` or `Baseline`.
        public var category: String
        /// `nil` for repeatables.
        public var version: String?
        /// In words, from its file's name: `add index`.
        public var description: String
        /// SQL, a program or code.
        public var type: MigrationType
        /// Its file; of a script in the executable `embedded:` and its path there, of one in Swift where it stands.
        public var absolutePath: String
        /// Milliseconds, as the history has them.
        public var executionTime: Int

        package init(
            category: String, version: String?, description: String, type: MigrationType, absolutePath: String,
            executionTime: Int
        ) {
            self.category = category
            self.version = version
            self.description = description
            self.type = type
            self.absolutePath = absolutePath
            self.executionTime = executionTime
        }
    }

    /// The version before the run; `nil` on an empty schema.
    public var initialSchemaVersion: String?
    /// The version of the last versioned migration of this run; `nil` where none ran.
    public var targetSchemaVersion: String?
    /// In the order in which they were applied; empty where there was nothing to do.
    public var migrations: [Migration] = []
    /// The one that ended the run; `nil` where none failed.
    public var failed: Migration?
    /// Those behind it, and with `group` also those in front of it, which were rolled back with it.
    public var notReached: [Migration] = []
    package var warnings: [String] = []

    package init() {}

    /// Milliseconds that the migrations took together, without what lay between them.
    public var totalMigrationTime: Int { migrations.reduce(0) { $0 + $1.executionTime } }
}

/// What `info` found.
public struct InfoReport: Sendable {
    package var statuses: StatusList
    /// The entries to be shown: those that pass the filters, without rows that are listed nowhere.
    package var entries: [MigrationStatus]
    /// `nil` on an empty schema, and where only repeatable migrations were applied.
    public var schemaVersion: String?
    /// Whether nothing at all is in the managed schemas, the history table included.
    public var allSchemasEmpty: Bool

    package init(statuses: StatusList, entries: [MigrationStatus], schemaVersion: String?, allSchemasEmpty: Bool) {
        self.statuses = statuses
        self.entries = entries
        self.schemaVersion = schemaVersion
        self.allSchemasEmpty = allSchemasEmpty
    }
}

/// What `validate` found.
public struct ValidateReport: Sendable, Equatable {
    /// A disagreement of files and history.
    public struct Invalid: Sendable, Equatable {
        /// `nil` for repeatables.
        public var version: String?
        /// In words, from the history or its file's name.
        public var description: String
        /// `nil` where there is no file.
        public var absolutePath: String?
        /// Which kind of disagreement: `CHECKSUM_MISMATCH`.
        public var code: MigrationError.Code
        /// What disagrees, with both values, in Flyway's words.
        public var message: String

        package init(
            version: String?, description: String, absolutePath: String?, code: MigrationError.Code, message: String
        ) {
            self.version = version
            self.description = description
            self.absolutePath = absolutePath
            self.code = code
            self.message = message
        }
    }

    /// How many migrations were looked at.
    public var count: Int
    /// What disagrees, in the order of `info`.
    public var invalid: [Invalid]
    /// Set where nothing could be compared, because the default schema is missing.
    public var missingSchema: String?
    /// That no migrations were found.
    public var warnings: [String]
    /// Whether the files alone were looked at (`offline`).
    public var isOffline = false
    /// Whether `lint` has made it.
    package var isLint = false
    /// What the files alone tell: everything where only they were looked at, else what `lint` has found.
    public var findings: [Finding] = []
    /// The migrations and callbacks that were looked at, or linted; with a database, the migrations.
    package var files: [CheckedFile] = []

    package init(count: Int, invalid: [Invalid] = [], missingSchema: String? = nil, warnings: [String] = []) {
        self.count = count
        self.invalid = invalid
        self.missingSchema = missingSchema
        self.warnings = warnings
    }

    /// What was found in files, without a database.
    package init(count: Int, ofFiles findings: [Finding]) {
        self.init(count: count)
        isOffline = true
        self.findings = findings.sortedByPlace()
    }

    /// Whether one of ``findings`` is an error.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }

    /// Whether nothing is wrong, warnings aside.
    public var succeeded: Bool {
        invalid.isEmpty && missingSchema == nil && !hasErrors
    }
}

/// What `baseline` did.
public struct BaselineReport: Sendable, Equatable {
    /// The version that the schema is said to have from now on: `1`.
    public var baselineVersion: String
    package init(baselineVersion: String) { self.baselineVersion = baselineVersion }
}

/// What `repair` did.
public struct RepairReport: Sendable, Equatable {
    /// A row of the history that was mended.
    public struct Migration: Sendable, Equatable {
        /// Empty for repeatables.
        public var version: String
        /// As the row had it before.
        public var description: String
        /// Empty where there is no file.
        public var absolutePath: String

        package init(version: String, description: String, absolutePath: String) {
            self.version = version
            self.description = description
            self.absolutePath = absolutePath
        }
    }

    /// Rows of failed migrations, which are gone now.
    public var removed: [Migration] = []
    /// Applied migrations without file, which are marked as gone for good.
    public var deleted: [Migration] = []
    /// Rows that have the description, type and checksum of their file now.
    public var aligned: [Migration] = []

    package init() {}
}

/// What `clean` did.
public struct CleanReport: Sendable, Equatable {
    /// Schemas that were emptied and stay.
    public var schemasCleaned: [String] = []
    /// Schemas that were dropped, because `migrate` had created them.
    public var schemasDropped: [String] = []
    /// Of schemas that do not exist.
    public var warnings: [String] = []

    package init() {}
}
