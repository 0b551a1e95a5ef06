// swift-tools-version: 6.3

import PackageDescription

/// One list for every target, so that no file is compiled by other rules than its neighbour.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "swiftway",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Swiftway", targets: ["Swiftway"]),
        .executable(name: "swiftway", targets: ["SwiftwayCLI"]),
        .plugin(name: "SwiftwayPlugin", targets: ["SwiftwayPlugin"]),
    ],
    traits: [
        .default(enabledTraits: ["PostgreSQL", "SQLite"]),
        .trait(name: "PostgreSQL", description: "The driver for PostgreSQL; needs libpq's headers (libpq-dev)."),
        .trait(name: "SQLite", description: "The driver for SQLite; needs libsqlite3 (libsqlite3-dev)."),
        .trait(
            name: "AWS",
            description:
                "IAM authentication for RDS and Aurora, and passwords from Secrets Manager; OpenSSL is loaded for it."
        ),
        .trait(name: "Logging", description: "Runs are logged by swift-log: Migrator.logging(to:)."),
        .trait(name: "Metrics", description: "Runs are counted and timed by swift-metrics: Migrator.measuring(with:)."),
        .trait(name: "Tracing", description: "Runs have spans of swift-distributed-tracing: Migrator.tracing(with:)."),
        .trait(name: "Configuration", description: "Settings from a ConfigReader of swift-configuration."),
        .trait(name: "ServiceLifecycle", description: "A Service of swift-service-lifecycle that migrates."),
        .trait(
            name: "Grammar",
            description:
                "Check PostgreSQL's grammar without a database, and lint by it; needs libpg_query (libpg-query-dev, libprotobuf-c-dev)."
        ),
    ],
    dependencies: [
        // What a Swift server has already; each behind the trait of its name, and not fetched without it.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Searching texts, the waist between engine and drivers, and the reader of SQL scripts: the standard library only.
        .target(name: "SwiftwayText", swiftSettings: settings),
        .target(name: "SwiftwayDatabase", dependencies: ["SwiftwayText"], swiftSettings: settings),
        .target(name: "SwiftwayScript", swiftSettings: settings),

        // The stages, pure: values in, values out.
        .target(
            name: "SwiftwayCore", dependencies: ["SwiftwayDatabase", "SwiftwayScript", "SwiftwayText"],
            swiftSettings: settings
        ),
        .target(
            name: "SwiftwayConfiguration",
            dependencies: ["SwiftwayDatabase", "SwiftwayCore", "SwiftwayText"],
            swiftSettings: settings
        ),

        // The drivers.
        .systemLibrary(name: "CLibPQ", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]
        ),
        .systemLibrary(
            name: "CPgQuery",
            providers: [.apt(["libpg-query-dev", "libprotobuf-c-dev"]), .brew(["libpg_query", "protobuf-c"])]
        ),
        .target(
            name: "SwiftwayGrammar",
            dependencies: [
                "SwiftwayScript", "SwiftwayText", .target(name: "CPgQuery", condition: .when(traits: ["Grammar"])),
            ],
            swiftSettings: settings
        ),

        // The rules of lint: facts about statements in, findings out.
        .target(
            name: "SwiftwayLint",
            dependencies: ["SwiftwayCore", "SwiftwayScript", "SwiftwayGrammar", "SwiftwayDatabase", "SwiftwayText"],
            swiftSettings: settings
        ),
        // CLibPQ has libpq's headers; calls go through CLibPQLoader, which loads libpq when it is needed.
        .target(name: "CLibPQLoader", dependencies: ["CLibPQ"]),
        // How the program is linked, and what a static executable needs besides.
        .target(name: "CLinkage"),
        // Pipes that no other program inherits.
        .target(name: "CPipe"),
        .target(
            name: "SwiftwayPostgreSQL",
            dependencies: ["SwiftwayDatabase", "SwiftwayText", "CLibPQ", "CLibPQLoader", "CLinkage"],
            swiftSettings: settings
        ),
        .target(
            name: "SwiftwaySQLite", dependencies: ["SwiftwayDatabase", "SwiftwayText", "CSQLite"],
            swiftSettings: settings
        ),

        // Where a password comes from on AWS. COpenSSL loads OpenSSL when it is needed, as CLibPQLoader does libpq.
        .target(name: "COpenSSL"),
        .target(name: "SwiftwayAWS", dependencies: ["SwiftwayText", "COpenSSL"], swiftSettings: settings),

        // What runs migrations: files, environment, threads, the stages joined to one run.
        .target(
            name: "SwiftwayEngine",
            dependencies: [
                "SwiftwayText", "SwiftwayDatabase", "SwiftwayScript", "SwiftwayCore", "SwiftwayConfiguration",
                "CLinkage", "CPipe",
                .target(name: "SwiftwayPostgreSQL", condition: .when(traits: ["PostgreSQL"])),
                .target(name: "SwiftwaySQLite", condition: .when(traits: ["SQLite"])),
                .target(name: "SwiftwayAWS", condition: .when(traits: ["AWS"])),
            ],
            swiftSettings: settings
        ),
        // What checks files without a database: names, grammar, lint, the lock file, and git.
        .target(
            name: "SwiftwayChecks",
            dependencies: [
                "SwiftwayText", "SwiftwayDatabase", "SwiftwayScript", "SwiftwayCore", "SwiftwayConfiguration",
                "SwiftwayGrammar", "SwiftwayLint", "SwiftwayEngine",
            ],
            swiftSettings: settings
        ),
        // The library's face: what a program calls, starts by and is told.
        .target(
            name: "Swiftway",
            dependencies: [
                "SwiftwayDatabase", "SwiftwayCore", "SwiftwayConfiguration", "SwiftwayEngine", "SwiftwayChecks",
                "SwiftwayGrammar", "SwiftwayText", "CLinkage",
                .target(name: "SwiftwayPostgreSQL", condition: .when(traits: ["PostgreSQL"])),
                .target(name: "SwiftwaySQLite", condition: .when(traits: ["SQLite"])),
                .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Logging"])),
                .product(name: "Metrics", package: "swift-metrics", condition: .when(traits: ["Metrics"])),
                .product(name: "Tracing", package: "swift-distributed-tracing", condition: .when(traits: ["Tracing"])),
                .product(
                    name: "Configuration", package: "swift-configuration", condition: .when(traits: ["Configuration"])),
                .product(
                    name: "ServiceLifecycle", package: "swift-service-lifecycle",
                    condition: .when(traits: ["ServiceLifecycle"])),
            ],
            swiftSettings: settings
        ),
        // Words, output, exit status. Not named like the library: two targets that differ by case only would
        // collide on a file system that ignores case.
        .executableTarget(
            name: "SwiftwayCLI",
            dependencies: ["Swiftway", "SwiftwayChecks", "SwiftwayConfiguration", "SwiftwayCore", "SwiftwayEngine"],
            swiftSettings: settings
        ),

        // A folder of SQL made part of an executable while that is built.
        .plugin(name: "SwiftwayPlugin", capability: .buildTool(), dependencies: ["SwiftwayEmbedder"]),
        .executableTarget(
            name: "SwiftwayEmbedder", dependencies: ["SwiftwayEmbedding", "SwiftwayCore"], swiftSettings: settings
        ),
        .target(name: "SwiftwayEmbedding", dependencies: ["SwiftwayCore"], swiftSettings: settings),

        .target(
            name: "TestSupport",
            dependencies: ["SwiftwayDatabase", "SwiftwayPostgreSQL", "SwiftwaySQLite"],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        .testTarget(
            name: "ScriptTests", dependencies: ["SwiftwayScript", "CSQLite"], exclude: ["Corpus"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GrammarTests",
            dependencies: [
                "SwiftwayGrammar", "SwiftwayScript",
                .target(name: "CPgQuery", condition: .when(traits: ["Grammar"])),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CoreTests", dependencies: ["SwiftwayCore", "SwiftwayDatabase", "SwiftwayScript", "SwiftwayText"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LintTests",
            dependencies: ["SwiftwayLint", "SwiftwayCore", "SwiftwayDatabase", "SwiftwayScript", "SwiftwayGrammar"],
            exclude: ["Corpus"], swiftSettings: settings
        ),
        .testTarget(
            name: "ConfigurationTests", dependencies: ["SwiftwayConfiguration", "SwiftwayCore", "SwiftwayDatabase"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DriverTests",
            dependencies: ["SwiftwayDatabase", "SwiftwayText", "SwiftwayPostgreSQL", "SwiftwaySQLite", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(name: "AWSTests", dependencies: ["SwiftwayAWS", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "SwiftwayTests",
            dependencies: [
                "Swiftway", "SwiftwayChecks", "SwiftwayConfiguration", "SwiftwayCore", "SwiftwayEngine", "TestSupport",
                .target(name: "SwiftwayAWS", condition: .when(traits: ["AWS"])),
                .product(name: "InMemoryLogging", package: "swift-log", condition: .when(traits: ["Logging"])),
                .product(name: "Logging", package: "swift-log", condition: .when(traits: ["ServiceLifecycle"])),
                .product(name: "MetricsTestKit", package: "swift-metrics", condition: .when(traits: ["Metrics"])),
                .product(
                    name: "InMemoryTracing", package: "swift-distributed-tracing", condition: .when(traits: ["Tracing"])
                ),
                .product(
                    name: "Configuration", package: "swift-configuration", condition: .when(traits: ["Configuration"])),
                .product(
                    name: "ServiceLifecycle", package: "swift-service-lifecycle",
                    condition: .when(traits: ["ServiceLifecycle"])),
            ],
            swiftSettings: settings,
            plugins: ["SwiftwayPlugin"]
        ),
        .testTarget(
            name: "EmbeddingTests", dependencies: ["SwiftwayEmbedding", "SwiftwayCore", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CLITests",
            dependencies: ["SwiftwayCLI", "SwiftwayDatabase", "SwiftwayGrammar", "SwiftwaySQLite", "TestSupport"],
            swiftSettings: settings
        ),
    ]
)
