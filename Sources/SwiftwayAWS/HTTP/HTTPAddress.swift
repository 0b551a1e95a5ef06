import SwiftwayText

/// `http://host:port/path?query` or `https://…`, taken apart.
struct HTTPAddress: Equatable {
    var isEncrypted: Bool
    /// Without brackets.
    var host: String
    var port: Int
    /// With the query, and at least `/`.
    var target: String

    /// `nil` for what is no such address, among it one with a user or with characters that do not belong into one.
    init?(_ text: String) {
        guard let scheme = text.firstRange(ofText: "://") else { return nil }
        switch text[..<scheme.lowerBound].lowercased() {
        case "http": isEncrypted = false
        case "https": isEncrypted = true
        default: return nil
        }
        // What is put into a request must not begin a new line of it.
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let rest = text[scheme.upperBound...].prefix { $0 != "#" }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        target = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]

        var name = authority
        port = isEncrypted ? 443 : 80
        let bracket = authority.lastIndex(of: "]")
        if let colon = authority.lastIndex(of: ":"), bracket.map({ $0 < colon }) ?? true {
            guard let number = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(number) else {
                return nil
            }
            port = number
            name = authority[..<colon]
        }
        if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
        guard !name.isEmpty, !name.contains("@"), !name.contains("["), !name.contains("]") else { return nil }
        host = String(name)
    }

    /// As the header `Host` has it: with the port where it is not the usual one.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isEncrypted ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Without path and query, where there may be a secret.
    var printable: String { "\(isEncrypted ? "https" : "http")://\(authority)" }
}
