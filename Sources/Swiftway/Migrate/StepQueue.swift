import SwiftwayCore

/// The pending migrations of one plan, in order.
struct StepQueue {
    let migrations: [ResolvedMigration]
    private(set) var position = 0
    /// The next one, read and cut, so that whoever looks at it does not read it again.
    private var prepared: MigrateRun.Step?

    init(_ pending: [MigrationStatus]) {
        migrations = pending.compactMap(\.resolved)
    }

    var count: Int { migrations.count }
    var isLast: Bool { position == migrations.count - 1 }
    var next: ResolvedMigration? { position < migrations.count ? migrations[position] : nil }

    mutating func nextStep(
        _ prepare: (ResolvedMigration) throws(MigrationError) -> MigrateRun.Step
    ) throws(MigrationError) -> MigrateRun.Step? {
        guard let next else { return nil }
        if let prepared { return prepared }
        var step = try prepare(next)
        step.number = position + 1
        step.isLast = isLast
        prepared = step
        return step
    }

    mutating func advance() {
        position += 1
        prepared = nil
    }

    /// Goes back to an earlier one, which has to be run again.
    mutating func goBack(to step: MigrateRun.Step) {
        position = step.number - 1
        prepared = step
    }
}
