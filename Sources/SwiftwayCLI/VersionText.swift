import Swiftway

/// What `swiftway version` prints.
enum VersionText {
    static let banner = "swiftway \(SwiftwayVersion.number)"

    static var text: String {
        """
        \(banner)
        Reads and writes the files, the history and the JSON of Flyway \(SwiftwayVersion.flyway).
        \(BuildFacts.libraries)
        \(BuildFacts.linkage)
        """
    }
}
