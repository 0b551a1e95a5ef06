import SwiftwayCore
import SwiftwayEngine
import SwiftwayText

/// What keeps files from being compared with a commit, in words.
struct GitFindings {
    let revision: String

    func problem(_ problem: Git.Problem, _ folder: ComparedFolder?) -> Finding {
        switch problem {
        case .cannotStart(let reason):
            finding(
                .notCompared, folder, "git could not be started: \(reason).",
                "Install git, or put its folder into PATH, or leave out -against.")
        case .refused(let status, let message):
            finding(
                .notCompared, folder,
                message.isEmpty
                    ? "git ended with status \(status)."
                    : "git refused: \(message.replacing(text: "\n", with: " "))",
                message.contains(text: "dubious ownership")
                    ? "The repository belongs to another user, as in a container: git config --global --add "
                        + "safe.directory PATH, with the path named above."
                    : "Try it with: git diff --stat \(shellWord(revision))")
        }
    }

    func noRepository(_ folder: ComparedFolder) -> Finding {
        finding(
            .notCompared, folder,
            "\(folder.displayPath) is in no git repository: there is no \(revision) to compare with.",
            "Run where the repository was cloned, not where its files were copied (CodePipeline hands over no .git "
                + "unless its source action makes a full clone); or leave out -against.")
    }

    func missingRevision(_ git: Git, _ folder: ComparedFolder) throws(Git.Problem) -> Finding {
        let results = try git.run([
            ["for-each-ref", "--format=%(refname:short)"], ["rev-parse", "--is-shallow-repository"], ["remote"],
        ])
        let names = results[0].line.split(separator: "\n").map(String.init)
        let remotes = results[2].line.split(separator: "\n").map(String.init)
        return finding(
            .notCompared, folder, "git knows no commit called \(revision) here.",
            [similar(names), fetching(remotes, isShallow: results[1].line == "true")].compactMap { $0 }
                .joined(separator: " "))
    }

    func nothingThere(_ folder: ComparedFolder) -> Finding {
        finding(
            .nothingToCompare, folder, "\(revision) has no migration in \(folder.displayPath): all are new.",
            "If the folder was renamed, give it its old name for the comparison.")
    }

    /// Branches and tags that may be meant.
    private func similar(_ names: [String]) -> String? {
        let last = revision.lastPathPart
        let sameEnd = names.filter { $0.lastPathPart == last && $0 != revision }
        let similar = sameEnd.isEmpty ? [nearest(to: revision, in: names)].compactMap { $0 } : sameEnd
        guard !similar.isEmpty else { return nil }
        return "Did you mean \(similar.prefix(5).joined(separator: " or "))?"
    }

    private func fetching(_ remotes: [String], isShallow: Bool) -> String {
        guard !revision.hasPrefix("-") else { return "The name of a commit does not begin with a hyphen." }
        guard !isExpression else { return "See what git makes of it with: git rev-parse \(shellWord(revision))" }
        let parts = revision.split(separator: "/", maxSplits: 1).map(String.init)
        var remote = remotes.contains("origin") ? "origin" : remotes.first ?? "origin"
        var branches = "\(revision):\(revision)"
        if parts.count == 2, remotes.contains(parts[0]) || remotes.isEmpty {
            remote = parts[0]
            branches = "+refs/heads/\(parts[1]):refs/remotes/\(revision)"
        }
        return "Get it with: git fetch \(shellWord(remote)) \(shellWord(branches))."
            + (isShallow ? " This clone is shallow:" : " In a build,") + " actions/checkout needs fetch-depth: 0."
    }

    /// Whether it names a commit by way of others, and nothing that can be fetched: no branch or tag has these in its
    /// name (git-check-ref-format).
    private var isExpression: Bool {
        revision.contains { "~^:?*[\\ ".contains($0) } || revision.contains(text: "..") || revision.contains(text: "@{")
    }

    private func finding(_ rule: Rule, _ folder: ComparedFolder?, _ message: String, _ remedy: String) -> Finding {
        Finding(
            rule, displayPath: folder?.displayPath ?? "",
            absolutePath: folder.map { String($0.absolute.dropLast()) } ?? "",
            message: message, remedy: remedy)
    }
}
