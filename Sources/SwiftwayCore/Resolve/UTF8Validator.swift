/// Checks text that comes in pieces, which may end inside a character.
///
/// The states follow table 3-7 of the Unicode standard, "Well-Formed UTF-8 Byte Sequences":
/// <https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506>.
package struct UTF8Validator: Sendable {
    /// How many bytes of the current character are still to come, and the range of the next one.
    private var missing = 0
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF
    private var isValid = true

    package init() {}

    /// Whether everything so far was well-formed and nothing is left open.
    package var isComplete: Bool { isValid && missing == 0 }

    package mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isValid else { return }
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index < bytes.count {
            // Scripts are ASCII for the most part: eight bytes at a time.
            if missing == 0 {
                while index + 8 <= raw.count,
                    raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    index += 8
                }
                guard index < bytes.count else { return }
            }
            guard take(bytes[index]) else {
                isValid = false
                return
            }
            index += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if missing > 0 {
            guard byte >= lower, byte <= upper else { return false }
            (missing, lower, upper) = (missing - 1, 0x80, 0xBF)
            return true
        }
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, lower) = (2, 0xA0)
        case 0xED: (missing, upper) = (2, 0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, lower) = (3, 0x90)
        case 0xF4: (missing, upper) = (3, 0x8F)
        case 0xF1...0xF3: missing = 3
        default: return false
        }
        return true
    }
}
