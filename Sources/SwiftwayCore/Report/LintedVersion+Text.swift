import SwiftwayDatabase

extension LintedVersion {
    /// `for PostgreSQL 14, the oldest supported (-serverVersion says otherwise), by the grammar of PostgreSQL 15`.
    var text: String {
        guard kind == .postgreSQL else { return "for \(kind.productName)" }
        let version =
            "for PostgreSQL \(serverVersion)"
            + (isAssumed ? ", the oldest supported (-serverVersion says otherwise)" : "")
        return version + (grammar.map { ", by the grammar of PostgreSQL \($0)" } ?? "")
    }
}
