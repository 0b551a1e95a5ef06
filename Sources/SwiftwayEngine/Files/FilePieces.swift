#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file read piece by piece. Owns the descriptor.
package struct FilePieces: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private let pieceSize: Int
    private let size: Int?

    /// What a piece holds at the most.
    package static let longest = 256 * 1024

    package init(_ path: String) throws(FileSystem.Failure) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileSystem.Failure(path: path, code: errno) }
        var status = stat()
        size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
        // One byte more than a short file has: its end is seen at once.
        pieceSize = min(max(size ?? Self.longest, 0) + 1, Self.longest)
    }

    deinit { close(descriptor) }

    /// Hands the bytes of a file on, piece by piece.
    package static func read(_ path: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(FileSystem.Failure) {
        let pieces = try FilePieces(path)
        var piece = try pieces.next()
        // The end of a short file is seen at once; a pipe, which has no size, never tells.
        let isWhole = piece.count < pieces.pieceSize && piece.count == pieces.size
        while !piece.isEmpty {
            piece.withUnsafeBufferPointer(body)
            if isWhole { return }
            piece = try pieces.next()
        }
    }

    /// The next piece; empty at the end.
    package func next() throws(FileSystem.Failure) -> [UInt8] {
        try FileSystem.readOnce(descriptor, path: path, atMost: pieceSize)
    }
}
