import SwiftwayCore
import Testing

@Suite struct RepairPlanTests {
    private func plan(_ files: String, _ rows: [HistoryRow]) throws -> RepairPlan {
        try RepairPlan(
            resolved: Notation.files(files), history: rows, patterns: [IgnorePattern(kind: .any, state: .future)])
    }

    @Test func failedRowsGo() throws {
        let plan = try plan("V1 V2", Notation.rows("1 !2"))
        #expect(plan.removals.map(\.installedRank) == [2])
        #expect(plan.deletions.isEmpty && plan.alignments.isEmpty)
    }

    @Test func missingRowsAreMarkedAndFutureOnesStay() throws {
        let plan = try plan("V2", Notation.rows("1 2 3 R:a=5"))
        #expect(plan.deletions.map(\.installedRank) == [1, 4])
    }

    @Test func changedRowsAreAligned() throws {
        var rows = Notation.rows("1 2 3")
        rows[0].checksum = 99
        rows[1].description = "old"
        let plan = try plan("V1 V2 V3", rows)
        #expect(plan.alignments.map(\.row.installedRank) == [1, 2])
    }

    @Test func aMissingChecksumIsFilledIn() throws {
        var rows = Notation.rows("1")
        rows[0].checksum = nil
        #expect(try plan("V1", rows).alignments.count == 1)
    }

    @Test func outdatedRepeatablesAreLeftToMigrate() throws {
        #expect(try plan("R:a=6", Notation.rows("R:a=5")).alignments.isEmpty)
    }
}
