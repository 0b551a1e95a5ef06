import SwiftwayCore
import SwiftwayDatabase
import SwiftwayGrammar
import SwiftwayLint
import Testing

/// Every rule's own examples: the bad one breaks this rule and no other, the good one none.
@Suite struct RuleExampleTests {
    static let rules = LintRule.all.filter { PostgreSQLGrammar.version != nil || $0.bad.database == .sqlite }

    @Test(arguments: rules.map(\.id)) func theBadExampleBreaksThisRuleAlone(_ id: String) throws {
        let rule = try #require(LintRule.all.first { $0.id == id })
        let findings = Linting.findings(in: rule.bad, switchedOn: id)
        #expect(Set(findings.map(\.rule.id)) == [id], "\(findings.map(\.text).joined(separator: "\n"))")
    }

    @Test(arguments: rules.map(\.id)) func theGoodExampleIsSilent(_ id: String) throws {
        let rule = try #require(LintRule.all.first { $0.id == id })
        let findings = Linting.findings(in: rule.good, switchedOn: id)
        #expect(findings.isEmpty, "\(findings.map(\.text).joined(separator: "\n"))")
    }

    @Test func idsAreUnique() {
        let ids = LintRule.all.map(\.id) + Rule.ofAllowances.map(\.id) + Rule.ofFiles.map(\.id)
        #expect(Set(ids).count == ids.count)
    }
}
