import Swiftway
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where text is written to, each piece at once and whole, so that a log that is a pipe shows what happens while it
/// happens. It never stops the work: what went wrong is remembered, and told at the end.
final class TextStream: Sendable {
    private enum State {
        case open
        /// Nobody reads any more, which is the reader's own decision (`swiftway info | head`).
        case unread
        case failed(Int32)
    }

    private let descriptor: Int32
    private let state = Mutex(State.open)

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// A file that is made new.
    /// - Returns: `nil` where it cannot be written.
    convenience init?(path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { return nil }
        self.init(descriptor)
    }

    /// What the system says of the first piece that could not be written: `No space left on device`.
    var failure: String? {
        state.withLock { if case .failed(let code) = $0 { String(cString: strerror(code)) } else { nil } }
    }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    /// For a last word: a reader that has stopped reading keeps nobody from ending.
    func writeWithoutWaiting(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            _ = state.withLockIfAvailable { state in
                var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                if case .open = state, poll(&event, 1, 0) == 1 {
                    _ = FileSystem.writeOnce(descriptor, UnsafeRawBufferPointer(bytes))
                }
            }
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            var rest = bytes
            while case .open = state, !rest.isEmpty {
                let count = FileSystem.writeOnce(descriptor, rest)
                if count >= 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                } else {
                    state = Self.state(after: errno, descriptor) ?? state
                }
            }
        }
    }

    /// - Returns: `nil` where it is to be tried again.
    private static func state(after code: Int32, _ descriptor: Int32) -> State? {
        switch code {
        case EINTR: return nil
        case EAGAIN, EWOULDBLOCK:
            // Somebody else has made it so for a pipe that both have.
            var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&event, 1, -1)
            return nil
        case EPIPE: return .unread
        // A terminal that was closed; on a disk it is a disk that fails.
        case EIO where isTerminal(descriptor): return .unread
        default: return .failed(code)
        }
    }

    /// Also one that hung up, which does not say of itself any more that it is one.
    private static func isTerminal(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFCHR
    }

    /// A file system may tell of a full disk at the end only.
    func close() {
        #if canImport(Glibc)
            let result = Glibc.close(descriptor)
        #elseif canImport(Musl)
            let result = Musl.close(descriptor)
        #else
            let result = Darwin.close(descriptor)
        #endif
        let code = errno
        state.withLock { state in
            if result != 0, case .open = state { state = .failed(code) }
        }
    }
}

/// The two that every process has.
enum StandardStream {
    static let output = TextStream(STDOUT_FILENO)
    static let errors = TextStream(STDERR_FILENO)
}
