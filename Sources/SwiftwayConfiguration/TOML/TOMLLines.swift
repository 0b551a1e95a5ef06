/// The lines on which a TOML document sets its keys, for messages.
struct TOMLLines {
    private var lines: [[String]: Int] = [:]

    mutating func add(_ path: [String], line: Int) { lines[path] = line }

    /// The line of a key, or of the table or list that it is part of; `nil` where neither was seen.
    subscript(path: [String]) -> Int? {
        var path = path
        while !path.isEmpty {
            if let line = lines[path] { return line }
            path.removeLast()
        }
        return nil
    }
}
