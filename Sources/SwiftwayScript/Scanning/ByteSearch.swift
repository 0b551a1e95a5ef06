// Searching and counting bytes, eight at a time: this module uses the standard library alone, so `memchr` is not at
// hand. A word of eight bytes is treated as eight lanes; see "Determine if a word has a byte equal to n" in
// <https://graphics.stanford.edu/~seander/bithacks.html#ValueInWord>.

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    /// Blank, tab, line feed, vertical tab, form feed, carriage return.
    var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

    /// An ASCII digit.
    var isDigit: Bool { (0x30...0x39).contains(self) }
}

private let ones: UInt64 = 0x0101_0101_0101_0101
private let highBits: UInt64 = 0x8080_8080_8080_8080

/// The high bit of every lane that is zero, and of some above it: only "none" and the lowest one are exact.
@inline(__always)
private func zeroLanes(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word & highBits
}

@inline(__always)
private func load(_ bytes: UnsafeRawPointer, at offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

/// The offset of the first `byte` at or after `start`; the end if there is none.
@inline(__always)
func firstIndex(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return bytes.count }
    let count = bytes.count
    // Most strings and lines are short: look at a few bytes before setting up the wide search.
    var position = start
    let near = min(count, start &+ 16)
    while position < near {
        if base[position] == byte { return position }
        position &+= 1
    }
    return position == count ? count : wideFirstIndex(of: byte, base, from: position, to: count)
}

@inline(never)
private func wideFirstIndex(of byte: UInt8, _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    let raw = UnsafeRawPointer(bytes)
    let pattern = ones &* UInt64(byte)
    var position = start
    while position &+ 32 <= end {
        let first = zeroLanes(load(raw, at: position) ^ pattern)
        let second = zeroLanes(load(raw, at: position &+ 8) ^ pattern)
        let third = zeroLanes(load(raw, at: position &+ 16) ^ pattern)
        let fourth = zeroLanes(load(raw, at: position &+ 24) ^ pattern)
        if first | second | third | fourth != 0 { break }
        position &+= 32
    }
    while position &+ 8 <= end {
        let lanes = zeroLanes(load(raw, at: position) ^ pattern)
        if lanes != 0 { return position &+ lanes.trailingZeroBitCount / 8 }
        position &+= 8
    }
    while position < end, bytes[position] != byte { position &+= 1 }
    return position
}

/// The offset of the first `first` that `second` follows, at or after `start`; the end if there is none. A `first`
/// in the very last place is not reported: nobody knows what follows.
func firstIndex(
    of first: UInt8, followedBy second: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
) -> Int {
    guard let base = bytes.baseAddress else { return bytes.count }
    let raw = UnsafeRawPointer(base)
    let end = bytes.count
    let firstPattern = ones &* UInt64(first)
    let secondPattern = ones &* UInt64(second)
    var position = start
    // Reads up to 33 bytes behind `position`. A zero in `a | b` is a lane where both bytes match.
    while position &+ 33 <= end {
        var found: UInt64 = 0
        for lane in 0..<4 {
            let offset = position &+ lane &* 8
            found |= zeroLanes(
                (load(raw, at: offset) ^ firstPattern) | (load(raw, at: offset &+ 1) ^ secondPattern))
        }
        if found != 0 { break }
        position &+= 32
    }
    while position &+ 1 < end {
        if base[position] == first, base[position &+ 1] == second { return position }
        position &+= 1
    }
    return end
}

func countLineFeeds(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    count(in: bytes) { $0 == .lineFeed }
}

/// Counts every byte that does not continue a UTF-8 sequence, so that broken text has columns too.
func countScalars(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    count(in: bytes) { $0 & 0xC0 != 0x80 }
}

/// The offset of the scalar with that number, from 0; the nearest end if there is none.
func offsetOfScalar(_ number: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var left = number
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
        if left <= 0 { return offset }
        left -= 1
    }
    return number < 0 ? 0 : bytes.count
}

/// Written so that the compiler turns it into vector instructions: sums of at most 255 in single bytes.
@inline(__always)
private func count(in bytes: UnsafeBufferPointer<UInt8>, where matches: (UInt8) -> Bool) -> Int {
    var total = 0
    var position = 0
    while position < bytes.count {
        let end = min(position &+ 255, bytes.count)
        var partial: UInt8 = 0
        while position < end {
            partial &+= matches(bytes[position]) ? 1 : 0
            position &+= 1
        }
        total &+= Int(partial)
    }
    return total
}

/// Of all of them: programs that put files together leave more than one at the start, and none means anything.
func lengthOfByteOrderMarks(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var length = 0
    while bytes.count >= length + 3, bytes[length] == 0xEF, bytes[length + 1] == 0xBB, bytes[length + 2] == 0xBF {
        length += 3
    }
    return length
}
