import SwiftwayDatabase
import SwiftwayText

/// An address that no driver takes: shown without its secrets, and with what was perhaps meant.
package struct UnknownAddress {
    private let address: String

    package init(_ address: String) { self.address = address }

    package var advice: String {
        let known = "swiftway knows jdbc:postgresql:, postgresql:, jdbc:sqlite: and sqlite: addresses."
        let shown = "The address is \(Self.quoted(Self.masked(address)))."
        return [shown, suggestion, known].compactMap { $0 }.joined(separator: "\n")
    }

    private var suggestion: String? {
        guard let meant else { return nil }
        return "Did you mean \(Self.quoted(Self.masked(meant)))?"
    }

    // MARK: What was meant

    private var meant: String? {
        var bare = address.trimmingBlanks()
        for prefix in ["FLYWAY_URL=", "flyway.url=", "-url=", "url="] where bare.hasPrefix(prefix) {
            bare = String(bare.dropFirst(prefix.count))
        }
        while let first = bare.first, "'\"`".contains(first), bare.last == first, bare.count > 1 {
            bare = String(bare.dropFirst().dropLast())
        }
        bare = bare.trimmingBlanks()
        if let first = bare.first, "'\"`".contains(first) { bare.removeFirst() }
        if let last = bare.last, "'\"`".contains(last) { bare.removeLast() }
        if DatabaseKind(address: bare) != nil { return bare }
        // The rest is the same behind every scheme.
        let scheme = Self.scheme(of: bare)
        let rest = bare.dropFirst(scheme.count)
        let schemes = DatabaseKind.allCases.flatMap(\.addressSchemes)
        if !scheme.isEmpty, let near = nearest(to: scheme, in: schemes) { return near + rest }
        let isFile = [".db", ".sqlite", ".sqlite3"].contains { bare.lowercased().hasSuffix($0) }
        if isFile, scheme.isEmpty || scheme == "file:" { return "jdbc:sqlite:" + bare }
        if bare.hasPrefix("//") { return "jdbc:postgresql:" + bare }
        return bare.contains(":5432") && !bare.contains(text: "//") ? "jdbc:postgresql://" + bare : nil
    }

    /// What stands before `//`, or else the words with colons at the start: `jdbc:postgres:`, `postgressql:`, `postgresql`.
    private static func scheme(of address: String) -> String {
        if let slashes = address.firstRange(ofText: "//") {
            let head = String(address[..<slashes.lowerBound])
            if head.allSatisfy({ $0.isLetter || $0 == ":" || $0 == "-" }) { return head }
        }
        var scheme = ""
        var rest = address[...]
        for place in 0..<2 {
            let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
            guard !word.isEmpty, rest.dropFirst(word.count).first == ":" else { break }
            // Only `jdbc:` has a second word; in others it is a name.
            if place == 1, !scheme.lowercased().hasPrefix("j"), scheme.lowercased() != "jdbc:" { break }
            scheme += word + ":"
            rest = rest.dropFirst(word.count + 1)
        }
        return scheme
    }

    // MARK: What may be shown

    /// Without whoever connects and without the values of parameters that are secrets by their names.
    package static func masked(_ address: String) -> String {
        let stars = "********"
        var head = address[...]
        var parameters = ""
        // A password may hold the marks that begin parameters, but then an `@` stands behind it.
        let from = address.lastIndex(of: "@") ?? address.startIndex
        if let mark = address[from...].firstIndex(where: { $0 == "?" || $0 == ";" }) {
            head = address[..<mark]
            parameters = maskedParameters(address[mark...], stars)
        }
        guard let at = head.lastIndex(of: "@") else { return head + parameters }
        let slashes = head.firstRange(ofText: "//").flatMap { $0.upperBound <= at ? $0.upperBound : nil }
        let start = slashes ?? head.index(head.startIndex, offsetBy: scheme(of: String(head)).count)
        return head[..<min(start, at)] + stars + head[at...] + parameters
    }

    private static func maskedParameters(_ text: Substring, _ stars: String) -> String {
        var masked = ""
        var rest = text
        while let mark = rest.first {
            let parameter = rest.dropFirst().prefix { !"?&;".contains($0) }
            let name = parameter.prefix { $0 != "=" }
            let isSecret = ["user", "password", "pwd", "secret", "token", "key"].contains {
                name.lowercased().contains(text: $0)
            }
            masked += String(mark) + (isSecret && name.count < parameter.count ? name + "=" + stars : parameter)
            rest = rest.dropFirst(parameter.count + 1)
        }
        return masked
    }

    /// In quotes, so that blanks at its ends can be seen; what cannot be seen is written by its name.
    private static func quoted(_ text: String) -> String {
        var quoted = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format:
                quoted += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "'"
    }
}
