// swift-tools-version: 6.3

import PackageDescription

let package = Package(
    name: "hummingbird-server",
    platforms: [.macOS(.v15)],
    dependencies: [
        // Outside this repository: .package(url: "https://github.com/swiftway/swiftway", from: …, traits: […])
        .package(
            name: "swiftway", path: "../..", traits: ["PostgreSQL", "SQLite", "Logging", "ServiceLifecycle"]),
        // The versions that the example was tried with: this file is its lock.
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .executableTarget(
            name: "Server",
            dependencies: [
                .product(name: "Swiftway", package: "swiftway"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("migrations")]
        )
    ]
)
