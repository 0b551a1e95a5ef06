import FoundationEssentials
package import SwiftwayCore

/// The scripts of one folder, and of the folders in it.
package struct ScriptFolder {
    /// `sql`.
    package let name: String
    /// By their paths in it, sorted; without those in hidden folders, as when locations are scanned.
    package let files: [(path: String, bytes: [UInt8])]
    private let path: String

    package init(_ path: String) throws {
        self.path = path
        name = String(path.split(separator: "/").last ?? "sql")
        files = try FolderListing.files(in: path).map { subpath in
            (subpath, [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(subpath)"))))
        }
    }

    /// Scripts, and their configurations; other files are notes.
    private static func isEmbedded(_ path: String, _ grammar: NameGrammar) -> Bool {
        let script = path.hasSuffix(".conf") ? path.dropLast(5) : path[...]
        let fileName = String(script.split(separator: "/").last ?? "")
        return ScriptName(fileName: fileName, grammar: grammar) != .other
    }

    /// What would fail, or be passed over in silence, when the program runs: a line for each, with the file in front.
    package func problems(_ naming: NamingSettings) -> [String] {
        var problems: [Finding] = []
        var migrations: [Resolver.Names.Entry] = []
        let grammar = NameGrammar(naming)
        for file in EmbeddedFolder(path, files.map { EmbeddedFile($0.path, bytes: $0.bytes) }).scannedFiles {
            let scriptName = ScriptName(fileName: file.fileName, grammar: grammar)
            switch scriptName {
            case .versioned, .baseline, .repeatable:
                migrations.append(Resolver.Names.Entry(name: scriptName, language: .sql, file: file))
            case .callback: break
            case .invalid(let complaint):
                // Somebody who puts SQL there expects it to be run.
                var naming = naming
                naming.validateMigrationNaming = true
                if let finding = NameFindings.finding(for: file, complaint: complaint, naming: naming) {
                    problems.append(finding)
                }
            case .other:
                guard ScriptLanguage.programs.contains(where: { file.fileName.hasSuffix($0.suffix) }) else { continue }
                problems.append(
                    Finding(
                        .migrationName, in: file, message: "A program cannot be part of the executable.",
                        remedy: "Write it as a SwiftMigration."))
            }
        }
        problems += DuplicateFindings.findings(in: migrations, isSameText: { _, _ in false })
        return problems.sorted { $0.displayPath < $1.displayPath }.map(\.text)
    }

    /// The compiler's time for one literal grows with the square of its elements.
    private static let longestLiteral = 100

    /// A Swift file that says all this.
    package func source(_ naming: NamingSettings) -> String {
        let grammar = NameGrammar(naming)
        let embedded = files.filter { Self.isEmbedded($0.path, grammar) }
        let identifier = name.prefix(1).lowercased() + name.dropFirst()
        let parts = stride(from: 0, to: embedded.count, by: Self.longestLiteral).map { start in
            embedded[start..<min(start + Self.longestLiteral, embedded.count)]
        }
        let names = parts.indices.map { "\(identifier)\($0)" }
        let list = names.isEmpty ? "[]" : "[\(names.joined(separator: ", "))].flatMap { $0 }"
        var source = """
            import Swiftway

            extension EmbeddedFolder {
                /// The \(embedded.count) files of `\(name)`.
                static let \(identifier) = EmbeddedFolder(
                    \(literal(name)), \(list))

            """
        for (number, part) in parts.enumerated() {
            source += "\n    private static let \(identifier)\(number): [EmbeddedFile] = [\n"
            for file in part { source += "        EmbeddedFile(\(literal(file.path)), \(content(file.bytes))),\n" }
            source += "    ]\n"
        }
        return source + "}\n"
    }

    private func content(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return "text: \(literal(text))" }
        return "bytes: [\(bytes.map { "\($0)" }.joined(separator: ","))]"
    }

    /// A literal on one line; what is neither printable nor plain is escaped, so that line ends stay as they are.
    private func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\u{20}"..."\u{7E}": literal.unicodeScalars.append(scalar)
            default: literal += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return literal + "\""
    }
}
