import SwiftwayCore
import SwiftwayText

/// What `help` prints. Everything is rendered from the tables of verbs, flags and parameters.
public enum HelpText {
    /// Where the program is called without a verb.
    public static var usage: String {
        sections(
            [invocation, commands, section("Flags:", rows(flags))]
                + ["swiftway help lists the parameters, swiftway help <command> explains a command."])
    }

    /// - Parameter topics: none for the overview.
    public static func text(for topics: [Invocation.HelpTopic]) -> String {
        guard !topics.isEmpty else { return overview }
        return topics.map(text).joined(separator: "\n")
    }

    private static func text(for topic: Invocation.HelpTopic) -> String {
        switch topic {
        case .verb(let verb): text(for: verb)
        case .parameter(let property): ParameterTable.parameter(named: property).map(text) ?? ""
        case .allParameters: sections(ParameterTable.groups.filter { !$0.parametersOfUse.isEmpty }.map(list))
        case .completions(let shell): Completions.script(for: shell)
        }
    }

    // MARK: Overview

    private static var overview: String {
        sections([
            "swiftway migrates PostgreSQL and SQLite databases as Flyway does, without Java.",
            invocation, commands, section("Flags:", rows(flags)),
            section("Parameters, as -name=value:", parameterNames),
            section(
                "Where parameters may stand:",
                rows([
                    ("-outOfOrder=true", "on the command line, which wins over"),
                    ("FLYWAY_OUT_OF_ORDER=true", "in the environment, which wins over"),
                    ("outOfOrder = true", "in flyway.toml, in the table [flyway], or"),
                    ("flyway.outOfOrder=true", "in flyway.conf"),
                ])),
            section(
                "More help:",
                rows([
                    ("swiftway help <command>", "a command and its parameters"),
                    ("swiftway help <parameter>", "a parameter and all its spellings"),
                    ("swiftway help parameters", "all parameters"),
                    ("swiftway help completions <shell>", "a script for bash, zsh or fish"),
                ])),
            section("Examples:", indented(Verb.migrate.examples + Verb.info.examples)),
        ])
    }

    private static var invocation: String {
        section(
            "Usage:",
            indented(["swiftway [flags] [parameters] <command>...", "swiftway help [<command> | <parameter>]"]))
    }

    private static var commands: String {
        section("Commands:", rows(Verb.allCases.map { ($0.rawValue, $0.summary) }))
    }

    private static var flags: [(String, String)] {
        Flag.all.filter(\.isOfUse).map { ($0.spellings.joined(separator: ", "), $0.summary) }
    }

    private static var parameterNames: String {
        ParameterTable.groups.filter { !$0.parametersOfUse.isEmpty }.map { group in
            let names = group.parametersOfUse.map { $0.takesKeys ? "\($0.name).<name>" : $0.name }
            return Paragraph.lines(names.joined(separator: ", "), indent: 28, head: "    \(group.title)")
        }.joined(separator: "\n")
    }

    // MARK: Topics

    private static func text(for verb: Verb) -> String {
        var parts = [Paragraph.lines("swiftway \(verb.rawValue): \(verb.summary)")]
        parts += verb.details.map { Paragraph.lines($0.plain) }
        if !verb.examples.isEmpty { parts.append(section("Examples:", indented(verb.examples))) }
        parts += verb.groups.filter { !$0.parametersOfUse.isEmpty }.map(list)
        return sections(parts)
    }

    private static func list(_ group: ParameterGroup) -> String {
        section("\(group.title):", rows(group.parametersOfUse.map { ($0.option, $0.summaryWithDefault.plain) }))
    }

    private static func text(for parameter: Parameter) -> String {
        var parts = [Paragraph.lines("\(parameter.name): \(parameter.summary.plain)")]
        if !parameter.details.isEmpty { parts.append(Paragraph.lines(parameter.details.plain)) }
        if parameter.isIgnored { parts.append("It is accepted, and has no effect here.") }
        guard !parameter.isRetired else { return sections(parts) }
        var facts = [("Takes", parameter.type.name)]
        if let fallback = parameter.fallback { facts.append(("Default", fallback)) }
        facts.append(("Empty", parameter.empty.meaning.plain))
        facts += parameter.spellings.map { ($0.place, $0.spelling) }
        parts.append(rows(facts))
        return sections(parts)
    }

    // MARK: Layout

    private static func sections(_ parts: [String]) -> String { parts.joined(separator: "\n\n") + "\n" }

    private static func section(_ title: String, _ body: String) -> String { "\(title)\n\(body)" }

    private static func indented(_ lines: [String]) -> String { lines.map { "    \($0)" }.joined(separator: "\n") }

    private static func rows(_ rows: [(String, String)]) -> String {
        let column = min(40, (rows.map(\.0.count).max() ?? 0) + 6)
        return rows.map { Paragraph.lines($0.1, indent: column, head: "    \($0.0)") }.joined(separator: "\n")
    }
}

extension ParameterGroup {
    /// Those that have an effect.
    public var parametersOfUse: [Parameter] { parameters.filter(\.isOfUse) }
}

extension Parameter {
    var summaryWithDefault: String { fallback.map { "\(summary) [\($0)]" } ?? summary }

    /// Where it may stand, and how it is written there.
    var spellings: [(place: String, spelling: String)] {
        guard !isRetired else { return [] }
        var spellings: [(String, String)] = []
        let example = takesKeys ? "-\(name).<name>=…" : "-\(name)=…"
        if places.contains(.commandLine) { spellings.append(("Command line", example)) }
        if let variable { spellings.append(("Environment", takesKeys ? "\(variable)_<NAME>" : variable)) }
        if let tomlSpelling { spellings.append(("flyway.toml", tomlSpelling)) }
        if places.contains(.conf) { spellings.append(("flyway.conf", takesKeys ? "\(property).<name>" : property)) }
        return spellings
    }
}

extension Parameter.ValueType {
    /// For help and reference.
    var name: String {
        switch self {
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .text: "text"
        case .secret: "text, never printed"
        case .path: "a path"
        case .version: "a version"
        case .target: "a version, or latest, current, next"
        case .encoding: "the name of an encoding"
        case .date: "a date and time"
        case .duration: "a duration such as 5s, 500ms or 2min; a number alone is seconds"
        case .list: "a list, with commas between its entries"
        case .map: "a value for each name"
        case .choice(let choices): choices.joined(separator: " or ")
        case .choices: "a list of names"
        case .namespace: "settings"
        }
    }
}

extension String {
    /// Without the marks of Markdown that documentation has.
    var plain: String { replacing(text: "`", with: "'") }
}
