#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Blocks the calling thread; a signal may end the pause early.
func pauseThread(microseconds: UInt32) {
    _ = usleep(microseconds)
}
