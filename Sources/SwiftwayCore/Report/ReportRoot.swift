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
        let encoded = encodingPercents(relative)
        if relative.hasPrefix("/") { return ("file://\(encoded)", false) }
        return (encoded, true)
    }
}

/// A path for use in a URI. A colon is encoded as well: in the first part of a relative reference it would end the name
/// of a scheme.
private func encodingPercents(_ path: String) -> String {
    path.utf8.reduce(into: "") { result, byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "/"):
            result.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }
    }
}
