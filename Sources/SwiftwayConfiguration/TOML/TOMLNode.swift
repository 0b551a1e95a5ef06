/// A value of a TOML document, as far as configuration has to tell them apart.
indirect enum TOMLNode: Sendable, Equatable {
    /// Text, numbers, truth values and times.
    case text(String)
    case list([TOMLNode])
    /// In the order of the keys' names.
    case table([(key: String, node: TOMLNode)])

    static func == (one: TOMLNode, other: TOMLNode) -> Bool {
        switch (one, other) {
        case (.text(let one), .text(let other)): one == other
        case (.list(let one), .list(let other)): one == other
        case (.table(let one), .table(let other)): one.elementsEqual(other) { $0.key == $1.key && $0.node == $1.node }
        case (.text, _), (.list, _), (.table, _): false
        }
    }

    struct Malformed: Error, Equatable {
        var reason: String
        /// Both from 1, in characters.
        var line: Int
        var column: Int
    }
}
