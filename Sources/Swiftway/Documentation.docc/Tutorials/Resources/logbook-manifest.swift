// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Logbook",
    platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/swiftway/swiftway", from: "0.1.0")],
    targets: [
        .executableTarget(
            name: "Logbook",
            dependencies: [.product(name: "Swiftway", package: "swiftway")],
            plugins: [.plugin(name: "SwiftwayPlugin", package: "swiftway")])
    ]
)
