/// Where a value stands in place of a placeholder, and how much of the script as written it stands for.
struct PlaceholderSpan: Sendable, Hashable {
    /// Of the value, in bytes of the text after replacement.
    var value: Range<Int>
    /// The length of the placeholder as written, in bytes.
    var writtenLength: Int
    /// The line feeds in it: names may span lines.
    var writtenLines: Int
    /// The Unicode scalars behind the last of those line feeds, or all of them.
    var writtenColumns: Int

    func shifted(by distance: Int) -> PlaceholderSpan {
        var copy = self
        copy.value = value.lowerBound + distance..<value.upperBound + distance
        return copy
    }
}
