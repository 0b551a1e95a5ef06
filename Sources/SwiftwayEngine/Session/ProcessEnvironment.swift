// `environ` is a global variable of the C library; nothing in this program changes it.
#if canImport(Glibc)
    @preconcurrency import Glibc
#elseif canImport(Musl)
    @preconcurrency import Musl
#else
    @preconcurrency import Darwin
#endif

/// The variables that this process was started with.
package enum ProcessEnvironment {
    package static var variables: [String: String] {
        let first: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
        guard var entry = first else { return [:] }
        var variables: [String: String] = [:]
        while let pointer = entry.pointee {
            let text = String(cString: pointer)
            // By bytes: a list of colors is long, and characters are searched for slowly.
            if let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
                variables[String(text[..<sign])] = String(text[text.utf8.index(after: sign)...])
            }
            entry += 1
        }
        return variables
    }
}
