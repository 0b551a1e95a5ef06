/// Hands out versions that are still free, in the spelling of the highest one.
struct FreeVersions {
    private var highest: String

    /// - Parameter taken: All versions that are in use anywhere.
    init(taken: some Sequence<MigrationVersion>) {
        highest = taken.max()?.rawText ?? "0"
    }

    /// One higher than all before: `1_9` is followed by `1_10`, `007` by `008`.
    mutating func next() -> String {
        var bytes = Array(highest.utf8)
        var index = bytes.endIndex
        while index > bytes.startIndex, Self.isDigit(bytes[index - 1]) {
            index -= 1
            guard bytes[index] == UInt8(ascii: "9") else {
                bytes[index] += 1
                highest = String(decoding: bytes, as: UTF8.self)
                return highest
            }
            bytes[index] = UInt8(ascii: "0")
        }
        bytes.insert(UInt8(ascii: "1"), at: index)
        highest = String(decoding: bytes, as: UTF8.self)
        return highest
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
