import SwiftwayCore
import SwiftwayEngine

/// Runs git's plumbing commands. Nothing is ever written: not even the index, which git would like to bring up to date.
/// Nothing is executed that a repository names: `validate` looks at what strangers have sent.
struct Git {
    var interruption: Interruption
    /// What stands in front of every command: `-C folder`.
    var options: [String] = []
    /// What the environment says of another repository than this one.
    var withoutVariables: Set<String> = []

    enum Problem: Error, Equatable {
        /// There is no git.
        case cannotStart(reason: String)
        /// With what git said.
        case refused(status: Int32, message: String)
    }

    /// What is set where a hook runs, and means the repository of that hook.
    static let repositoryVariables: Set<String> = [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE",
        "GIT_SHALLOW_FILE", "GIT_QUARANTINE_PATH",
    ]

    /// These would give another meaning to the paths that are handed over, and exclude the one that is set.
    private static let pathVariables: Set<String> = [
        "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
    ]

    private static let variables = [
        (name: "GIT_OPTIONAL_LOCKS", value: "0"), (name: "GIT_LITERAL_PATHSPECS", value: "1"),
        (name: "GIT_TERMINAL_PROMPT", value: "0"),
        // In a partial clone git would fetch what it lacks, by whatever program the repository names for that. Older
        // releases than 2.45 know nothing of the first, but reach no server by the second.
        (name: "GIT_NO_LAZY_FETCH", value: "1"), (name: "GIT_ALLOW_PROTOCOL", value: "none"),
    ]

    /// A monitor of files and hooks are programs. What is said here wins over every configuration.
    private static let safeguards = [
        "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
    ]

    private func program(_ arguments: [String], input: [UInt8] = []) -> Program {
        Program(
            command: ["git"] + Self.safeguards + options + arguments, variables: Self.variables,
            withoutVariables: withoutVariables.union(Self.pathVariables), input: input, errors: .collected)
    }

    /// The same without the filters that the repository's own configuration names. Those of the user's, such as Git LFS,
    /// remain.
    func withoutFiltersOfRepository() throws(Problem) -> Git {
        let answer = try run("config", "--show-scope", "-z", "--name-only", "--get-regexp", "^filter\\.")
        // 1: there are none.
        guard answer.status != 1 else { return self }
        guard answer.status != 129 else {
            throw .refused(status: answer.status, message: "This git is too old: 2.26 is needed.")
        }
        var git = self
        for name in GitOutput.filters(ofRepositoryIn: try answer.successfulOutput()) {
            guard !name.contains("=") else {
                throw .refused(
                    status: 1, message: "The filter \(name) of the repository's configuration cannot be switched off.")
            }
            for setting in ["clean=", "smudge=", "process=", "required=false"] {
                git.options += ["-c", "filter.\(name).\(setting)"]
            }
        }
        return git
    }

    /// Runs several commands at the same time.
    func run(_ commands: [[String]]) throws(Problem) -> [Program.Result] {
        do {
            return try Program.run(commands.map { program($0) }, interruption)
        } catch {
            throw .cannotStart(reason: error.reason)
        }
    }

    func run(_ arguments: String..., input: [UInt8] = []) throws(Problem) -> Program.Result {
        do {
            return try program(arguments, input: input).run(interruption)
        } catch {
            throw .cannotStart(reason: error.reason)
        }
    }
}

extension Program.Result {
    /// - Throws: what git said, where it failed.
    func successfulOutput() throws(Git.Problem) -> [UInt8] {
        guard status == 0 else { throw .refused(status: status, message: message) }
        return output
    }

    var message: String {
        String(decoding: errors, as: UTF8.self).trimmingTrailingLineEnds()
    }

    /// The output without the line end behind it.
    var line: String { String(decoding: output.last == 0x0A ? output.dropLast() : output[...], as: UTF8.self) }
}
