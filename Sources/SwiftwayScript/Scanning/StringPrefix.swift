/// The letter before a PostgreSQL string that says how to read it, whatever `standard_conforming_strings` says.
///
/// `N''` is not among them: what follows the letter is a plain string.
struct StringPrefix {
    /// Whether backslashes escape.
    let escapes: Bool
    /// Where the text behind the opening quote begins.
    let contents: Int

    /// `nil` unless a prefix stands there: `E'`, `B'`, `X'` or `U&'`, in either case.
    /// - Parameter index: Of a word that is one byte long.
    @inline(__always)
    init?(at index: Int, in text: UnsafeBufferPointer<UInt8>) {
        let quote = UInt8(ascii: "'")
        guard index &+ 1 < text.count else { return nil }
        switch (text[index] | 0x20, text[index &+ 1]) {
        case (UInt8(ascii: "e"), quote):
            escapes = true
            contents = index &+ 2
        case (UInt8(ascii: "b"), quote), (UInt8(ascii: "x"), quote):
            escapes = false
            contents = index &+ 2
        case (UInt8(ascii: "u"), UInt8(ascii: "&")) where index &+ 2 < text.count && text[index &+ 2] == quote:
            escapes = false
            contents = index &+ 3
        default:
            return nil
        }
    }
}
