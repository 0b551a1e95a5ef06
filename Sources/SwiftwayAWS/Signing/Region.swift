/// Names of regions, and what they are parts of.
package enum Region {
    /// The region in the name of an RDS endpoint: `….REGION.rds.amazonaws.com`, in China `….rds.REGION.amazonaws.com.cn`;
    /// `nil` for other names.
    package static func ofEndpoint(_ host: String) -> String? {
        let parts = host.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        let region: Substring?
        if parts.suffix(3) == ["rds", "amazonaws", "com"] {
            region = parts.dropLast(3).last
        } else if parts.suffix(3) == ["amazonaws", "com", "cn"], parts.dropLast(4).last == "rds" {
            region = parts.dropLast(3).last
        } else {
            region = nil
        }
        return region.flatMap { isName($0) ? String($0) : nil }
    }

    /// The region of a resource by its name, `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME`; `nil` for what is no such
    /// name.
    package static func ofResource(_ name: String) -> String? {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 6, parts[0] == "arn", isName(parts[3]) else { return nil }
        return String(parts[3])
    }

    /// `amazonaws.com`, in China `amazonaws.com.cn`.
    static func domain(of region: String) -> String { region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com" }

    /// Whether it may stand in the name of a host.
    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.count <= 63
            && text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    }
}
