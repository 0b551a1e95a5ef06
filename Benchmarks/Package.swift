// swift-tools-version: 6.3

import PackageDescription

/// Those of the package that is measured.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

func benchmarks(_ name: String, of targets: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: targets + [.product(name: "Benchmark", package: "benchmark")],
        path: "Benchmarks/\(name)", swiftSettings: settings,
        plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

let package = Package(
    name: "swiftway-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        // Without its traits it needs no jemalloc.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: [])
    ],
    targets: [
        // `Engine` is a link to ../Sources. The pure stages are compiled here once more, from the same files, because
        // what is measured is visible inside one package only.
        .target(name: "SwiftwayText", path: "Engine/SwiftwayText", swiftSettings: settings),
        .target(name: "SwiftwayDatabase", path: "Engine/SwiftwayDatabase", swiftSettings: settings),
        .target(name: "SwiftwayScript", path: "Engine/SwiftwayScript", swiftSettings: settings),
        .target(
            name: "SwiftwayCore", dependencies: ["SwiftwayDatabase", "SwiftwayScript", "SwiftwayText"],
            path: "Engine/SwiftwayCore", swiftSettings: settings),
        benchmarks("Script", of: ["SwiftwayScript"]),
        benchmarks("Stages", of: ["SwiftwayCore", "SwiftwayDatabase", "SwiftwayScript"]),
    ]
)
