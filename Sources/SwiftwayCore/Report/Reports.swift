/// What `migrate` did.
public struct MigrateReport: Sendable, Equatable {
    public struct Migration: Sendable, Equatable {
        /// `Versioned`, `Repeatable` or `Baseline`.
        public var category: String
        /// `nil` for repeatables.
        public var version: String?
        public var description: String
        public var type: MigrationType
        public var absolutePath: String
        /// Milliseconds.
        public var executionTime: Int

        public init(
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
    /// The last versioned migration of this run; `nil` where none ran.
    public var targetSchemaVersion: String?
    /// What was applied, in this order.
    public var migrations: [Migration] = []
    /// The one that ended the run; `nil` where none failed.
    public var failed: Migration?
    /// Those behind it, and with `group` also those in front of it, which were rolled back with it.
    public var notReached: [Migration] = []
    public var warnings: [String] = []

    public init() {}

    /// Milliseconds.
    public var totalMigrationTime: Int { migrations.reduce(0) { $0 + $1.executionTime } }
}

/// What `info` found.
public struct InfoReport: Sendable {
    package var statuses: StatusList
    /// The entries to be shown: those that pass the filters, without rows that are listed nowhere.
    package var entries: [MigrationStatus]
    /// `nil` on an empty schema, and where only repeatable migrations were applied.
    public var schemaVersion: String?
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
    public struct Invalid: Sendable, Equatable {
        /// `nil` for repeatables.
        public var version: String?
        public var description: String
        /// `nil` where there is no file.
        public var absolutePath: String?
        public var code: MigrationError.Code
        public var message: String

        public init(
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
    public var invalid: [Invalid]
    /// Set where nothing could be compared, because the default schema is missing.
    public var missingSchema: String?
    public var warnings: [String]
    /// Whether the files alone were looked at.
    public var isOffline = false
    /// Whether `lint` has made it.
    public var isLint = false
    /// What the files alone tell.
    public var findings: [Finding] = []
    /// The migrations and callbacks that were looked at, or linted; with a database, the migrations.
    public var files: [CheckedFile] = []

    public init(count: Int, invalid: [Invalid] = [], missingSchema: String? = nil, warnings: [String] = []) {
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

    /// Whether a finding is an error.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }

    public var succeeded: Bool {
        invalid.isEmpty && missingSchema == nil && !hasErrors
    }
}

/// What `baseline` did.
public struct BaselineReport: Sendable, Equatable {
    public var baselineVersion: String
    public init(baselineVersion: String) { self.baselineVersion = baselineVersion }
}

/// What `repair` did.
public struct RepairReport: Sendable, Equatable {
    public struct Migration: Sendable, Equatable {
        /// Empty for repeatables.
        public var version: String
        public var description: String
        /// Empty where there is no file.
        public var absolutePath: String

        public init(version: String, description: String, absolutePath: String) {
            self.version = version
            self.description = description
            self.absolutePath = absolutePath
        }
    }

    public var removed: [Migration] = []
    public var deleted: [Migration] = []
    public var aligned: [Migration] = []

    public init() {}
}

/// What `clean` did.
public struct CleanReport: Sendable, Equatable {
    public var schemasCleaned: [String] = []
    public var schemasDropped: [String] = []
    public var warnings: [String] = []

    public init() {}
}
