import SwiftwayText

/// A table of plain characters. Widths are counted in UTF-16 units, as Flyway does, so that both draw one picture.
package struct TextTable: Sendable {
    package var titles: [String]
    package var rows: [[String]]

    package init(titles: [String], rows: [[String]]) {
        self.titles = titles.map(\.showingControls.inOneLine)
        self.rows = rows.map { $0.map(\.showingControls.inOneLine) }
    }

    /// With rulers above, below and behind the titles; `emptyText` stands where there are no rows.
    package func rendered(emptyText: String) -> String {
        var widths = titles.map(\.utf16.count)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.utf16.count) }
        }
        let ruler = "+" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "+") + "+\n"
        func line(_ cells: [String]) -> String {
            "|" + zip(cells, widths).map { " \(Self.padded($0, $1)) " }.joined(separator: "|") + "|\n"
        }
        var text = ruler + line(titles) + ruler
        for row in rows { text += line(row) }
        if rows.isEmpty {
            // Flyway cuts it to the table's width: `No` below a column named `id`.
            let width = max(0, ruler.utf16.count - 5)
            let shown = emptyText.count > width ? String(emptyText.prefix(width)) : emptyText
            text += "| \(Self.padded(shown, width)) |\n"
        }
        return text + ruler
    }

    /// As the rows of a query are shown.
    package var query: String {
        var text = rendered(emptyText: "No rows returned")
        text.removeLast()
        return text
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf16.count))
    }
}
