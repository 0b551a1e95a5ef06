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
    ],
    traits: [
        .trait(
            name: "Grammar",
            description:
                "Check PostgreSQL's grammar without a database, and lint by it; needs libpg_query (libpg-query-dev, libprotobuf-c-dev)."
        )
    ],
    targets: [
        // The waist between engine and drivers, and the reader of SQL scripts: both import the standard library only.
        .target(name: "SwiftwayDatabase", swiftSettings: settings),
        .target(name: "SwiftwayScript", swiftSettings: settings),

        // The stages, pure: values in, values out.
        .target(name: "SwiftwayCore", dependencies: ["SwiftwayDatabase", "SwiftwayScript"], swiftSettings: settings),
        .target(
            name: "SwiftwayConfiguration",
            dependencies: ["SwiftwayDatabase", "SwiftwayCore"],
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
            dependencies: ["SwiftwayScript", .target(name: "CPgQuery", condition: .when(traits: ["Grammar"]))],
            swiftSettings: settings
        ),

        // The rules of lint: facts about statements in, findings out.
        .target(
            name: "SwiftwayLint",
            dependencies: ["SwiftwayCore", "SwiftwayScript", "SwiftwayGrammar", "SwiftwayDatabase"],
            swiftSettings: settings
        ),
        // CLibPQ has libpq's headers; calls go through CLibPQLoader, which loads libpq when it is needed.
        .target(name: "CLibPQLoader", dependencies: ["CLibPQ"]),
        // How the program is linked, and what a static executable needs besides.
        .target(name: "CLinkage"),
        .target(
            name: "SwiftwayPostgreSQL", dependencies: ["SwiftwayDatabase", "CLibPQ", "CLibPQLoader", "CLinkage"],
            swiftSettings: settings
        ),
        .target(name: "SwiftwaySQLite", dependencies: ["SwiftwayDatabase", "CSQLite"], swiftSettings: settings),

        // Files, environment, threads: the stages joined to one run.
        .target(
            name: "Swiftway",
            dependencies: [
                "SwiftwayDatabase", "SwiftwayScript", "SwiftwayCore", "SwiftwayConfiguration",
                "SwiftwayGrammar", "SwiftwayLint", "SwiftwayPostgreSQL", "SwiftwaySQLite", "CLinkage",
            ],
            swiftSettings: settings
        ),
        // Words, output, exit status. Not named like the library: two targets that differ by case only would
        // collide on a file system that ignores case.
        .executableTarget(
            name: "SwiftwayCLI",
            dependencies: ["Swiftway", "SwiftwayConfiguration", "SwiftwayCore"],
            swiftSettings: settings
        ),

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
            name: "CoreTests", dependencies: ["SwiftwayCore", "SwiftwayDatabase", "SwiftwayScript"],
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
            dependencies: ["SwiftwayDatabase", "SwiftwayPostgreSQL", "SwiftwaySQLite", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SwiftwayTests", dependencies: ["Swiftway", "SwiftwayCore", "TestSupport"], swiftSettings: settings
        ),
        .testTarget(
            name: "CLITests",
            dependencies: ["SwiftwayCLI", "SwiftwayDatabase", "SwiftwayGrammar", "SwiftwaySQLite", "TestSupport"],
            swiftSettings: settings
        ),
    ]
)
