extension StringProtocol {
    /// Without blanks, tabs and line ends on both sides.
    package func trimmingBlanks() -> String {
        let isBlank = { (character: Character) in character.isWhitespace }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return String(self[first..<index(after: last)])
    }
}

extension String {
    /// Without the line ends at its end: some of Flyway's sentences have them.
    package func trimmingTrailingLineEnds() -> String {
        var text = self
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
