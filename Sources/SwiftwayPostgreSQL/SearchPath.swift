internal import SwiftwayDatabase

/// The text of `search_path`: names separated by commas, each perhaps between double quotes.
struct SearchPath: Equatable {
    /// As the server shows it.
    var text: String

    /// The names, unquoted; without quotes they are lower case, as the server reads them.
    var entries: [String] {
        var entries: [String] = []
        var entry = ""
        var isQuoted = false
        var wasQuoted = false
        func finish() {
            if wasQuoted || !entry.isEmpty { entries.append(entry) }
            entry = ""
            wasQuoted = false
        }
        for character in text {
            switch character {
            case "\"":
                // Two quotes inside quotes are one: the second opens the text again.
                if !isQuoted, wasQuoted { entry.append("\"") }
                isQuoted.toggle()
                wasQuoted = true
            case _ where isQuoted: entry.append(character)
            case ",": finish()
            case _ where character.isWhitespace: continue
            default: entry.append(contentsOf: character.lowercased())
            }
        }
        finish()
        return entries
    }

    /// The schema that objects would be created in if every schema existed: what the first entry means.
    /// `$user` counts only when there is nothing else, since few databases have a schema for each user.
    func firstSchema(user: String) -> String? {
        let entries = entries.filter { !$0.isEmpty }
        return entries.first { $0 != "$user" } ?? (entries.isEmpty ? nil : user)
    }

    /// With `schema` in front, unless it is there already: other entries stay visible.
    func preceded(by schema: String?) -> SearchPath {
        guard let schema, entries.first != schema else { return self }
        let quotedSchema = quoted(identifier: schema)
        return SearchPath(text: entries.isEmpty ? quotedSchema : "\(quotedSchema),\(text)")
    }
}
