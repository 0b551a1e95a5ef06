/// Text for a terminal.
enum Paragraph {
    static let width = 96

    /// `text` in lines of at most ``width`` columns, each behind `indent` blanks; the first one behind `head`, which
    /// is filled up to that width. Words that are longer than a line stay whole.
    static func lines(_ text: String, indent: Int = 0, head: String = "") -> String {
        var lines: [String] = []
        var line = head
        var column = head.count
        if column > 0, column + 2 > indent, indent > 0 {
            lines.append(line)
            (line, column) = ("", 0)
        }
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, column + 1 + word.count > width {
                lines.append(line)
                (line, column, isEmpty) = ("", 0, true)
            }
            let gap = isEmpty ? max(0, indent - column) : 1
            line += String(repeating: " ", count: gap) + word
            column += gap + word.count
            isEmpty = false
        }
        lines.append(line)
        return lines.joined(separator: "\n")
    }
}
