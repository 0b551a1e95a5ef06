package import SwiftwayCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Times as people read them, by the C library's time zone.
package enum Clock {
    /// Now, in whole seconds since 1970-01-01T00:00:00Z.
    package static var secondsSince1970: Int { Int(time(nil)) }

    /// Local time, now.
    package static func now() -> CivilTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return civil(time.tv_sec, microsecond: Int(time.tv_nsec) / 1000) { localtime_r($0, $1) }
    }

    /// `2024-05-01T08:11:12.123456Z` for a local time.
    package static func utc(fromLocal local: CivilTime) -> String {
        var parts = tm()
        parts.tm_year = Int32(local.year - 1900)
        parts.tm_mon = Int32(local.month - 1)
        parts.tm_mday = Int32(local.day)
        parts.tm_hour = Int32(local.hour)
        parts.tm_min = Int32(local.minute)
        parts.tm_sec = Int32(local.second)
        // Let the library find out whether summer time was in force.
        parts.tm_isdst = -1
        let seconds = mktime(&parts)
        return civil(seconds, microsecond: local.microsecond) { gmtime_r($0, $1) }.iso8601 + "Z"
    }

    private static func civil(
        _ seconds: time_t, microsecond: Int,
        by convert: (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?
    ) -> CivilTime {
        var seconds = seconds
        var parts = tm()
        _ = convert(&seconds, &parts)
        return CivilTime(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
            hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec), microsecond: microsecond)
    }
}

/// Measures one thing.
package struct Stopwatch {
    private let start = ContinuousClock.now

    package init() {}

    /// Since the stopwatch was made.
    package var elapsed: Duration { start.duration(to: .now) }

    package var milliseconds: Int {
        let (seconds, attoseconds) = elapsed.components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}

/// Blocks the calling thread.
package func pause(seconds: Double) {
    var left = timespec(tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1_000_000_000))
    var wanted = left
    while nanosleep(&wanted, &left) == -1, errno == EINTR { wanted = left }
}
