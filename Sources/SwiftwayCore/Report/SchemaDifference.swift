extension InfoReport {
    /// Why a program with these files should not work on this schema; `nil` where it may. What no waiting mends comes
    /// first, then a schema that is ahead, then one that is behind.
    package var difference: MigrationError? {
        let passedOver: [IgnorePattern] = [.init(kind: .any, state: .pending), .init(kind: .any, state: .future)]
        let wrong = Validation(patterns: passedOver, appliedBaseline: statuses.appliedBaseline).findings(in: statuses)
        if let first = wrong.first {
            return MigrationError(
                code: first.code,
                message: "The schema does not fit this program:\n" + wrong.map(\.message).joined(separator: "\n"))
        }
        let entries = statuses.entries
        if let newest = entries.last(where: { $0.state == .futureSuccess || $0.state == .futureFailed }) {
            return MigrationError(
                code: .schemaAhead,
                message: "The schema has version \(newest.version?.description ?? newest.description), which this "
                    + "program does not know: a newer release has migrated it.",
                advice: "Deploy the newer release, or run this one with the policy migrate, which accepts that.")
        }
        let missing = entries.filter { $0.state == .pending || $0.state == .outdated }
        guard let next = missing.first else { return nil }
        let count = "\(missing.count) migration\(missing.count == 1 ? "" : "s")"
        return MigrationError(
            code: .schemaBehind,
            message: "The schema has version \(schemaVersion ?? "<< Empty Schema >>"); \(count) of this program "
                + "\(missing.count == 1 ? "is" : "are") not applied, the next is "
                + "\(next.version?.description ?? next.description).",
            advice: "Run swiftway migrate, or start with the policy migrate.")
    }
}

extension MigrationError.Code {
    /// Migrations of this program are not applied yet: what `Migrator`'s start finds where it must not migrate.
    public static let schemaBehind = Self(name: "SCHEMA_BEHIND")
    /// The schema has migrations that this program does not know.
    public static let schemaAhead = Self(name: "SCHEMA_AHEAD")
}
