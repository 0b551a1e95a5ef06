extension ScriptStatement {
    /// Whether it holds a body in PL/pgSQL: `CREATE FUNCTION … LANGUAGE plpgsql`, and `DO`, whose language that is
    /// unless it says otherwise.
    public var holdsPLpgSQL: Bool {
        guard kind == .definition || kind == .utility else { return false }
        var text = sql
        return text.withUTF8 { bytes in
            var words = StatementWords(TokenReader(bytes, dialect: .postgreSQL, plainStringsEscape: false))
            if words.take("DO") {
                return !words.skip { $0 == "LANGUAGE" } || words.takeLanguage() == "plpgsql"
            }
            guard words.take("CREATE") else { return false }
            _ = words.take("OR", "REPLACE")
            guard words.take("FUNCTION") || words.take("PROCEDURE") else { return false }
            return words.skip { $0 == "LANGUAGE" } && words.takeLanguage() == "plpgsql"
        }
    }
}

extension StatementWords {
    fileprivate mutating func takeLanguage() -> String {
        advance()
        return takeValue()
    }
}
