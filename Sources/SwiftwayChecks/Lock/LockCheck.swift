import SwiftwayCore
import SwiftwayEngine

/// Compares the files with the list of migrations.
struct LockCheck {
    private let settings: Settings
    private let place: LockPlace

    init(_ settings: Settings, workingDirectory: String) {
        self.settings = settings
        place = LockPlace(settings, workingDirectory: workingDirectory)
    }

    func findings(in files: [ScannedFile]) -> [Finding] {
        let text: String?
        do {
            text = try place.text()
        } catch {
            return [finding(.lockMissing, line: nil, "It cannot be read: \(error.reason).", nil)]
        }
        guard let text else {
            guard place.isConfigured else { return [] }
            return [finding(.lockMissing, line: nil, "It is not there.", "Write it with: swiftway lock")]
        }
        let reading = LockFileReading(text)
        let problems = reading.problems.map(finding)
        // Between git's marks stand the entries of both sides: what they say is not yet decided.
        if problems.contains(where: { $0.rule == .lockConflict }) {
            return problems.filter { $0.rule == .lockConflict }
        }
        return problems + differences(reading, files)
    }

    private func differences(_ reading: LockFileReading, _ files: [ScannedFile]) -> [Finding] {
        let (entries, failures) = place.entries(of: files, settings)
        let changes = LockChanges(from: reading.lines, to: LockFile(entries.map(\.entry)))
        guard !changes.isEmpty else { return [] }
        let byPath = Dictionary(entries.map { ($0.entry.path, $0.file) }) { one, _ in one }
        var findings = changes.added.compactMap { entry in
            byPath[entry.path].map { file in
                Finding(
                    .lockMissingEntry, in: file,
                    message: "It is not in \(place.displayPath).",
                    remedy: "Run swiftway lock, and commit \(place.displayPath) together with it.")
            }
        }
        for change in changes.changed {
            guard change.old.checksum != change.new.checksum else {
                findings.append(
                    finding(
                        .lockStaleEntry, line: change.line,
                        "\(change.old.path) is \(change.new.path) now.", "Run swiftway lock."))
                continue
            }
            guard let file = byPath[change.new.path] else { continue }
            let isRepeatable = change.new.subject == .repeatable
            findings.append(
                Finding(
                    .lockChecksum, in: file,
                    message: "Its checksum is \(change.new.checksum), but \(change.old.checksum) in "
                        + "\(place.displayPath), line \(change.line).",
                    remedy: isRepeatable
                        ? "Run swiftway lock; it will run again."
                        : "Restore it, and put the change into a new migration. Run swiftway lock if nobody has "
                            + "applied it yet."))
        }
        // A file that cannot be read has a finding of its own, and no checksum.
        if failures.isEmpty {
            findings += changes.removed.map { line in
                finding(
                    .lockStaleEntry, line: line.number, "\(line.entry.path) is not there, or no migration any more.",
                    line.entry.subject == .repeatable
                        ? "Run swiftway lock."
                        : "Bring it back; run swiftway lock if nobody has applied it yet.")
            }
        }
        return findings
    }

    private func finding(_ problem: LockFileReading.Problem) -> Finding {
        switch problem {
        case .conflict(let line):
            finding(
                .lockConflict, line: line, "git left a conflict here: two branches added migrations.",
                "Where both have the same version, rename the file of one to the next free one. Then run "
                    + "swiftway lock, which writes this file again, and git add \(shellWord(place.displayPath)).")
        case .malformed(let line, let text):
            finding(
                .lockMalformed, line: line, "This is no entry: \(text.prefix(80))",
                "An entry is like V1.2 -1862837465 sql/V1.2__orders.sql. Write the file again with: swiftway lock")
        case .unsorted(let line):
            finding(
                .lockUnsorted, line: line, "This entry should stand further up.",
                "In another order git would not see a collision. Write the file again with: swiftway lock")
        case .duplicate(let line, let first):
            finding(
                .lockDuplicate, line: line, "The same version or file stands in line \(first).",
                "Where two files have the same version, give one of them the next free one. Then run swiftway lock.")
        }
    }

    private func finding(_ rule: Rule, line: Int?, _ message: String, _ remedy: String?) -> Finding {
        Finding(
            rule, displayPath: place.displayPath, absolutePath: place.absolutePath, line: line, message: message,
            remedy: remedy)
    }
}
