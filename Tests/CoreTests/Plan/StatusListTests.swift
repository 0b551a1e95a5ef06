import SwiftwayCore
import Testing

/// The worked examples of Flyway's states, in a small notation: files `V1 B2 R:a=5`, rows `1 R:a=5 BASELINE:2
/// DELETE:2 !2` (`!`: failed), states in the order of the list.
@Suite struct StatusListTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var number: Int
        var files: String
        var rows: String
        var target = Target.latest
        var outOfOrder = false
        var states: [String]
        var testDescription: String { "#\(number): \(files) | \(rows)" }
    }

    /// `é` as one scalar and as two: two names for files, for Java and for databases, and so two migrations.
    @Test func spellingsOfADescriptionAreTwo() throws {
        let list = try StatusList(
            resolved: Notation.files("R:\u{E9}=5 R:e\u{301}=6"), history: Notation.rows("R:e\u{301}=6"),
            target: .latest,
            outOfOrder: false)
        #expect(list.entries.map(\.state) == [.success, .pending])
    }

    static let examples: [Example] = [
        Example(number: 1, files: "V1 V2 R:a=5", rows: "", states: ["1 Pending", "2 Pending", "a Pending"]),
        Example(number: 2, files: "V1 V2 V3", rows: "1 3", states: ["1 Success", "3 Success", "2 Ignored"]),
        Example(
            number: 3, files: "V1 V2 V3", rows: "1 3", outOfOrder: true,
            states: ["1 Success", "3 Success", "2 Pending"]),
        Example(number: 4, files: "V1 V2 V3", rows: "1 3 2", states: ["1 Success", "3 Success", "2 Out of Order"]),
        Example(number: 5, files: "V2", rows: "1 2 3", states: ["1 Missing", "2 Success", "3 Future"]),
        Example(number: 6, files: "", rows: "1 R:a=5", states: ["1 Future", "a Missing"]),
        Example(
            number: 7, files: "V1 V2 V3 R:a=5", rows: "BASELINE:2",
            states: ["1 Below Baseline", "2 Ignored (Baseline)", "2 Baseline", "3 Pending", "a Pending"]),
        Example(
            number: 8, files: "V1 V2 V3 B1 B2", rows: "",
            states: [
                "1 Below Baseline", "1 Below Baseline", "2 Ignored (Baseline)", "2 Pending", "3 Pending",
            ]),
        Example(
            number: 9, files: "V1 V2 V3 B2", rows: "SQL_BASELINE:2",
            states: ["1 Below Baseline", "2 Ignored (Baseline)", "2 Baseline", "3 Pending"]),
        Example(
            number: 10, files: "V1 V2 V3 B2", rows: "1 2",
            states: ["1 Success", "2 Success", "2 Ignored", "3 Pending"]),
        Example(number: 11, files: "R:a=6", rows: "R:a=4 R:a=5", states: ["a Superseded", "a Outdated", "a Pending"]),
        Example(
            number: 12, files: "V1 R:a=5", rows: "1 R:a=5 DELETE:R:a",
            states: ["1 Success", "a Deleted", "a Success", "a Pending"]),
        Example(
            number: 13, files: "V1 V2 V3", rows: "1 2 3 DELETE:2",
            states: ["1 Success", "2 Deleted", "3 Success", "2 Ignored"]),
        Example(
            number: 14, files: "V1 V2 V3 R:a=5", rows: "1", target: .version(MigrationVersion(2), mustExist: true),
            states: ["1 Success", "2 Pending", "3 Above Target", "a Pending"]),
        Example(
            number: 15, files: "V1 V2 V3 R:a=5", rows: "1", target: .next,
            states: ["1 Success", "2 Pending", "3 Above Target", "a Pending"]),
        Example(
            number: 16, files: "V1 V2 R:a=5", rows: "1", target: .current,
            states: ["1 Success", "2 Above Target", "a Pending"]),
        Example(
            number: 17, files: "V1", rows: "SCHEMA 1", states: ["<< Flyway Schema Creation >> Success", "1 Success"]),
        Example(number: 18, files: "V1 V2", rows: "JDBC:1 2", states: ["1 Missing", "2 Success", "1 Ignored"]),
        Example(number: 19, files: "V1 V2 V3", rows: "1 !2", states: ["1 Success", "2 Failed", "3 Pending"]),
        Example(
            number: 22, files: "V4 V5 V6", rows: "BASELINE:5 6",
            states: ["4 Below Baseline", "5 Ignored (Baseline)", "5 Baseline", "6 Success"]),
        Example(
            number: 24, files: "V1 V2 B2 V3 B3", rows: "", target: .version(MigrationVersion(2), mustExist: true),
            states: [
                "1 Below Baseline", "2 Ignored (Baseline)", "2 Pending", "3 Above Target", "3 Above Target",
            ]),
        Example(number: 23, files: "V1", rows: "", target: .current, states: ["1 Above Target"]),
    ]

    @Test(arguments: examples) func states(_ example: Example) throws {
        let list = try StatusList(
            resolved: Notation.files(example.files), history: Notation.rows(example.rows), target: example.target,
            outOfOrder: example.outOfOrder)
        let states = list.entries.map { "\($0.version?.description ?? $0.description) \($0.state.displayName)" }
        #expect(states == example.states)
    }

    @Test func undoneMigrationsArePendingAgain() throws {
        let list = try StatusList(
            resolved: Notation.files("V1 V2 V3"), history: Notation.rows("1 2 UNDO_SQL:2"), target: .latest,
            outOfOrder: false)
        #expect(list.entries.map(\.state) == [.success, .undone, .success, .pending, .pending])
        #expect(list.current?.version == MigrationVersion(1))
    }

    @Test func deletedTwiceIsCorrupt() {
        let error = #expect(throws: MigrationError.self) {
            try StatusList(
                resolved: [], history: Notation.rows("1 DELETE:1 DELETE:1"), target: .latest, outOfOrder: false)
        }
        #expect(error?.message == "Corrupted schema history: multiple delete entries for version 1")
    }

    @Test func unknownTargetIsRefused() throws {
        let version = MigrationVersion(2)
        let error = #expect(throws: MigrationError.self) {
            try StatusList(
                resolved: Notation.files("V1 V3"), history: [], target: .version(version, mustExist: true),
                outOfOrder: false)
        }
        #expect(
            error?.message == "No migration with a target version 2 could be found. "
                + "Ensure target is specified correctly and the migration exists.")
        let list = try StatusList(
            resolved: Notation.files("V1 V3"), history: [], target: .version(version, mustExist: false),
            outOfOrder: false)
        #expect(list.pending.compactMap(\.version) == [MigrationVersion(1)])
    }

    @Test func cherryPickRunsTheseAloneInTheirOrder() throws {
        let list = try StatusList(
            resolved: Notation.files("V1 V2 V3 R:a_b=1 R:c=2"), history: Notation.rows("1"), target: .latest,
            outOfOrder: false, cherryPick: CherryPick(["a_b", "3", "2"]))
        #expect(list.pending.map { $0.version?.description ?? $0.description } == ["a_b", "3", "2"])
        #expect(list.entries.count { $0.state == .ignored } == 2)
        let error = #expect(throws: MigrationError.self) {
            try StatusList(
                resolved: Notation.files("V1"), history: [], target: .latest, outOfOrder: false,
                cherryPick: CherryPick(["2"]))
        }
        #expect(error?.message == "No migration matches the cherryPick entry '2'.")
    }

    @Test func currentVersionIgnoresDeletedRows() throws {
        let list = try StatusList(
            resolved: Notation.files("V1"), history: Notation.rows("1 2 DELETE:2"), target: .latest, outOfOrder: false)
        #expect(list.current?.version == MigrationVersion(1))
    }
}
