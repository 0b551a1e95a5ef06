/// Where messages send their readers. One file of the repository each, so that a link cannot outlive its page.
package enum Links {
    package static let home = "https://github.com/swiftway/swiftway"
    private static let documentation = "\(home)/blob/main/Documentation"

    package static let ignorePatterns = "\(documentation)/parameters.md#ignoremigrationpatterns"
    package static let validation = "\(documentation)/validate.md"
    package static let scripts = "\(documentation)/scripts.md"
    package static let lock = "\(documentation)/parameters.md#lockretrycount"
    package static let baseline = "\(documentation)/baseline.md"
    package static let schemas = "\(documentation)/parameters.md#schemas"
    package static let aws = "\(documentation)/aws.md"
    package static let databases = "\(documentation)/databases.md"

    package static let rules = "\(documentation)/rules/README.md"
    package static func rule(_ id: String) -> String { "\(documentation)/rules/\(id).md" }

    /// A parameter's place in the reference. The anchors are those that Markdown renderers derive from headings.
    package static func parameter(_ name: String) -> String {
        "\(documentation)/parameters.md#\(name.lowercased().filter { $0 != "." })"
    }
}
