/// Flyway's checksum of a script: CRC-32 over the lines of its text in UTF-8, without their line ends and without a
/// byte order mark, read as a signed number. Line ends, blank lines and a missing last line end never matter.
package struct Checksum: Sendable {
    private var state: UInt32 = 0xFFFF_FFFF

    package init() {}

    /// The checksum of a whole text in UTF-8. Whoever decoded it has left out its byte order mark: of two of them Flyway
    /// leaves out one, and the other counts.
    package init(ofText text: some Collection<UInt8>) {
        self.init()
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
        let raw = UnsafeRawBufferPointer(bytes)
        // Once for all bytes: asking for the table costs more than using it.
        state = Self.tables.withUnsafeBufferPointer { tables in
            var crc = state
            var index = 0
            while index < raw.count {
                if index + 8 <= raw.count {
                    let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                    if !Self.hasLineEnd(word) {
                        crc = Self.advanced(crc, by: word, tables)
                        index += 8
                        continue
                    }
                }
                for byte in raw[index..<min(index + 8, raw.count)] where byte != 0x0A && byte != 0x0D {
                    crc = tables[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ (crc >> 8)
                }
                index += 8
            }
            return crc
        }
    }

    /// Whether one of the eight bytes is CR or LF: what is subtracted from a byte that is zero borrows from its highest
    /// bit. <https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord>
    private static func hasLineEnd(_ word: UInt64) -> Bool {
        func hasZero(_ word: UInt64) -> Bool {
            (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
        }
        return hasZero(word ^ 0x0A0A_0A0A_0A0A_0A0A) || hasZero(word ^ 0x0D0D_0D0D_0D0D_0D0D)
    }

    /// Eight bytes at once, the first of them lowest in `word`.
    private static func advanced(_ crc: UInt32, by word: UInt64, _ tables: UnsafeBufferPointer<UInt32>) -> UInt32 {
        var word = word ^ UInt64(crc)
        var result: UInt32 = 0
        for table in stride(from: 7 * 256, through: 0, by: -256) {
            result ^= tables[table + Int(UInt8(truncatingIfNeeded: word))]
            word >>= 8
        }
        return result
    }

    /// CRC-32 as in zlib and IEEE 802.3: polynomial 0x04C11DB7, reflected. The first table is for a byte, each further
    /// one for a byte that stands one place before.
    /// <https://en.wikipedia.org/wiki/Computation_of_cyclic_redundancy_checks#Generating_the_lookup_table>
    private static let tables: [UInt32] = {
        var tables: [UInt32] = (0..<256).map { index in
            (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
        }
        tables.reserveCapacity(8 * 256)
        for place in 256..<8 * 256 {
            let before = tables[place - 256]
            tables.append(tables[Int(before & 0xFF)] ^ (before >> 8))
        }
        return tables
    }()
}
