/// Where a value was set.
public enum Origin: Sendable, Hashable, CustomStringConvertible {
    case file(path: String, line: Int?)
    case standardInput(line: Int)
    case variable(String)
    case commandLine
    /// A key that the program has read itself: `flyway.url`.
    case key(String)

    /// As it stands in sentences: `the variable FLYWAY_URL`, `/srv/app/flyway.conf, line 3`.
    public var description: String {
        switch self {
        case .file(let path, let line): line.map { "\(path), line \($0)" } ?? path
        case .standardInput(let line): "standard input, line \(line)"
        case .variable(let name): "the variable \(name)"
        case .commandLine: "the command line"
        case .key(let name): "the configuration key \(name)"
        }
    }
}
