#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The terminal that this process was started at. A program in a process group of its own is in the background there: the
/// first time that it asks somebody for a password, the terminal stops it. It is then lent the terminal, as a shell does.
struct ControllingTerminal {
    private let descriptor: Int32

    /// Whether this process is in the foreground of a terminal.
    static var isOurs: Bool {
        guard let terminal = ControllingTerminal() else { return false }
        defer { terminal.close() }
        return tcgetpgrp(terminal.descriptor) == getpgrp()
    }

    private init?() {
        descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        if descriptor < 0 { return nil }
    }

    /// - Returns: `nil` where it is not ours to lend.
    static func lend(to group: ProgramGroup) -> ControllingTerminal? {
        guard let terminal = ControllingTerminal() else { return nil }
        guard tcgetpgrp(terminal.descriptor) == getpgrp(), tcsetpgrp(terminal.descriptor, group.leader) == 0 else {
            terminal.close()
            return nil
        }
        return terminal
    }

    func takeBack() {
        // Who changes it from the background would be stopped.
        var stop = sigset_t()
        var before = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTTOU)
        pthread_sigmask(SIG_BLOCK, &stop, &before)
        _ = tcsetpgrp(descriptor, getpgrp())
        pthread_sigmask(SIG_SETMASK, &before, nil)
        close()
    }

    private func close() {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
            _ = Musl.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }
}
