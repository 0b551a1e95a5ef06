/// Bytes of a file to text in UTF-8. Strict: a byte that the encoding does not know is an error, because a
/// checksum over replacement characters would hide that a file was read wrongly.
package enum TextDecoder {
    package static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// `nil` where `bytes` are not of that encoding. A byte order mark is left out.
    package static func utf8(_ bytes: [UInt8], from encoding: TextEncoding) -> [UInt8]? {
        switch encoding {
        case .utf8:
            guard isValidUTF8(bytes) else { return nil }
            return bytes.starts(with: utf8Mark) ? Array(bytes.dropFirst(3)) : bytes
        case .ascii:
            return bytes.allSatisfy { $0 < 0x80 } ? bytes : nil
        case .latin1:
            return bytes.allSatisfy { $0 < 0x80 } ? bytes : scalars(bytes.map { UInt16($0) })
        case .windows1252:
            return bytes.allSatisfy { $0 < 0x80 } ? bytes : windows1252(bytes)
        case .utf16:
            // Here, and here only, Java's decoder takes a mark away, and Flyway another one.
            if bytes.starts(with: [0xFF, 0xFE]) { return utf8(Array(bytes.dropFirst(2)), from: .utf16LittleEndian) }
            // Without a mark big endian, as Java's UTF-16.
            return utf8(bytes.starts(with: [0xFE, 0xFF]) ? Array(bytes.dropFirst(2)) : bytes, from: .utf16BigEndian)
        case .utf16LittleEndian:
            return utf16(bytes.starts(with: [0xFF, 0xFE]) ? bytes.dropFirst(2) : bytes[...], bigEndian: false)
        case .utf16BigEndian:
            return utf16(bytes.starts(with: [0xFE, 0xFF]) ? bytes.dropFirst(2) : bytes[...], bigEndian: true)
        }
    }

    /// The rule of Flyway's `detectEncoding`: a mark decides; else the first of UTF-8, ISO-8859-1 and UTF-16 that
    /// fits, unless every second byte is mostly zero, which is UTF-16.
    package static func detect(_ bytes: [UInt8]) -> TextEncoding {
        if bytes.count % 2 == 0 {
            if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
            if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
            let zeros = stride(from: 1, to: bytes.count, by: 2).count { bytes[$0] == 0 }
            if !bytes.isEmpty, zeros * 2 > bytes.count / 2 { return .utf16LittleEndian }
        }
        return isValidUTF8(bytes) ? .utf8 : .latin1
    }

    private static func isValidUTF8(_ bytes: [UInt8]) -> Bool {
        var validator = UTF8Validator()
        bytes.withUnsafeBufferPointer { validator.feed($0) }
        return validator.isComplete
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> [UInt8]? {
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return bigEndian ? first << 8 | second : second << 8 | first
        }
        return scalars(units)
    }

    private static func scalars(_ units: [UInt16]) -> [UInt8]? {
        String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }

    /// The code points of 0x80 … 0x9F; `nil` where windows-1252 defines none.
    /// <https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT>
    private static let windows1252High: [UInt16?] = [
        0x20AC, nil, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, nil,
        0x017D, nil, nil, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, nil, 0x017E, 0x0178,
    ]

    private static func windows1252(_ bytes: [UInt8]) -> [UInt8]? {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count)
        for byte in bytes {
            guard (0x80...0x9F).contains(byte) else {
                units.append(UInt16(byte))
                continue
            }
            guard let unit = windows1252High[Int(byte) - 0x80] else { return nil }
            units.append(unit)
        }
        return scalars(units)
    }
}
