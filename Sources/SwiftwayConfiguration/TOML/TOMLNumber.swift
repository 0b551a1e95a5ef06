/// An integer or a floating-point number as it stands in a document: `1_000`, `0xff`, `-1.5e3`, `inf`.
struct TOMLNumber {
    /// As Swift writes it.
    let text: String

    /// `nil` where `word` is no number, or an integer that does not fit into 64 bits.
    init?(_ word: ArraySlice<UInt8>) {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.starts(with: prefix.utf8) {
            guard let digits = Self.digits(word.dropFirst(2)), let number = Int64(digits, radix: radix) else {
                return nil
            }
            text = String(number)
            return
        }
        let hasSign = word.first == UInt8(ascii: "-") || word.first == UInt8(ascii: "+")
        let sign = word.first == UInt8(ascii: "-") ? "-" : ""
        let unsigned = word.dropFirst(hasSign ? 1 : 0)
        if unsigned.elementsEqual("inf".utf8) {
            text = sign + "inf"
            return
        }
        if unsigned.elementsEqual("nan".utf8) {
            text = "nan"
            return
        }
        let mantissa = unsigned.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        let parts = mantissa.split(separator: TOMLByte.dot, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Self.decimal(parts[0]), whole == "0" || !whole.hasPrefix("0") else { return nil }
        guard parts.count == 2 || mantissa.count < unsigned.count else {
            guard let number = Int64(sign + whole) else { return nil }
            text = String(number)
            return
        }
        var number = sign + whole
        if parts.count == 2 {
            guard let fraction = Self.decimal(parts[1]) else { return nil }
            number += ".\(fraction)"
        }
        if mantissa.count < unsigned.count {
            var exponent = unsigned.dropFirst(mantissa.count + 1)
            number += "e"
            if let first = exponent.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
                number += String(UnicodeScalar(first))
                exponent = exponent.dropFirst()
            }
            guard let digits = Self.decimal(exponent) else { return nil }
            number += digits
        }
        guard let value = Double(number) else { return nil }
        text = String(value)
    }

    private static func decimal(_ word: ArraySlice<UInt8>) -> String? {
        guard let digits = digits(word), digits.utf8.allSatisfy(TOMLByte.isDigit) else { return nil }
        return digits
    }

    /// Without the underscores, each of which stands between two digits.
    private static func digits(_ word: ArraySlice<UInt8>) -> String? {
        let groups = word.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy { TOMLByte.isBare($0) && $0 != UInt8(ascii: "-") } })
        else {
            return nil
        }
        return String(decoding: groups.joined(), as: UTF8.self)
    }
}
