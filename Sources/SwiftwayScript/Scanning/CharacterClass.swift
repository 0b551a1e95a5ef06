/// What a byte may begin, as one table look-up. The tables are strings of one character a byte, because a
/// `StaticString` is plain constant data: no start-up, no bounds check, no reference count.
enum CharacterClass {
    static let other = UInt8(ascii: ".")
    static let blank = UInt8(ascii: " ")
    static let word = UInt8(ascii: "w")
    static let string = UInt8(ascii: "'")
    /// An identifier between two of the same: `"`, in SQLite also `` ` ``.
    static let quotedIdentifier = UInt8(ascii: "I")
    static let bracketedIdentifier = UInt8(ascii: "[")
    static let dollar = UInt8(ascii: "$")
    static let dash = UInt8(ascii: "-")
    static let slash = UInt8(ascii: "/")
    static let semicolon = UInt8(ascii: ";")
    static let openParenthesis = UInt8(ascii: "(")
    static let closeParenthesis = UInt8(ascii: ")")
    static let metaCommand = UInt8(ascii: "m")

    /// 256 classes, by byte.
    static func table(for dialect: ScriptDialect) -> UnsafePointer<UInt8> {
        switch dialect {
        case .postgreSQL: postgreSQL.utf8Start
        case .sqlite: sqlite.utf8Start
        }
    }

    /// ``word`` for every byte that goes on with a word: letters, digits, `_`, `$` and everything beyond ASCII, in
    /// both databases (`ident_cont` of PostgreSQL's scan.l, `IdChar` of SQLite's tokenize.c).
    static var wordContinuations: UnsafePointer<UInt8> { continuation.utf8Start }

    private static let postgreSQL: StaticString = """
        .........     ..................\
         .I.$..'()...-./...........;....\
        .wwwwwwwwwwwwwwwwwwwwwwwwww.m..w\
        .wwwwwwwwwwwwwwwwwwwwwwwwww.....\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww
        """

    /// Digits and `$` begin words here and a vertical tab is no blank, as in `sqlite3_complete`. A dot may begin a command
    /// of the program sqlite3.
    private static let sqlite: StaticString = """
        .........  .  ..................\
         .I.w..'()...-m/wwwwwwwwww.;....\
        .wwwwwwwwwwwwwwwwwwwwwwwwww[...w\
        Iwwwwwwwwwwwwwwwwwwwwwwwwww.....\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww
        """

    private static let continuation: StaticString = """
        .........  .  ..................\
        ....w...........wwwwwwwwww......\
        .wwwwwwwwwwwwwwwwwwwwwwwwww....w\
        .wwwwwwwwwwwwwwwwwwwwwwwwww.....\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\
        wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww
        """
}
