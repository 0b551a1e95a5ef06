import SwiftwayCore
import Testing

@Suite struct ChecksumTests {
    /// Texts and the checksums that Flyway gives them.
    static let vectors: [(String, Int32)] = [
        ("", 0), ("\n", 0), ("\r\n\r\n", 0), ("\u{FEFF}", 0),
        ("CREATE TABLE t (id INT);", 1_556_295_178), ("CREATE TABLE t (id INT);\n", 1_556_295_178),
        ("CREATE TABLE t (id INT);\r\n", 1_556_295_178), ("CREATE TABLE t (id INT);\r", 1_556_295_178),
        ("\u{FEFF}CREATE TABLE t (id INT);", 1_556_295_178),
        ("CREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\n", -1_039_437_746),
        ("CREATE TABLE a (id INT);\r\n\r\nCREATE TABLE b (id INT);", -1_039_437_746),
        ("SELECT 1;", 78_787_420), ("SELECT 1; ", -1_951_047_511), ("SELECT 2;", 798_974_111),
        ("-- comment\n", -621_188_442), ("INSERT INTO t VALUES ('héllo ☃ 😀');\n", 648_067_414),
        ("ab", -1_635_563_411), ("a\nb", -1_635_563_411), ("a\u{2028}b", 978_390_342),
        ("CREATE VIEW v AS SELECT ${col} FROM t;\n", -247_031_950),
        ("CREATE VIEW v AS SELECT id FROM t;\n", -43_939_394),
    ]

    @Test(arguments: vectors) func checksum(_ vector: (String, Int32)) throws {
        let text = try #require(TextDecoder.utf8(Array(vector.0.utf8), from: .utf8))
        #expect(Checksum(ofText: text).value == vector.1)
    }

    /// Of two byte order marks Flyway leaves out one, with one exception: Java's UTF-16 takes one away by itself. However
    /// a file is read, its checksum is the same.
    @Test func secondByteOrderMarksCount() throws {
        let text = Array("\u{FEFF}\u{FEFF}SELECT 1;".utf8)
        let value = Checksum(ofText: "\u{FEFF}SELECT 1;".utf8).value
        #expect(value != 78_787_420)
        #expect(Checksum(ofText: try #require(TextDecoder.utf8(text, from: .utf8))).value == value)
        var inPieces = TextChecksum()
        text[..<8].withUnsafeBufferPointer { inPieces.update(with: $0) }
        text[8...].withUnsafeBufferPointer { inPieces.update(with: $0) }
        #expect(inPieces.value == value)
        let big = "\u{FEFF}\u{FEFF}SELECT 1;".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(Checksum(ofText: try #require(TextDecoder.utf8(big, from: .utf16BigEndian))).value == value)
        #expect(Checksum(ofText: try #require(TextDecoder.utf8(big, from: .utf16))).value == 78_787_420)
    }

    @Test func encodingDoesNotMatter() throws {
        let text = "INSERT INTO t VALUES ('héllo ☃ 😀');\n"
        let units = Array(text.utf16)
        let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for (bytes, encoding) in [
            (little, TextEncoding.utf16LittleEndian), (big, .utf16BigEndian), (big, .utf16),
            ([0xFF, 0xFE] + little, .utf16),
        ] {
            let decoded = try #require(TextDecoder.utf8(bytes, from: encoding))
            #expect(Checksum(ofText: decoded).value == 648_067_414)
        }
    }

    @Test func latin1AndWindows1252() throws {
        let bytes: [UInt8] = Array("Gr".utf8) + [0xF6, 0xDF] + Array("e".utf8)
        #expect(TextDecoder.utf8(bytes, from: .latin1) == Array("Größe".utf8))
        #expect(TextDecoder.utf8([0x80, 0x41], from: .windows1252) == Array("€A".utf8))
        #expect(TextDecoder.utf8([0x81], from: .windows1252) == nil)
    }

    @Test(arguments: [[0xF6, 0x41], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x41, 0xE2, 0x82]] as [[UInt8]])
    func malformedTextIsRefused(_ bytes: [UInt8]) {
        #expect(TextDecoder.utf8(bytes, from: .utf8) == nil)
        #expect(TextDecoder.utf8(Array("12345678".utf8) + bytes, from: .utf8) == nil)
        #expect(TextDecoder.utf8(bytes, from: .ascii) == nil)
    }

    @Test func detection() {
        #expect(TextDecoder.detect(Array("plain".utf8)) == .utf8)
        #expect(TextDecoder.detect([0x47, 0x72, 0xF6, 0xDF]) == .latin1)
        #expect(TextDecoder.detect([0xFE, 0xFF, 0, 0x41]) == .utf16BigEndian)
        #expect(TextDecoder.detect([0xFF, 0xFE, 0x41, 0]) == .utf16LittleEndian)
        #expect(TextDecoder.detect([0x41, 0, 0x42, 0]) == .utf16LittleEndian)
    }

    /// CRC-32 bit by bit, as its definition has it.
    private static func plain(_ bytes: [UInt8]) -> Int32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes where byte != 0x0A && byte != 0x0D {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
        }
        return Int32(bitPattern: ~crc)
    }

    @Test func everyLengthAndPlaceOfALineEnd() {
        for count in 0...40 {
            let text = (0..<count).map { UInt8(($0 * 37 + 11) % 128) }
            #expect(Checksum(ofText: text).value == Self.plain(text))
            for place in text.indices {
                for byte: UInt8 in [0x0A, 0x0D, 0x8A, 0x8D, 0x00, 0xFF] {
                    var changed = text
                    changed[place] = byte
                    #expect(Checksum(ofText: changed).value == Self.plain(changed))
                }
            }
        }
    }
}
