import SwiftwayCore
import Testing

@testable import SwiftwayConfiguration

struct ValueResolverTests {
    let resolver = ValueResolver(
        environmentName: "dev",
        environment: ["NAME": "@bc-123ä٣", "EMPTY": "", "SECOND": "${env.NAME}", "MONEY": "$5\\n"],
        placeholders: ["Owner": "alice"])

    static let resolved: [(String, String)] = [
        ("plain", "plain"), ("", ""), ("${env.NAME}", "@bc-123ä٣"), ("a ${env.EMPTY} b", "a  b"),
        ("${ENV.NAME}${env.NAME}", "@bc-123ä٣@bc-123ä٣"), ("${ env . NAME }", "@bc-123ä٣"),
        ("${placeholder.owner}", "alice"), ("${Placeholder.OWNER}!", "alice!"),
        // What comes out is not resolved again.
        ("${env.SECOND}", "${env.NAME}"), ("${env.MONEY}", "$5\\n"),
        // Filters.
        ("${env.NAME:aD}", "bc123٣"), ("${env.NAME:A}", "bcä"), ("${env.NAME:a}", "bc"), ("${env.NAME:d}", "123"),
        ("${env.NAME:D}", "123٣"), ("${env.NAME: ad }", "bc123"), ("${env.NAME:}", ""), ("${env.NAME:x}", ""),
        // Escapes.
        ("$${env.NAME}", "${env.NAME}"), ("a$${env.NAME}b${env.EMPTY}c", "a${env.NAME}bc"),
        ("!{${env.NAME} as it is}", "${env.NAME} as it is"), (" !{x} ", "x"),
        // What belongs to scripts.
        ("${name}", "${name}"), ("${flyway:timestamp}", "${flyway:timestamp}"), ("${a.b.c}", "${a.b.c}"),
        ("${.x}", "${.x}"), ("${x.}", "${x.}"), ("${unclosed", "${unclosed"), ("$NAME", "$NAME"), ("${", "${"),
        ("${a} ${env.EMPTY}.", "${a} ."),
    ]

    @Test(arguments: resolved.indices)
    func resolves(_ index: Int) throws {
        let (text, expected) = Self.resolved[index]
        #expect(try resolver.resolve(text) == expected)
    }

    static let refused: [(String, String)] = [
        ("${env.MISSING}", "Unable to resolve environment variable: 'MISSING'"),
        ("${placeholder.nobody}", "Unable to resolve placeholder: 'nobody'"),
        ("${vault.secret}", "Unknown resolver 'vault' for environment dev"),
        ("${env.A_${env.B}}", "Resolvers cannot be nested: ${env.A_${env.B}}"),
    ]

    @Test(arguments: refused.indices)
    func refuses(_ index: Int) {
        let (text, message) = Self.refused[index]
        let error = #expect(throws: ConfigurationError.self) { try resolver.resolve(text) }
        #expect(error?.message == message)
        #expect(error?.code == "ENVIRONMENT_RESOLVE")
    }

    @Test func valuesOfTheTableFlywayAreResolvedToo() throws {
        let world = World.toml(
            """
            [flyway]
            installedBy = "${env.WHO}"
            locations = ["filesystem:${env.WHERE}"]
            [flyway.placeholders]
            owner = "alice"
            copy = "${placeholder.owner}"
            [environments.default]
            user = "${placeholder.owner}"
            """, environment: ["WHO": "ci", "WHERE": "db"])
        let settings = try world.resolve("migrate -url=jdbc:sqlite:${env.WHERE}").settings
        #expect(settings.execution.installedBy == "ci")
        #expect(settings.scan.locations == ["filesystem:db"])
        #expect(settings.placeholders.placeholders == ["owner": "alice", "copy": "alice"])
        #expect(settings.connection.user == "alice")
        #expect(settings.connection.url == "jdbc:sqlite:db")
    }

    @Test func failuresSayWhere() {
        let refusal = World.toml("[environments.default]\npassword = \"${env.X}\"").refusal()
        #expect(refusal?.message == "Unable to resolve environment variable: 'X'")
        #expect(
            refusal?.hint == "It stands in environments.default.password, from /project/flyway.toml, line 2.")
    }

    /// Resolution is lazy: what is not used need not resolve.
    @Test func otherEnvironmentsAreLeftAlone() throws {
        let world = World.toml("[environments.default]\nurl = \"x\"\n[environments.prod]\nurl = \"${env.X}\"")
        #expect(try world.resolve().settings.connection.url == "x")
    }

    @Test func confHasNoResolvers() throws {
        let world = World.conf("flyway.placeholders.a=${env.X}")
        #expect(try world.resolve().settings.placeholders.placeholders == ["a": "${env.X}"])
    }
}
