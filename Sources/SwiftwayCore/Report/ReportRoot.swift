import SwiftwayText

/// The folder that the paths in reports start from: that of the repository, so that they mean the same to everybody who
/// has a copy of it.
package struct ReportRoot: Sendable {
    /// Absolute, without a slash at its end.
    private let path: String

    package init(_ path: String) {
        self.path = path == "/" ? "" : path
    }

    /// `sql/V1__a.sql`; an absolute path for what is elsewhere, and `.` for what is no file at all.
    package func relative(_ absolutePath: String) -> String {
        guard !absolutePath.isEmpty, absolutePath != path, absolutePath != "/" else { return "." }
        guard absolutePath.hasPrefix(path + "/") else { return absolutePath }
        return String(absolutePath.dropFirst(path.count + 1))
    }

    /// The same as a reference by RFC 3986, and whether it is relative.
    package func reference(_ absolutePath: String) -> (uri: String, isRelative: Bool) {
        let relative = relative(absolutePath)
        // A colon is encoded as well: in the first part of a relative reference it would end the name of a scheme.
        let encoded = encodingPercents(relative, keeping: "/")
        if relative.hasPrefix("/") { return ("file://\(encoded)", false) }
        return (encoded, true)
    }
}
