import SwiftwayText

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The time zone of this machine, for the session: `installed_on` is local time without a zone, and one table must
/// not mix two zones. The Java driver does the same.
struct ClientTimeZone {
    /// `Europe/Berlin`, or `nil` where the machine does not tell.
    var name: String?
    /// What is right now, in the POSIX form that every server knows: `<+02:00>-02:00`.
    var offset: String

    static var current: ClientTimeZone {
        // localtime_r, unlike localtime, need not read TZ by itself.
        tzset()
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return ClientTimeZone(
            name: name(variable: environment("TZ"), link: target(ofLink: "/etc/localtime")),
            offset: posix(secondsEastOfGreenwich: local.tm_gmtoff))
    }

    /// The variable `TZ` wins over the link that `/etc/localtime` is on most systems.
    static func name(variable: String?, link: String?) -> String? {
        let source = variable.nonEmpty ?? link
        guard var text = source.map({ Substring($0) }) else { return nil }
        if text.hasPrefix(":") { text = text.dropFirst() }
        if let folder = text.firstRange(ofText: "zoneinfo/") {
            return String(text[folder.upperBound...])
        }
        return text.hasPrefix("/") || text.hasPrefix(".") ? nil : String(text)
    }

    /// POSIX counts hours west of Greenwich; the name between the brackets may be anything.
    static func posix(secondsEastOfGreenwich seconds: Int) -> String {
        func clock(_ seconds: Int) -> String {
            let minutes = abs(seconds) / 60
            let pad = minutes % 60 < 10 ? "0" : ""
            return "\(minutes / 60):\(pad)\(minutes % 60)"
        }
        return "<\(seconds < 0 ? "-" : "+")\(clock(seconds))>\(seconds < 0 ? "+" : "-")\(clock(seconds))"
    }

    private static func target(ofLink path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1_024) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let length = readlink(path, start, buffer.count)
            guard length > 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
        }
    }
}

/// A variable of the environment that libpq, or the C library, reads too.
func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
