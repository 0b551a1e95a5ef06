#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program that was started: what it is still to read, and what it has written so far.
struct RunningProgram {
    let group: ProgramGroup
    /// Lent to it, because it asked for it.
    private var terminal: ControllingTerminal?
    /// Whether it waits for the terminal.
    private var isStopped = false
    private var input: Input?
    private var output: Output
    private var errors: Output?

    private struct Output {
        /// `nil` at its end.
        var descriptor: Int32?
        var bytes: [UInt8] = []

        mutating func take() {
            guard let descriptor else { return }
            let piece = (try? FileSystem.readOnce(descriptor, path: "", atMost: 64 * 1024)) ?? []
            bytes += piece
            if piece.isEmpty {
                close(descriptor)
                self.descriptor = nil
            }
        }
    }

    /// This process keeps the end for reading, too: writing to a program that has ended is then no `SIGPIPE`.
    private struct Input {
        var pipe: ProgramPipe
        var rest: ArraySlice<UInt8>

        mutating func give() {
            let count = rest.withUnsafeBytes { write(pipe.writeEnd, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EAGAIN, errno != EINTR {
                rest = []
            }
        }
    }

    init(group: ProgramGroup, output: Int32, errors: Int32?, inputPipe: ProgramPipe?, input: [UInt8]) {
        self.group = group
        self.output = Output(descriptor: output)
        self.errors = errors.map { Output(descriptor: $0) }
        self.input = inputPipe.map { pipe in
            _ = fcntl(pipe.writeEnd, F_SETFL, O_NONBLOCK)
            return Input(pipe: pipe, rest: input[...])
        }
    }

    private var isOpen: Bool { output.descriptor != nil || errors?.descriptor != nil }

    /// In milliseconds, between two looks at whether a program was stopped or ended.
    private static let interval: Int32 = 100

    /// Feeds and reads all of them until each has closed its output.
    static func exchange(_ programs: inout [RunningProgram]) {
        while programs.contains(where: \.isOpen) {
            var events: [pollfd] = []
            for program in programs where program.isOpen {
                if let descriptor = program.output.descriptor { events.append(Self.reading(descriptor)) }
                if let descriptor = program.errors?.descriptor { events.append(Self.reading(descriptor)) }
                if let input = program.input {
                    events.append(pollfd(fd: input.pipe.writeEnd, events: Int16(POLLOUT), revents: 0))
                }
            }
            let count = poll(&events, nfds_t(events.count), interval)
            if count == 0 {
                for index in programs.indices { programs[index].look() }
                continue
            }
            guard count > 0 else {
                if errno == EINTR { continue }
                break
            }
            let ready = Set(events.filter { $0.revents != 0 }.map(\.fd))
            for index in programs.indices { programs[index].exchange(ready) }
        }
        for index in programs.indices { programs[index].closeAll() }
    }

    private static func reading(_ descriptor: Int32) -> pollfd {
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    }

    private mutating func exchange(_ ready: Set<Int32>) {
        if let input, ready.contains(input.pipe.writeEnd) {
            self.input?.give()
            if self.input?.rest.isEmpty == true { closeInput() }
        }
        if let descriptor = output.descriptor, ready.contains(descriptor) { output.take() }
        if let descriptor = errors?.descriptor, ready.contains(descriptor) { errors?.take() }
    }

    private mutating func closeInput() {
        input?.pipe.closeEnds()
        input = nil
    }

    private mutating func closeAll() {
        closeInput()
        for descriptor in [output.descriptor, errors?.descriptor].compactMap({ $0 }) { close(descriptor) }
        output.descriptor = nil
        errors?.descriptor = nil
    }

    /// Nothing was written for a while.
    private mutating func look() {
        var information = siginfo_t()
        let options = WEXITED | WSTOPPED | WNOHANG | WNOWAIT
        if waitid(P_PID, id_t(group.leader), &information, options) == 0, information.si_signo == SIGCHLD,
            Self.isStop(information)
        {
            takeNoteOfStop()
        }
        if isStopped { lendTerminal() }
        if group.isEnding { group.cancel() }
        // What has left the group before it was ended may hold the pipes for ever.
        if group.isKilled { closeAll() }
    }

    private static func isStop(_ information: siginfo_t) -> Bool { information.si_code == Int32(CLD_STOPPED) }

    private mutating func takeNoteOfStop() {
        var status: Int32 = 0
        guard waitpid(group.leader, &status, WUNTRACED | WNOHANG) == group.leader, status & 0xFF == 0x7F else { return }
        switch status >> 8 & 0xFF {
        case SIGTTIN, SIGTTOU: isStopped = true
        case SIGTSTP where terminal != nil:
            // Ctrl-Z at a terminal that it was lent is meant for this process, too.
            takeTerminalBack()
            kill(0, SIGTSTP)
            isStopped = true
        default: break
        }
    }

    /// Where this process is in the background itself, later.
    private mutating func lendTerminal() {
        takeTerminalBack()
        guard let terminal = ControllingTerminal.lend(to: group) else { return }
        self.terminal = terminal
        isStopped = false
        group.resume()
    }

    private mutating func takeTerminalBack() {
        terminal?.takeBack()
        terminal = nil
    }

    /// Until it has ended; its number stays its own until it is waited for in earnest.
    private mutating func waitForLeader() {
        while true {
            var information = siginfo_t()
            let patience = group.isEnding ? WNOHANG : 0
            let answer = waitid(P_PID, id_t(group.leader), &information, WEXITED | WSTOPPED | WNOWAIT | patience)
            if answer == -1, errno == EINTR { continue }
            guard answer == 0 else { return }
            if information.si_signo != SIGCHLD {
                group.cancel()
                usleep(5_000)
                continue
            }
            guard Self.isStop(information) else { return }
            takeNoteOfStop()
            while isStopped, !group.isEnding {
                lendTerminal()
                if isStopped { usleep(UInt32(Self.interval) * 1000) }
            }
        }
    }

    /// Waits for its end, and for that of its group where that was asked to end.
    mutating func wait() throws(Program.Failure) -> Program.Result {
        waitForLeader()
        var status: Int32 = 0
        var process: pid_t
        repeat { process = waitpid(group.leader, &status, 0) } while process == -1 && errno == EINTR
        let code = errno
        let hadTerminal = terminal != nil
        takeTerminalBack()
        group.finish()
        // Where this process ignores `SIGCHLD`, the system forgets how children end; to take that for success would be wrong.
        guard process != -1 else { throw Program.Failure(code: code) }
        // The low seven bits are the signal; the next byte is the status of a program that ended by itself.
        let signal = status & 0x7F
        // Ctrl-C reached it alone.
        if hadTerminal, signal == SIGINT { kill(getpid(), SIGINT) }
        return Program.Result(
            status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: output.bytes,
            errors: errors?.bytes ?? [])
    }
}
