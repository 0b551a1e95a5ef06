/// The encodings of scripts (`encoding`), by the names that Java knows them by.
public enum TextEncoding: String, Sendable, CaseIterable {
    /// `UTF-8`; a byte order mark is left out.
    case utf8 = "UTF-8"
    /// `UTF-16`; a byte order mark says which order the bytes have, and without one the higher comes first.
    case utf16 = "UTF-16"
    /// `UTF-16LE`.
    case utf16LittleEndian = "UTF-16LE"
    /// `UTF-16BE`.
    case utf16BigEndian = "UTF-16BE"
    /// `ISO-8859-1`.
    case latin1 = "ISO-8859-1"
    /// `windows-1252`.
    case windows1252 = "windows-1252"
    /// `US-ASCII`.
    case ascii = "US-ASCII"

    /// An encoding by one of its names.
    /// - Parameter name: `utf8`, `latin1`, `cp1252` …; case, blanks, hyphens and underscores do not matter.
    /// - Returns: `nil` for a name that is none of the supported encodings.
    public init?(name: String) {
        let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
        switch plain {
        case "utf8": self = .utf8
        case "utf16": self = .utf16
        case "utf16le", "xutf16le": self = .utf16LittleEndian
        case "utf16be", "xutf16be": self = .utf16BigEndian
        case "iso88591", "latin1", "l1", "8859": self = .latin1
        case "windows1252", "cp1252": self = .windows1252
        case "usascii", "ascii", "iso646us": self = .ascii
        default: return nil
        }
    }
}
