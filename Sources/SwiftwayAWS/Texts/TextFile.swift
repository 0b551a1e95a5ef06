#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Files of the user: profiles, tokens.
enum TextFile {
    /// None of them is longer than some kilobytes.
    private static let longest = 1_048_576

    /// `nil` where there is no such file.
    static func text(_ path: String) throws(AWSError) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw AWSError("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer.prefix(count)
                guard bytes.count <= longest else { throw AWSError("\(path) is too long for what it should be") }
            } else if count == 0 {
                return String(decoding: bytes, as: UTF8.self)
            } else if errno != EINTR {
                throw AWSError("\(path) cannot be read: \(String(cString: strerror(errno)))")
            }
        }
    }
}
