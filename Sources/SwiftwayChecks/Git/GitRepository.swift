import SwiftwayCore
import SwiftwayEngine

/// A repository, and the commit in it with which its files are compared.
struct GitRepository {
    let git: Git
    /// The top folder of its files, links resolved.
    let top: String
    let commit: String

    /// What the commit has below some folders, and how the files here differ from it.
    struct State {
        /// For ``GitOutput/forEachTreeEntry(_:_:)``.
        var tree: [UInt8]
        var differing: [GitOutput.Difference]
        /// From the point where HEAD and the commit parted to the commit; `nil` where there is no such point.
        var since: [GitOutput.Difference]?
    }

    /// - Parameter folders: absolute, links resolved.
    func state(of folders: [String]) throws(Git.Problem) -> State {
        let isWhole = folders.contains(top)
        let paths = isWhole ? [] : folders
        let results = try git.run([
            ["ls-tree", "-r", "-z", "--full-tree", commit, "--"] + paths.map { String($0.dropFirst(top.count + 1)) },
            ["diff-index", "-z", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--no-renames", commit, "--"]
                + paths,
            ["merge-base", commit, "HEAD"],
        ])
        let base = results[2].line
        return State(
            tree: try results[0].successfulOutput(),
            differing: GitOutput.differences(try results[1].successfulOutput()),
            // Without a commit here, and with histories that have nothing in common, it fails.
            since: results[2].status == 0 ? try changes(since: base, paths) : nil)
    }

    private func changes(since base: String, _ paths: [String]) throws(Git.Problem) -> [GitOutput.Difference] {
        guard base != commit else { return [] }
        let command =
            [
                "diff-tree", "-r", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", "--ignore-submodules", base,
                commit, "--",
            ] + paths
        return GitOutput.differences(try git.run([command])[0].successfulOutput())
    }

    /// A file in a commit.
    struct Blob: Hashable {
        var object: String
        /// Below the top folder; what `.gitattributes` says of it holds.
        var path: String
    }

    /// As they are stored.
    func contents(of blobs: [Blob]) throws(Git.Problem) -> [Blob: [UInt8]] {
        guard !blobs.isEmpty else { return [:] }
        let input = blobs.map { "\($0.object)\n" }.joined()
        let output = try git.run("cat-file", "--batch", input: Array(input.utf8)).successfulOutput()
        var contents: [Blob: [UInt8]] = [:]
        for (blob, content) in zip(blobs, GitOutput.contents(output)) { contents[blob] = content.map { Array($0) } }
        return contents
    }

    /// As a checkout writes those of them that `.gitattributes` has stored otherwise; all others are left out.
    ///
    /// One by one, and so for these only: with `--batch --filters` git tells the size before filtering, and where the
    /// next one begins is not to be seen.
    func contentsOfCheckout(of blobs: [Blob]) throws(Git.Problem) -> [Blob: [UInt8]] {
        guard !blobs.isEmpty else { return [:] }
        let paths = blobs.map { "\(top)/\($0.path)\0" }.joined()
        let answer = try git.run(
            "check-attr", "-z", "--stdin", "working-tree-encoding", "ident", "filter", input: Array(paths.utf8))
        let converted = GitOutput.pathsWithAttributes(try answer.successfulOutput())
        var contents: [Blob: [UInt8]] = [:]
        for blob in blobs where converted.contains("\(top)/\(blob.path)") {
            contents[blob] = try git.run("cat-file", "--filters", "--path=\(blob.path)", blob.object).successfulOutput()
        }
        return contents
    }
}
