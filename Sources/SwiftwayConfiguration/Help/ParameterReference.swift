import SwiftwayCore
import SwiftwayText

/// `Documentation/parameters.md`. The file in the repository is compared with it by a test.
public enum ParameterReference {
    public static var markdown: String {
        var parts = [
            "# Parameters",
            """
            This page is generated from the program's table of parameters; `swiftway help <parameter>` prints the same.

            A parameter may stand on the command line, in an environment variable and in a configuration file. The \
            command line wins over variables, variables over files, and later files over earlier ones. Lists are \
            replaced as a whole; `placeholders` and `jdbcProperties` are joined name by name.

            What an empty value means (`-name=`, a variable that is set to nothing, `""` or `[""]` in `flyway.toml`) is said \
            for each, and is the same wherever it stands. A list without elements, `[]`, is as if it were not there.

            Parameters of swiftway's own have the namespace `swiftway`, which Flyway ignores: a file can serve both.
            """,
        ]
        for group in ParameterTable.groups {
            let entries = group.parametersOfUse
            guard !entries.isEmpty else { continue }
            parts.append("## \(group.title)")
            parts.append(overview(entries))
            parts += entries.map(section)
        }
        parts.append("## Accepted without effect")
        parts.append(
            "They belong to Java, to other databases or to parts of Flyway that do not exist here. Configurations that "
                + "have them keep working; where one asks for something that is then missing, a warning says so.")
        parts.append(table(ParameterTable.all.filter(\.isIgnored), second: "", cell: { _ in "" }))
        parts.append("## Refused")
        parts.append("To ignore these would do harm.")
        parts.append(table(ParameterTable.all.filter(\.isUnsupported), second: "", cell: { _ in "" }))
        parts.append("## Removed")
        parts.append("Flyway knew them once, and refuses them now. So does swiftway, with a word on what to do.")
        parts.append(
            table(ParameterTable.all.filter(\.isRetired), second: "What to do", cell: { $0.details }))
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func overview(_ parameters: [Parameter]) -> String {
        let rows = parameters.map { parameter in
            "| [\(parameter.name)](#\(anchor(parameter))) | \(parameter.summary) "
                + "| \(parameter.fallback.map { "`\(cell($0))`" } ?? "") |"
        }
        return (["| Parameter | Meaning | Default |", "| --- | --- | --- |"] + rows).joined(separator: "\n")
    }

    private static func table(_ parameters: [Parameter], second: String, cell: (Parameter) -> String) -> String {
        let hasSecond = !second.isEmpty
        let rows = parameters.map { parameter in
            let name = parameter.takesKeys ? "\(parameter.name).*" : parameter.name
            return "| `\(name)` | \(parameter.summary) |" + (hasSecond ? " \(cell(parameter)) |" : "")
        }
        let head = "| Parameter | Meaning |" + (hasSecond ? " \(second) |" : "")
        let rule = "| --- | --- |" + (hasSecond ? " --- |" : "")
        return ([head, rule] + rows).joined(separator: "\n")
    }

    private static func section(_ parameter: Parameter) -> String {
        var text = "### \(parameter.name)\n\n\(parameter.summary)"
        if !parameter.details.isEmpty { text += " \(parameter.details)" }
        var facts = ["Takes: \(parameter.type.name)"]
        if let fallback = parameter.fallback { facts.append("Default: `\(fallback)`") }
        facts.append("Empty: \(parameter.empty.meaning)")
        facts += parameter.spellings.map { "\($0.place): `\($0.spelling)`" }
        return text + "\n\n" + facts.map { "- \($0)" }.joined(separator: "\n")
    }

    /// As renderers derive it from the heading.
    private static func anchor(_ parameter: Parameter) -> String {
        parameter.name.lowercased().filter { $0 != "." }
    }

    private static func cell(_ text: String) -> String { text.replacing(text: "|", with: "\\|") }
}
