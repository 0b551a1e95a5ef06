/// The checksum of a text in UTF-8 that comes in pieces.
package struct TextChecksum: Sendable {
    private var checksum = Checksum()
    private var validator = UTF8Validator()
    private var isAtStart = true

    package init() {}

    /// - Parameter piece: Of any size, but the first must hold the byte order mark whole if there is one.
    package mutating func update(with piece: UnsafeBufferPointer<UInt8>) {
        validator.feed(piece)
        let mark = TextDecoder.utf8Mark
        let hasMark = isAtStart && piece.starts(with: mark)
        isAtStart = false
        checksum.update(withText: hasMark ? UnsafeBufferPointer(rebasing: piece[mark.count...]) : piece)
    }

    /// `nil` where the bytes are not UTF-8.
    package var value: Int32? { validator.isComplete ? checksum.value : nil }
}
