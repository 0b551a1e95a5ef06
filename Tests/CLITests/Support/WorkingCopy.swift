import Foundation
import TestSupport
import Testing

/// A repository of git and the program run in it. Nothing of this machine's configuration of git reaches it.
struct WorkingCopy {
    var program: Program
    var folder: TemporaryFolder { program.folder }

    private static let variables = [
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
    ]

    /// Without a repository.
    init(plain files: [String: String] = [:]) throws {
        program = try Program(files)
        program.environment = Self.variables
    }

    /// With one commit on the branch `main`, and a branch `work` that is checked out.
    init(_ files: [String: String]) async throws {
        try self.init(plain: files)
        try await git("init", "-q", "-b", "main")
        try await commit()
        try await git("checkout", "-q", "-b", "work")
    }

    @discardableResult
    func git(_ arguments: String...) async throws -> String {
        let output = try await program.run("/usr/bin/env", ["git"] + arguments)
        guard output.status == 0 else {
            throw ProgramError(description: "git \(arguments): \(output.text)\(output.errors)")
        }
        return output.text
    }

    func commit() async throws {
        try await git("add", "--all")
        try await git("commit", "-q", "--allow-empty", "-m", "commit")
    }

    /// Changes `main` while `work` is left as it is.
    func onMain(_ files: [String: String], removing: [String] = []) async throws {
        try await git("checkout", "-q", "main")
        for (name, text) in files { try write(text, to: name) }
        for name in removing { try await git("rm", "-q", name) }
        try await commit()
        try await git("checkout", "-q", "work")
    }

    func write(_ text: String, to name: String) throws { try folder.write(text, to: name) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder.path(of: name)) }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path(of: name), withDestinationPath: target)
    }

    struct Validation {
        var status: Int32
        /// `V1__a.sql changed-migration`, sorted; with the severity behind it where that is no error.
        var findings: [String]
        var messages: String
    }

    /// - Parameter subfolder: where it runs.
    func validate(_ arguments: String..., in subfolder: String = ".") async throws -> Validation {
        let words = ["validate", "-outputType=json"] + arguments
        let output = try await program.run(
            "/bin/sh", ["-c", #"cd "$0" && exec "$@""#, subfolder, try Program.path()] + words)
        let json = try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any]
        let findings = try #require(json?["findings"] as? [[String: Any]], "\(output.text)\(output.errors)")
        let lines = findings.map { finding in
            let path = finding["filepath"] as? String ?? ""
            let severity = finding["severity"] as? String ?? ""
            return "\(path.split(separator: "/").last ?? "") \(finding["rule"] ?? "")"
                + (severity == "error" ? "" : " \(severity)")
        }
        let messages = findings.map { "\($0["message"] ?? "") \($0["remedy"] ?? "")" }.joined(separator: "\n")
        return Validation(status: output.status, findings: lines.sorted(), messages: messages)
    }
}
