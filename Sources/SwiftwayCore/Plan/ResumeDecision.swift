/// Where a migration that runs without a transaction begins.
package enum ResumeDecision: Sendable, Equatable {
    /// At its first statement.
    case start
    /// Behind so many statements; with whatever is to be known of the one that follows.
    case behind(Int, StatementInDoubt)
    case refuse(message: String, advice: String)

    /// What is known of the statement at which a migration goes on.
    package enum StatementInDoubt: Sendable, Equatable {
        /// It has done nothing that stayed.
        case undone
        /// It was begun; what became of it has to be found out.
        case unknown
        /// Somebody says that it is to be run, whatever became of it.
        case toBeRun
    }

    /// - Parameters:
    ///   - unfinished: What an earlier run has left; `nil` where there is nothing.
    ///   - failedRank: The rank of the history's failed row of this script; `nil` where there is none.
    ///   - prefix: Digests the first so many statements of the script as it is now; `nil` where it has fewer.
    package init(
        _ unfinished: UnfinishedMigration?, script: String, checksum: Int32, failedRank: Int?,
        setting: SafetySettings.Resume, prefix: (Int) -> StatementDigest?
    ) {
        guard let unfinished, unfinished.script == script, setting != .restart else {
            self = .start
            return
        }
        // Whoever took the failed row away (repair of Flyway, by hand) has mended the database too.
        guard unfinished.failedRank == nil || unfinished.failedRank == failedRank else {
            self = .start
            return
        }
        let done = unfinished.finished
        let count = done == 1 ? "1 statement of it was" : "\(done) statements of it were"
        if unfinished.checksum != checksum {
            guard prefix(done) == unfinished.digest else {
                self = .refuse(
                    message: "\(script) was changed since it failed, before the statement that it failed at.",
                    advice:
                        "\(count) applied by an earlier run, and what is there now differs from them. Put them back "
                        + "as they were, or undo by hand what they did and set -resume=restart.")
                return
            }
            guard setting != .automatic else {
                self = .refuse(
                    message: "\(script) was changed since it failed.",
                    advice:
                        "\(count) applied by an earlier run and are unchanged. To go on at statement \(done + 1) as "
                        + "it is now, set -resume=again; to go on behind it, -resume=next; to begin anew after "
                        + "undoing by hand what was done, -resume=restart.")
                return
            }
        }
        switch setting {
        case .automatic: self = .behind(done, unfinished.isInDoubt ? .unknown : .undone)
        case .again: self = .behind(done, .toBeRun)
        case .next: self = .behind(done + 1, .undone)
        case .restart: self = .start
        }
    }
}
