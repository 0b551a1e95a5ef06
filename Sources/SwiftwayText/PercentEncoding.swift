/// `text` with `%2F` as `/`. A plus sign stays one, unlike in the fields of web forms, and a percent sign without two
/// hexadecimal digits behind it stays what it is.
package func decodingPercents(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
        let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        if byte == UInt8(ascii: "%"), digits.count == 2 {
            bytes.append(UInt8(digits[0] * 16 + digits[1]))
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// Every byte but letters, digits and `-._~` as `%XX` (RFC 3986), the blank too.
/// - Parameter kept: Bytes that stay what they are besides: the slash of a path.
package func encodingPercents(_ text: String, keeping kept: StaticString = "") -> String {
    let unreserved = Array("-._~".utf8) + kept.withUTF8Buffer { Array($0) }
    return text.utf8.reduce(into: "") { result, byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            result.unicodeScalars.append(Unicode.Scalar(byte))
        case _ where unreserved.contains(byte): result.unicodeScalars.append(Unicode.Scalar(byte))
        default: result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }
    }
}
