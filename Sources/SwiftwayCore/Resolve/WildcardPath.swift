/// A path with `*`, `**` or `?` in it.
///
/// `**` stands for any number of folders, `*` for one or more characters of one name, `?` for exactly one. A pattern
/// whose last part has no dot means folders, and everything below them; with a dot it means files.
package struct WildcardPath: Sendable, Hashable {
    /// The leading parts without a wildcard: where scanning starts.
    package var root: String
    private var parts: [Part]

    private enum Part: Sendable, Hashable {
        case anyFolders
        case name([Character])
    }

    /// `nil` where `path` has no wildcard.
    package init?(_ path: String) {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = names.firstIndex(where: { $0.contains("*") || $0.contains("?") }) else { return nil }
        let leading = names[..<first].joined(separator: "/")
        root = leading.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : leading
        parts = names[first...].map { $0 == "**" ? .anyFolders : .name(Array($0)) }
    }

    /// The part of a file's path (below ``root``, parts separated by `/`) that is its script path: what lies below
    /// the matched folder, or the whole of it where the pattern means files. `nil` where the file does not match.
    package func script(ofFileBelowRoot path: String) -> String? {
        let names = path.split(separator: "/").map(Array.init)
        if case .name(let last) = parts.last, last.contains(".") {
            return Self.match(parts[...], names[...], whole: true) == nil ? nil : path
        }
        guard let rest = Self.match(parts[...], names[...], whole: false), !rest.isEmpty else { return nil }
        return rest.map { String($0) }.joined(separator: "/")
    }

    /// What is left of `names` behind the shortest match; `nil` for none.
    private static func match(
        _ parts: ArraySlice<Part>, _ names: ArraySlice<[Character]>, whole: Bool
    ) -> ArraySlice<[Character]>? {
        guard let part = parts.first else {
            // A folder pattern needs a file below the folder.
            return whole ? (names.isEmpty ? names : nil) : (names.isEmpty ? nil : names)
        }
        switch part {
        case .anyFolders:
            for count in 0...names.count {
                if let rest = match(parts.dropFirst(), names.dropFirst(count), whole: whole) { return rest }
            }
            return nil
        case .name(let pattern):
            guard let name = names.first, matches(name[...], pattern[...]) else { return nil }
            return match(parts.dropFirst(), names.dropFirst(), whole: whole)
        }
    }

    private static func matches(_ name: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        guard !name.isEmpty else { return false }
        switch first {
        case "*":
            return (1...name.count).contains { matches(name.dropFirst($0), pattern.dropFirst()) }
        case "?":
            return matches(name.dropFirst(), pattern.dropFirst())
        default:
            return name.first == first && matches(name.dropFirst(), pattern.dropFirst())
        }
    }
}
