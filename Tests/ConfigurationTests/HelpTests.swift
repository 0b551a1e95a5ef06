import Testing

@testable import SwiftwayConfiguration

struct HelpTests {
    static let everything: [Invocation.HelpTopic] =
        Verb.allCases.map { .verb($0) } + ParameterTable.all.map { .parameter($0.property) } + [.allParameters]

    @Test func nothingIsWiderThanATerminal() {
        let texts = [HelpText.usage, HelpText.text(for: [])] + Self.everything.map { HelpText.text(for: [$0]) }
        for line in texts.flatMap({ $0.split(separator: "\n") }) {
            #expect(line.count <= 96, "\(line)")
            #expect(line.last != " ", "\(line)")
        }
    }

    @Test func theOverviewNamesEveryVerbFlagAndParameter() {
        let overview = HelpText.text(for: [])
        for verb in Verb.allCases { #expect(overview.contains("    \(verb.rawValue) ")) }
        for flag in Flag.all where flag.isOfUse { #expect(overview.contains("    \(flag.spellings[0])")) }
        let words = Set(overview.split { " ,\n".contains($0) }.map(String.init))
        for parameter in ParameterTable.all where parameter.isOfUse {
            #expect(words.contains(parameter.takesKeys ? "\(parameter.name).<name>" : parameter.name))
        }
        #expect(!words.contains("licenseKey"))
        #expect(!overview.contains("communityFallback"))
    }

    @Test func verbsListTheirParameters() {
        let help = HelpText.text(for: [.verb(.baseline)])
        #expect(help.hasPrefix("swiftway baseline: Give an existing database a version"))
        #expect(help.contains("    -baselineVersion      The version that an existing database is said to have. [1]\n"))
        #expect(help.contains("    swiftway baseline -baselineVersion=3"))
        #expect(!help.contains("-infoOfState"))
    }

    @Test func severalTopicsFollowEachOther() {
        let help = HelpText.text(for: [.verb(.info), .parameter("flyway.table")])
        #expect(help.hasPrefix("swiftway info: "))
        #expect(help.contains("\n\ntable: The name of the history table.\n"))
    }

    @Test func parametersShowTheirSpellings() {
        #expect(
            HelpText.text(for: [.parameter("flyway.placeholders")]) == """
                placeholders: Values for '${name}' in scripts.

                Names are compared without regard to case. Names that come from a variable are in lower case:
                'FLYWAY_PLACEHOLDERS_MY_NAME' is 'my_name'.

                    Takes         a value for each name
                    Empty         an empty text
                    Command line  -placeholders.<name>=…
                    Environment   FLYWAY_PLACEHOLDERS_<NAME>
                    flyway.toml   [flyway.placeholders] <name>
                    flyway.conf   flyway.placeholders.<name>

                """)
        #expect(
            HelpText.text(for: [.parameter("swiftway.offline")]) == """
                offline: Do without a database.

                'validate' then checks the files alone, even where an address is configured.

                    Takes         true or false
                    Default       false
                    Empty         as if it were not there
                    Command line  -offline=…
                    Environment   SWIFTWAY_OFFLINE
                    flyway.toml   [swiftway] offline
                    flyway.conf   swiftway.offline

                """)
    }

    @Test func whatHasNoEffectSaysSo() {
        #expect(
            HelpText.text(for: [.parameter("flyway.licenseKey")]).contains("It is accepted, and has no effect here."))
        #expect(
            HelpText.text(for: [.parameter("flyway.ignoreFutureMigrations")]) == """
                ignoreFutureMigrations: Removed in Flyway 9.0.

                Use 'ignoreMigrationPatterns=*:future'.

                """)
    }
}
