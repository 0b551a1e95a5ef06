#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Another program, run to its end.
package struct Program {
    /// Looked up in `PATH` where it has no slash.
    package var command: [String]
    /// What its environment has besides this process's own.
    package var variables: [(name: String, value: String)]
    /// What its environment lacks of this process's own.
    package var withoutVariables: Set<String>
    /// What it finds on its standard input.
    package var input: [UInt8]
    package var errors: Errors

    package init(
        command: [String], variables: [(name: String, value: String)] = [], withoutVariables: Set<String> = [],
        input: [UInt8] = [], errors: Errors = .merged
    ) {
        self.command = command
        self.variables = variables
        self.withoutVariables = withoutVariables
        self.input = input
        self.errors = errors
    }

    /// Where its standard error goes.
    package enum Errors {
        /// Into the output, in the order in which it is written.
        case merged
        /// Where this process's own goes.
        case inherited
        /// Into ``Result/errors``.
        case collected
    }

    package struct Result {
        /// 0 … 255, or 128 and the number of the signal that ended it.
        package var status: Int32
        package var output: [UInt8]
        package var errors: [UInt8] = []
    }

    /// Why it could not be started: `No such file or directory`.
    package struct Failure: Error {
        var code: Int32
        package var reason: String { String(cString: strerror(code)) }
    }

    /// Runs it and waits.
    /// - Parameter interruption: Ends it, and all that it has started: with `SIGTERM`, and what is left of it a moment
    ///   later with `SIGKILL`.
    package func run(_ interruption: Interruption) throws(Failure) -> Result {
        guard let result = try Self.run([self], interruption).first else { throw Failure(code: ECHILD) }
        return result
    }

    /// Runs several at the same time, and waits for all of them.
    package static func run(_ programs: [Program], _ interruption: Interruption) throws(Failure) -> [Result] {
        var running: [RunningProgram] = []
        var failure: Failure?
        for program in programs where failure == nil {
            do {
                running.append(try program.start())
            } catch {
                failure = error
            }
        }
        let keys = running.map { interruption.register($0.group) }
        defer { for key in keys { interruption.remove(key) } }
        if failure != nil { for program in running { program.group.cancel() } }
        RunningProgram.exchange(&running)
        var results: [Result] = []
        for index in running.indices {
            // All of them are waited for, whatever became of one.
            do {
                results.append(try running[index].wait())
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return results
    }

    private func start() throws(Failure) -> RunningProgram {
        let output = try ProgramPipe()
        var errorPipe: ProgramPipe?
        var inputPipe: ProgramPipe?
        do {
            if case .collected = errors { errorPipe = try ProgramPipe() }
            if !input.isEmpty { inputPipe = try ProgramPipe() }
        } catch {
            for pipe in [output, errorPipe].compactMap({ $0 }) { pipe.closeEnds() }
            throw error
        }

        var actions = Self.emptyActions()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let inputPipe {
            posix_spawn_file_actions_adddup2(&actions, inputPipe.readEnd, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output.writeEnd, STDOUT_FILENO)
        switch errors {
        case .merged: posix_spawn_file_actions_adddup2(&actions, output.writeEnd, STDERR_FILENO)
        case .collected:
            if let errorPipe { posix_spawn_file_actions_adddup2(&actions, errorPipe.writeEnd, STDERR_FILENO) }
        case .inherited: break
        }

        var attributes = Self.emptyAttributes()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.setGroupAndSignals(&attributes)

        var identifier = pid_t()
        let code = Self.withCStrings(command) { arguments in
            Self.withCStrings(environment()) { environment in
                posix_spawnp(&identifier, command[0], &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else {
            for pipe in [output, errorPipe, inputPipe].compactMap({ $0 }) { pipe.closeEnds() }
            throw Failure(code: code)
        }
        close(output.writeEnd)
        if let errorPipe { close(errorPipe.writeEnd) }
        return RunningProgram(
            group: ProgramGroup(leader: identifier), output: output.readEnd, errors: errorPipe?.readEnd,
            inputPipe: inputPipe, input: input)
    }

    /// A group of its own, so that it can be ended with all that it starts, and the signals as they are for a program that
    /// a shell starts: this process may ignore some of them, and blocks those that a thread of its own waits for.
    private static func setGroupAndSignals(_ attributes: inout Attributes) {
        var blocked = sigset_t()
        sigemptyset(&blocked)
        if !ControllingTerminal.isOurs {
            // Nobody could lend it the terminal: whoever asks it for something gets an error, and is not stopped for ever.
            sigaddset(&blocked, SIGTTIN)
            sigaddset(&blocked, SIGTTOU)
        }
        posix_spawnattr_setsigmask(&attributes, &blocked)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        sigaddset(&defaults, SIGCHLD)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    }

    private func environment() -> [String] {
        let own = ProcessEnvironment.variables.filter { !withoutVariables.contains($0.key) }
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
