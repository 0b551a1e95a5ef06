/// A word of a script where it stands, to be compared with keywords without a copy. It must not outlive the text.
struct Word {
    let bytes: UnsafeBufferPointer<UInt8>

    /// No word at all: equal to no keyword.
    static var none: Word { Word(bytes: UnsafeBufferPointer(start: nil, count: 0)) }

    /// So that `switch word { case "SELECT": … }` compares without regard to case.
    /// - Parameter keyword: In upper case: ASCII letters and underscores.
    @inline(__always)
    static func ~= (keyword: StaticString, word: Word) -> Bool {
        let count = keyword.utf8CodeUnitCount
        guard word.bytes.count == count else { return false }
        let letters = keyword.utf8Start
        var index = 0
        while index < count {
            let byte = word.bytes[index]
            let isLowercase = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
            guard (isLowercase ? byte & 0xDF : byte) == letters[index] else { return false }
            index &+= 1
        }
        return true
    }

    @inline(__always)
    static func == (word: Word, keyword: StaticString) -> Bool {
        keyword ~= word
    }
}
