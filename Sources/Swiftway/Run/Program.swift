import SwiftwayDatabase

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Another program, run to its end.
struct Program {
    /// Looked up in `PATH` where it has no slash.
    var command: [String]
    /// What its environment has besides this process's own.
    var variables: [(name: String, value: String)] = []
    /// Whether what it writes to standard error is collected too, in the order in which it is written.
    var mergesErrors = true

    struct Result {
        /// 0 … 255, or 128 and the number of the signal that ended it.
        var status: Int32
        var output: [UInt8]
    }

    /// Why it could not be started: `No such file or directory`.
    struct Failure: Error {
        var reason: String
    }

    /// Runs it with nothing on its standard input, and waits.
    /// - Parameter interruption: Ends it with `SIGTERM`.
    func run(_ interruption: Interruption) throws(Failure) -> Result {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        defer { close(ends[0]) }
        // Another program that is started meanwhile must not keep this one's output open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }

        var actions = Self.emptyActions()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        if mergesErrors { posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO) }
        posix_spawn_file_actions_addclose(&actions, ends[0])
        posix_spawn_file_actions_addclose(&actions, ends[1])

        var attributes = Self.emptyAttributes()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.withUnblockedSignals(&attributes)

        var identifier = pid_t()
        let code = Self.withCStrings(command) { arguments in
            Self.withCStrings(environment()) { environment in
                posix_spawnp(&identifier, command[0], &actions, &attributes, arguments, environment)
            }
        }
        close(ends[1])
        guard code == 0 else { throw Failure(reason: String(cString: strerror(code))) }
        let key = interruption.register(ProgramCanceller(process: identifier))
        // The number may belong to another process once this one was waited for.
        defer { interruption.remove(key) }
        let output = (try? FileSystem.read(ends[0], path: command[0], expecting: 0)) ?? []
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
        // The low seven bits are the signal; the next byte is the status of a program that ended by itself.
        let signal = status & 0x7F
        return Result(status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: output)
    }

    /// A signal that this process waits for on a thread of its own is blocked in all others, and would be in the program.
    private static func withUnblockedSignals(_ attributes: inout Attributes) {
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    }

    private func environment() -> [String] {
        let own = ProcessEnvironment.variables
        return own.merging(variables.map { ($0.name, $0.value) }) { $1 }.map { "\($0)=\($1)" }
    }

    private static func withCStrings<Value>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }

    #if canImport(Darwin)
        private typealias Attributes = posix_spawnattr_t?
        private static func emptyAttributes() -> Attributes { nil }
        private static func emptyActions() -> posix_spawn_file_actions_t? { nil }
    #else
        private typealias Attributes = posix_spawnattr_t
        private static func emptyAttributes() -> Attributes { posix_spawnattr_t() }
        private static func emptyActions() -> posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
    #endif
}

/// Ends a program that is running.
private struct ProgramCanceller: Canceller {
    let process: pid_t

    func cancel() { kill(process, SIGTERM) }
}
