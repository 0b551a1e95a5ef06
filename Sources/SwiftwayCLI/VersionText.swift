import Swiftway
import SwiftwayCore

/// What `swiftway version` prints.
enum VersionText {
    static let banner = "swiftway \(SwiftwayVersion.number)"

    /// As Flyway's, where `version` is that of Flyway: what reads it decides by it. The others are ours.
    static var json: JSONValue {
        .object([
            ("command", .string("version")), ("edition", .string("OSS")), ("permitExpiry", .null),
            ("pluginVersions", .array([])), ("version", .string(SwiftwayVersion.flyway)),
            ("swiftwayVersion", .string(SwiftwayVersion.number)), ("libraries", .string(BuildFacts.libraries)),
            ("linkage", .string(BuildFacts.linkage)),
        ])
    }

    static var text: String {
        """
        \(banner)
        Reads and writes the files, the history and the JSON of Flyway \(SwiftwayVersion.flyway).
        \(BuildFacts.libraries)
        \(BuildFacts.linkage)
        """
    }
}
