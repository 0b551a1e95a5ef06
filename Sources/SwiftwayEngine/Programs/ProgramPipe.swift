internal import CPipe

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Both ends of a pipe that no other program inherits: one that is started meanwhile by another thread must not keep this
/// one's output open.
struct ProgramPipe {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws(Program.Failure) {
        var ends: [Int32] = [-1, -1]
        guard swiftway_pipe(&ends) == 0 else { throw Program.Failure(code: errno) }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    func closeEnds() {
        close(readEnd)
        close(writeEnd)
    }
}
