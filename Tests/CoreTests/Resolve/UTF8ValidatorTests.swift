import SwiftwayCore
import Testing

@Suite struct UTF8ValidatorTests {
    private static func isValid(_ bytes: [UInt8], pieces size: Int) -> Bool {
        var validator = UTF8Validator()
        for start in stride(from: 0, to: bytes.count, by: size) {
            bytes[start..<min(start + size, bytes.count)].withUnsafeBufferPointer { validator.feed($0) }
        }
        return validator.isComplete
    }

    static let samples: [[UInt8]] = [
        [], Array("plain text of more than eight bytes".utf8), Array("größe 名前 🦅 and so on".utf8),
        [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x9F, 0xBF], [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF],
        [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80],
        [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xFF],
        Array("12345678".utf8) + [0xE2, 0x98], Array("1234567".utf8) + [0xE2, 0x98, 0x83],
    ]

    /// The standard library is the reference.
    @Test(arguments: samples) func agreesWithTheStandardLibrary(_ bytes: [UInt8]) {
        let expected = String(validating: bytes, as: UTF8.self) != nil
        for size in [1, 2, 3, 8, 64] { #expect(Self.isValid(bytes, pieces: size) == expected) }
    }

    @Test func agreesOnRandomBytes() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                [0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4].randomElement(using: &generator)! as UInt8
            }
            let expected = String(validating: bytes, as: UTF8.self) != nil
            #expect(Self.isValid(bytes, pieces: 1) == expected, "\(bytes)")
            #expect(Self.isValid(bytes, pieces: 5) == expected, "\(bytes)")
        }
    }

    @Test(arguments: [1, 3, 7, 1024]) func checksumsOfPieces(_ size: Int) {
        let text = Array("\u{FEFF}CREATE TABLE a (id INT);\r\nCREATE TABLE b (id INT);\n".utf8)
        var checksum = TextChecksum()
        // The byte order mark comes whole.
        text[..<3].withUnsafeBufferPointer { checksum.update(with: $0) }
        for start in stride(from: 3, to: text.count, by: size) {
            text[start..<min(start + size, text.count)].withUnsafeBufferPointer { checksum.update(with: $0) }
        }
        #expect(checksum.value == -1_039_437_746)
    }
}
