import SwiftwayText

/// An address as it may be printed: without user and password, and without its parameters, where a password may
/// stand too.
package func printable(address: String) -> String {
    let plain = address.prefix { $0 != "?" }
    guard let at = plain.lastIndex(of: "@"), let start = plain.firstRange(ofText: "//") else { return String(plain) }
    return String(plain[..<start.upperBound] + plain[plain.index(after: at)...])
}
