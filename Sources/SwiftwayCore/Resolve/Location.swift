/// A place where files are looked for.
package struct Location: Sendable, Hashable, CustomStringConvertible {
    /// The path as configured, without prefix and without a slash at the end.
    package var path: String
    /// As configured, with its prefix, for messages.
    package var description: String

    /// - Throws: ``UnknownPrefix`` for `s3:`, `gcs:` and everything else that is no folder.
    package init(_ text: String) throws(UnknownPrefix) {
        let trimmed = text.trimmingBlanks()
        var path = Substring(trimmed)
        if let colon = trimmed.firstIndex(of: ":") {
            let prefix = trimmed[...colon].lowercased()
            // There is no class path here: what Flyway would look for in it is taken for a folder.
            guard prefix == "filesystem:" || prefix == "classpath:" else { throw UnknownPrefix(location: trimmed) }
            path = trimmed[trimmed.index(after: colon)...]
            description = prefix + path
        } else {
            description = trimmed
        }
        while path.count > 1, path.hasSuffix("/") {
            path.removeLast()
            description.removeLast()
        }
        self.path = path.isEmpty ? "." : String(path)
    }

    package struct UnknownPrefix: Error, Equatable {
        package var location: String
        package var message: String {
            "Unknown prefix for location (should be one of classpath:, filesystem:): \(location)"
        }
    }

    /// The folder where scanning starts, and what is left as a pattern for the files below it.
    package var root: String {
        guard let pattern = wildcards else { return path }
        return pattern.root
    }

    package var wildcards: WildcardPath? { WildcardPath(path) }

    /// Sorted, with those left out that another one contains, and a warning for each of them.
    package static func withoutOverlaps(_ locations: [Location]) -> (kept: [Location], warnings: [String]) {
        var kept: [Location] = []
        var warnings: [String] = []
        for location in locations.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
            if kept.contains(where: { $0.path == location.path }) {
                warnings.append("Discarding duplicate location '\(location)'")
            } else if location.wildcards == nil,
                let parent = kept.first(where: { $0.wildcards == nil && location.path.hasPrefix($0.path + "/") })
            {
                warnings.append("Discarding location '\(location)' as it is a sub-location of '\(parent)'")
            } else {
                kept.append(location)
            }
        }
        return (kept, warnings)
    }
}
