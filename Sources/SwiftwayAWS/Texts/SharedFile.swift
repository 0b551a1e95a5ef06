/// A file of profiles, `~/.aws/config` or `~/.aws/credentials`.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>
struct SharedFile: Equatable {
    /// Settings by profile, their names in small letters.
    private(set) var profiles: [String: [String: String]] = [:]

    enum Kind {
        /// `[profile name]`, and `[default]`.
        case configuration
        /// `[name]`.
        case credentials
    }

    init() {}

    /// What is not of this form is passed over, as sections of other kinds are.
    init(_ text: String, kind: Kind) {
        var profile: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let trimmed = Self.trimmed(line)
            if trimmed.isEmpty || trimmed.hasPrefix("#") || trimmed.hasPrefix(";") { continue }
            if trimmed.hasPrefix("[") {
                profile = Self.profile(trimmed, kind)
                if let profile { profiles[profile] = profiles[profile] ?? [:] }
                continue
            }
            // What is indented belongs to the setting above, which is a group of settings of one service.
            guard let profile, line.first?.isWhitespace == false, let sign = trimmed.firstIndex(of: "=") else {
                continue
            }
            let name = Self.trimmed(trimmed[..<sign]).lowercased()
            profiles[profile, default: [:]][name] = String(Self.trimmed(trimmed[trimmed.index(after: sign)...]))
        }
    }

    private static func profile(_ header: Substring, _ kind: Kind) -> String? {
        guard let end = header.firstIndex(of: "]") else { return nil }
        let name = trimmed(header[header.index(after: header.startIndex)..<end])
        let isDefault = name == "default"
        let prefixed = name.split(separator: " ", maxSplits: 1)
        switch kind {
        case .credentials: return unquoted(name)
        case .configuration where isDefault: return "default"
        case .configuration:
            guard prefixed.count == 2, prefixed[0] == "profile" else { return nil }
            return unquoted(trimmed(prefixed[1]))
        }
    }

    private static func unquoted(_ name: Substring) -> String {
        for quote in ["\"", "'"] where name.count > 1 && name.hasPrefix(quote) && name.hasSuffix(quote) {
            return String(name.dropFirst().dropLast())
        }
        return String(name)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
