/// Flyway's checksum of a script: CRC-32 over the lines of its text in UTF-8, without their line ends and without a
/// byte order mark, read as a signed number. Line ends, blank lines and a missing last line end never matter.
package struct Checksum: Sendable {
    private var state: UInt32 = 0xFFFF_FFFF

    package init() {}

    /// The checksum of a whole text in UTF-8.
    package init(ofText bytes: some Collection<UInt8>) {
        self.init()
        let hasMark = bytes.starts(with: TextDecoder.utf8Mark)
        let text = hasMark ? bytes.dropFirst(3) : bytes[...]
        let done: Void? = text.withContiguousStorageIfAvailable { update(withText: $0) }
        if done == nil {
            Array(text).withUnsafeBufferPointer { update(withText: $0) }
        }
    }

    /// As it stands in the history table.
    package var value: Int32 { Int32(bitPattern: ~state) }

    /// Takes in the next piece of a text without byte order mark: every byte but CR and LF, because leaving these out
    /// is the same as cutting the text into lines.
    package mutating func update(withText bytes: UnsafeBufferPointer<UInt8>) {
        var crc = state
        for byte in bytes where byte != 0x0A && byte != 0x0D {
            crc = Self.table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ (crc >> 8)
        }
        state = crc
    }

    /// CRC-32 as in zlib and IEEE 802.3: polynomial 0x04C11DB7, reflected.
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
    }
}
