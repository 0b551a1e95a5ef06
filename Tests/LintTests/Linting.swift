import SwiftwayCore
import SwiftwayDatabase
import SwiftwayLint

/// Texts to findings.
enum Linting {
    static func findings(in example: LintExample, switchedOn id: String) -> [Finding] {
        var options = LintOptions(kind: example.database)
        options.rules[id] = .on
        options.waitsForLocksWithoutEnd = example.waitsForLocksWithoutEnd
        let last = "V\(example.files.count).sql"
        return findings(
            in: example.files, options, executeInTransaction: example.executeInTransaction,
            isReported: { $0.script == last })
    }

    /// The files are versions 1, 2 …
    static func findings(
        in texts: [String], _ options: LintOptions = LintOptions(kind: .postgreSQL), executeInTransaction: Bool? = nil,
        isReported: (ScannedFile) -> Bool = { _ in true }
    ) -> [Finding] {
        let scripts = texts.enumerated().map { index, text in
            let name = "V\(index + 1).sql"
            return LintScript(
                ScannedFile(script: name, displayPath: name, absolutePath: "/\(name)"),
                .versioned(MigrationVersion(UInt(index + 1))), text: Array(text.utf8), placeholders: nil,
                executeInTransaction: executeInTransaction, options: options)
        }
        return Linter.findings(in: scripts, options: options, isReported: isReported)
    }
}
