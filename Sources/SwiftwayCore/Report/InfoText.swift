extension InfoReport {
    /// The table of `info`, as the command line prints it: a line for each migration, between lines of `+` and `-`.
    public var table: String {
        // Undo rows are seen in the column Undoable alone.
        let rows = entries.filter { !$0.type.isUndo }.map { entry in
            [
                entry.category, entry.version?.description ?? "", entry.description, entry.type.rawValue,
                entry.applied?.installedOn?.description ?? "", entry.state.displayName, Self.undoableCell(entry),
            ]
        }
        let titles = ["Category", "Version", "Description", "Type", "Installed On", "State", "Undoable"]
        return TextTable(titles: titles, rows: rows).rendered(emptyText: "No migrations found")
    }

    /// Versions and descriptions of the listed migrations, comma between them (`-migrationIds`).
    package var migrationIds: String {
        entries.map { $0.version?.description ?? $0.description }.joined(separator: ",")
    }

    /// Whether no listed entry has a file: a good moment to show where files are looked for.
    package var hasNoFiles: Bool { !entries.contains { $0.resolved != nil } }

    private static func undoableCell(_ entry: MigrationStatus) -> String {
        if entry.version == nil || entry.type == .delete || entry.type == .schema { return "" }
        return entry.state == .deleted || entry.state == .undone ? "" : "No"
    }
}

/// The settings that matter where no files are found, as a table.
package func searchSettingsTable(
    locations: [String], callbackLocations: [String], workingDirectory: String, naming: NamingSettings
) -> String {
    let rows = [
        ["locations", locations.joined(separator: ", ")],
        ["callbackLocations", callbackLocations.joined(separator: ", ")],
        ["workingDirectory", workingDirectory],
        ["repeatableSqlMigrationPrefix", naming.repeatableSqlMigrationPrefix],
        ["sqlMigrationPrefix", naming.sqlMigrationPrefix],
        ["baselineMigrationPrefix", naming.baselineMigrationPrefix],
        ["sqlMigrationSeparator", naming.sqlMigrationSeparator],
        ["sqlMigrationSuffixes", naming.sqlMigrationSuffixes.joined(separator: ", ")],
    ]
    let cells = [["Setting", "Value"]] + rows
    let widths = (0...1).map { column in cells.map { $0[column].utf16.count }.max() ?? 0 }
    func line(_ row: [String]) -> String {
        "| "
            + zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.utf16.count) }.joined(separator: " | ")
            + " |"
    }
    let ruler = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
    return (["", line(cells[0]), ruler] + rows.map(line)).joined(separator: "\n")
}
