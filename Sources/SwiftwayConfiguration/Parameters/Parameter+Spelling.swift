extension Parameter {
    /// `-outOfOrder`; of maps `-placeholders.name`.
    public var option: String { "-\(name)" + (takesKeys ? ".<name>" : "") }

    /// `flyway.outOfOrder`, as in `flyway.conf` and in messages.
    public var property: String { "\(namespace.rawValue).\(name)" }

    /// `FLYWAY_OUT_OF_ORDER`; `nil` where Flyway reads none.
    public var variable: String? {
        guard places.contains(.variable) else { return nil }
        return irregularVariable ?? "\(namespace.rawValue.uppercased())_\(name.upperSnakeCase)"
    }

    /// The table of `flyway.toml` and the key in it: `[flyway] outOfOrder`. `nil` where it cannot stand there.
    public var tomlSpelling: String? {
        if belongsToEnvironment {
            return type == .map ? "[environments.<id>.\(name)] <name>" : "[environments.<id>] \(name)"
        }
        guard places.contains(.toml) else { return nil }
        if takesKeys { return "[\(property)] <name>" }
        guard let dot = property.lastIndex(of: ".") else { return nil }
        return "[\(property[..<dot])] \(property[property.index(after: dot)...])"
    }
}

extension String {
    /// `outOfOrder` to `OUT_OF_ORDER`, `postgresql.transactional.lock` to `POSTGRESQL_TRANSACTIONAL_LOCK`.
    var upperSnakeCase: String {
        var snake = ""
        for character in self {
            if character == "." {
                snake.append("_")
            } else {
                if character.isUppercase { snake.append("_") }
                snake += character.uppercased()
            }
        }
        return snake
    }
}
