import Foundation

/// A shell that cleans up behind this process: it reads a pipe whose other end is open here, and so notices every end
/// of the process, `kill -9` included. What its script does after `cat` happens then, or at ``finish()``, or when the
/// last reference to it goes. Its last act must be to remove the folder.
final class Caretaker: Sendable {
    private let lifeline: FileHandle
    private let folder: String

    /// - Parameter script: begins with `"$1"` for the folder; the arguments follow from `$2` on.
    init(of folder: String, _ script: String, _ arguments: [String] = [], as account: ServerAccount) throws {
        self.folder = folder
        // Signals to the whole group (Ctrl-C) must not stop this shell before the end of the process.
        lifeline = try account.startWatched("trap '' INT TERM HUP\n" + script, [folder] + arguments)
        StoppedAtExit.register(lifeline, folder: folder)
    }

    /// A server program, which writes into `log` in the folder and is ended by `signal`.
    convenience init(
        of folder: String, running program: String, _ arguments: [String], endedBy signal: String,
        as account: ServerAccount
    ) throws {
        let script = """
            folder=$1
            signal=$2
            shift 2
            "$@" >"$folder/log" 2>&1 </dev/null &
            server=$!
            cat >/dev/null
            kill -"$signal" $server
            wait $server
            rm -rf "$folder"
            """
        try self.init(of: folder, script, [signal, program] + arguments, as: account)
    }

    deinit { finish() }

    func finish() { StoppedAtExit.finish(folder) }

    /// What the server has said so far.
    var log: String { (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "no log" }
}
