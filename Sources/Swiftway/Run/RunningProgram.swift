#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Both ends of a pipe that no other program inherits.
struct ProgramPipe {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws(Program.Failure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Program.Failure(code: errno) }
        // Another program that is started meanwhile must not keep this one's output open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    func closeEnds() {
        close(readEnd)
        close(writeEnd)
    }
}

/// A program that was started: what it is still to read, and what it has written so far.
struct RunningProgram {
    let process: pid_t
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

    init(process: pid_t, output: Int32, errors: Int32?, inputPipe: ProgramPipe?, input: [UInt8]) {
        self.process = process
        self.output = Output(descriptor: output)
        self.errors = errors.map { Output(descriptor: $0) }
        self.input = inputPipe.map { pipe in
            _ = fcntl(pipe.writeEnd, F_SETFL, O_NONBLOCK)
            return Input(pipe: pipe, rest: input[...])
        }
    }

    private var isOpen: Bool { output.descriptor != nil || errors?.descriptor != nil }

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
            guard poll(&events, nfds_t(events.count), -1) >= 0 else {
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
    }

    /// Waits for its end.
    func wait() -> Program.Result {
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        // The low seven bits are the signal; the next byte is the status of a program that ended by itself.
        let signal = status & 0x7F
        return Program.Result(
            status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: output.bytes,
            errors: errors?.bytes ?? [])
    }
}
